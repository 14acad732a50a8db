"""The checks of tools/ find what was planted, name file and line, and let clean files pass."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import check_length
import check_words

PLANTED = {
    "host.txt": ("one\ntwo https://py" + "pi.org/simple\n", 2, "软件源的网址"),
    "lock.json": ('{"a": "https://registry.npm' + 'js.org/x"}\n', 1, "软件源的网址"),
    "path.py": ("x = '/wo" + "rk/main'\n", 1, "这台机器的路径"),
    "other.md": ("see /ro" + "ot/x\n", 1, "这台机器的路径"),
    "note.py": ("a\nb\n# TO" + "DO later\n", 3, "没做完的记号"),
    "merge.txt": ("a\n" + "<" * 7 + " mine\n", 2, "合并冲突"),
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "clean.py").write_text(
        "path = '/static/tmp/network/work/'  # a todo list is a word\n", encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize("name", PLANTED)
def test_planted_word_is_found_with_its_line(checkout: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    text, line, kind = PLANTED[name]
    (checkout / name).write_text(text, encoding="utf-8")
    assert check_words.main(checkout) == 1
    assert capsys.readouterr().out.startswith(f"{name}:{line}: {kind}：")


def test_clean_and_ignored_files_pass(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / ".gitignore").write_text("ignored/\n")
    (checkout / "ignored").mkdir()
    (checkout / "ignored" / "path.py").write_text(PLANTED["path.py"][0])
    assert check_words.main(checkout) == 0
    assert capsys.readouterr().out == ""


def test_binary_file_is_not_read_as_text(checkout: Path) -> None:
    (checkout / "picture.png").write_bytes(b"\x89PNG\0" + PLANTED["path.py"][0].encode())
    assert check_words.main(checkout) == 0


def test_401_lines_are_too_long_400_are_not(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "fits.py").write_text("x = 1\n" * 400)
    (tmp_path / "src" / "long.py").write_text("x = 1\n" * 401)
    assert check_length.too_long(tmp_path) == [(Path("src/long.py"), 401)]
