"""随产品带的告知用语 (P3c): every text that a centre may write anew is told somewhere; none is there for nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import shouwen
from shouwen.telling.shipped import BY_CODE

SOURCE = Path(shouwen.__file__).parent
Function = ast.FunctionDef


def trees() -> list[ast.Module]:
    """The product without its demonstration."""
    files = [path for path in SOURCE.rglob("*.py") if "demo" not in path.relative_to(SOURCE).parts]
    return [ast.parse(path.read_text(encoding="utf-8")) for path in files]


def called(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            yield getattr(one.func, "id", "") or getattr(one.func, "attr", ""), one


def strings_told(tree: ast.Module) -> set[str]:
    """The strings that a module hands to `tell` or `remind`, or to a function of any module that hands its own on to them."""
    ways = {"tell", "remind"} | WRAPPERS
    return {
        one.value
        for name, call in called(tree)
        if name in ways
        for given in [*call.args, *(keyword.value for keyword in call.keywords)]
        for one in ast.walk(given)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def wrappers(found: list[ast.Module]) -> set[str]:
    """Functions that take the template as an argument and hand it on."""
    names: set[str] = set()
    functions = [node for tree in found for node in ast.walk(tree) if isinstance(node, Function)]
    while True:
        more = {one.name for one in functions if _hands_on(one, names | {"tell", "remind"})} | names
        if more == names:
            return names
        names = more


def _hands_on(function: Function, ways: set[str]) -> bool:
    parameters = {one.arg for one in [*function.args.args, *function.args.kwonlyargs]}
    for name, call in called(function):
        given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "template")]
        if name in ways and any(isinstance(one, ast.Name) and one.id in parameters & {"template"} for one in given):
            return True
    return False


TREES = trees()
WRAPPERS = wrappers(TREES)


def test_p3c_every_shipped_text_is_told_somewhere() -> None:
    told = set().union(*(strings_told(tree) for tree in TREES))
    assert sorted(set(BY_CODE) - told) == []
