"""The glossary of the documentation, held against the names in the code (read with `ast`, nothing is imported)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "shouwen"
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
LATER = "后续"

Words = tuple[str, ...]


def table(heading: str) -> list[list[str]]:
    """The cells of the rows of the table under a heading."""
    part = GLOSSARY.split(heading, 1)[1].split("\n#", 1)[0]
    rows = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def code_in(cell: str) -> list[str]:
    return re.findall(r"`([a-z_]+)`", cell)


TERMS = [(chinese, code_in(code)[0], place) for chinese, code, place in table("# 词汇表")]
FORBIDDEN = sorted(name for names, _ in table("## 不用的说法") for name in code_in(names))


def words_of(name: str) -> Words:
    """`CorrectionNotice`, `correction_notice` and `CORRECTION_NOTICE` are the same two words."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return tuple(singular(word) for word in apart.lower().split("_") if word)


def singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def names_in(tree: ast.AST) -> Iterator[str]:
    """Every name that the code gives: classes, functions, arguments, keywords, variables, fields, names of relations."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg
            if node.arg == "related_name" and isinstance(node.value, ast.Constant):
                yield str(node.value.value)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


@cache
def names_by_package() -> dict[str, dict[Words, str]]:
    """For each package of the product the names its code gives, as words, with the file of the first."""
    found: dict[str, dict[Words, str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        inside = path.relative_to(SOURCE)
        if "migrations" in inside.parts:
            continue
        names = found.setdefault(inside.parts[0].removesuffix(".py"), {})
        for name in (*inside.parts[:-1], path.stem, *names_in(ast.parse(path.read_text(encoding="utf-8")))):
            names.setdefault(words_of(name), str(inside))
    return found


def says(name: Words, term: Words) -> bool:
    """Whether a name contains all words of a term, in any order."""
    return set(term) <= set(name)


@pytest.mark.parametrize(("chinese", "code", "place"), [term for term in TERMS if term[2] != LATER])
def test_term_is_used_in_its_package(chinese: str, code: str, place: str) -> None:
    term = words_of(code)
    used = [name for name in names_by_package()[place] if says(name, term)]
    assert used, f"{chinese}：{place} 里没有名字叫 {code}；改代码，或改 docs/glossary.md"


@pytest.mark.parametrize(("chinese", "code"), [term[:2] for term in TERMS if term[2] == LATER])
def test_term_of_a_later_feature_is_not_used_yet(chinese: str, code: str) -> None:
    term = words_of(code)
    used = {file for names in names_by_package().values() for name, file in names.items() if says(name, term)}
    assert used == set(), f"{chinese} 已经有了：在 docs/glossary.md 里把“{LATER}”改成所在的包"


@pytest.mark.parametrize("code", FORBIDDEN)
def test_word_that_is_not_ours_is_no_name(code: str) -> None:
    term = words_of(code)
    width = len(term)
    used = {
        f"{file}: {'_'.join(name)}"
        for names in names_by_package().values()
        for name, file in names.items()
        if any(name[start : start + width] == term for start in range(len(name) - width + 1))
    }
    assert used == set()


def test_each_term_stands_once() -> None:
    codes = [code for _, code, _ in TERMS]
    assert sorted({code for code in codes if codes.count(code) > 1}) == []
    assert set(codes) & set(FORBIDDEN) == set()
    assert (len(TERMS) >= 70, len(FORBIDDEN) >= 20) == (True, True)


def test_names_are_read_word_by_word() -> None:
    tree = ast.parse("class CorrectionNotice:\n    issued_cases = 1\ndef review_material(*, by): self.due_on = by")
    assert {words_of(name) for name in names_in(tree)} == {
        ("correction", "notice"),
        ("issued", "case"),
        ("review", "material"),
        ("by",),
        ("due", "on"),
    }
