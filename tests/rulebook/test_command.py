"""The two commands as one starts them: a process, its output, its exit status."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.rulebook.test_contract_examples import DEADLINE, MONTH

from shouwen.rulebook.shipped import DEFAULT, FOLDER

COMMAND = [sys.executable, "-m", "shouwen"]


def run(*words: str, data: bytes = b"", **env: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error."""
    done = subprocess.run(
        [*COMMAND, *words], input=data, capture_output=True, timeout=60, check=False, env={**os.environ, **env}
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def rulebook(tmp_path: Path) -> Path:
    """A copy of the shipped rulebook that a test may change."""
    return shutil.copytree(FOLDER / DEFAULT, tmp_path / "规则")


def test_deadline_reads_a_file_and_writes_one_object(tmp_path: Path) -> None:
    file = tmp_path / "时限.json"
    file.write_text(json.dumps(DEADLINE), encoding="utf-8")
    status, out, err = run("deadline", str(file))
    assert (status, err, out.count("\n")) == (0, "", 1)
    assert json.loads(out)["cases"][0]["due"] == "2026-10-19"


def test_assess_reads_standard_input_and_writes_chinese_as_it_is() -> None:
    status, out, err = run(
        "assess", "-", data=json.dumps(MONTH).encode(), LANG="C", LC_ALL="C", PYTHONIOENCODING="ascii"
    )
    assert (status, err) == (0, "")
    assert '"name":"王芳"' in out
    assert json.loads(out)["staff"][0]["total"] == 9


def test_breach_gives_two_and_one_line_per_problem_and_nothing_else() -> None:
    data = b'{"as_of": 1, "cases": [{}]}'
    status, out, err = run("deadline", "-", data=data, LANG="C", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (status, out) == (2, "")
    assert err.splitlines() == [
        "as_of: 应是当地时间，如2026-03-02T09:00，不带时区，不是1",
        "cases[0].id: 缺少这个键",
        "cases[0].kind: 缺少这个键",
        "cases[0].accepted: 缺少这个键",
    ]


@pytest.mark.parametrize("command", ["deadline", "assess"])
@pytest.mark.parametrize("data", [b"", b"\x00\x01\xff", b"[" * 100_000, b"nonsense"])
def test_what_is_not_json_gives_two_in_one_line(command: str, data: bytes) -> None:
    status, out, err = run(command, "-", data=data)
    assert (status, out, err.count("\n"), err.startswith("$: ")) == (2, "", 1, True)


def test_file_that_is_not_there_and_folder_instead_of_a_file(tmp_path: Path) -> None:
    assert run("assess", str(tmp_path / "没有.json"))[:2] == (2, "")
    assert run("assess", str(tmp_path)) == (2, "", f"{tmp_path}: 读不了这个文件：是文件夹，不是文件\n")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["assess"], "要写一个文件，或写 - 从标准输入读"),
        (["assess", "a.json", "b.json"], "一次只能读一个文件：a.json b.json"),
        (["assess", "--verbose", "a.json"], "不认识的选项：--verbose"),
        (["assess", "a.json", "--rulebook"], "--rulebook 后面要写一个规则文件夹，或其中的 rulebook.yaml"),
    ],
)
def test_arguments_that_make_no_sense(words: list[str], line: str) -> None:
    status, out, err = run(*words)
    assert (status, out, err.splitlines()[0]) == (2, "", line)


@pytest.mark.parametrize("form", ["folder", "file", "equals", "before"])
def test_rulebook_is_given_as_its_folder_or_its_file(rulebook: Path, form: str) -> None:
    limits = rulebook / "limits.yaml"
    limits.write_text(limits.read_text(encoding="utf-8").replace("value: 5", "value: 2"), encoding="utf-8")
    given = {
        "folder": ["-", "--rulebook", str(rulebook)],
        "file": ["-", "--rulebook", str(rulebook / "rulebook.yaml")],
        "equals": ["-", f"--rulebook={rulebook}"],
        "before": ["--rulebook", str(rulebook), "--", "-"],
    }[form]
    status, out, err = run("deadline", *given, data=json.dumps(DEADLINE).encode())
    assert (status, err) == (0, "")
    assert json.loads(out)["cases"][0]["extension_error"] == "延期最长不得超过2个工作日（限时办结制度 第三、五条）"


def test_rulebook_with_mistakes_gives_two_with_file_and_line(rulebook: Path) -> None:
    with (rulebook / "clauses" / "T.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: T9, colour: red}\n")
    status, out, err = run("assess", "-", "--rulebook", str(rulebook), data=json.dumps(MONTH).encode())
    assert (status, out) == (2, "")
    assert "clauses/T.yaml:31: 条款不认识“colour”这个键" in err.splitlines()
    missing = rulebook / "none"
    assert run("assess", "-", "--rulebook", str(missing)) == (2, "", f"{missing}: 找不到这个规则文件夹或文件\n")


def test_help_and_version() -> None:
    for words in (["--help"], ["-h"], ["assess", "--help"]):
        status, out, err = run(*words)
        assert (status, err, out.splitlines()[0]) == (0, "", "用法：")
    assert run("--version")[:2] == (0, "shouwen 0.1.0\n")
    assert run()[:2] == (2, "")


def test_the_two_commands_load_neither_django_nor_the_server() -> None:
    program = (
        "import sys; from shouwen.config.cli import main; code = main(['assess', '-']);"
        "heavy = {'django', 'chinese_calendar.utils', 'typst', 'sqlite3', 'asyncio'} & set(sys.modules);"
        "sys.stderr.write(','.join(sorted(heavy - {'chinese_calendar.utils'}))); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(MONTH).encode(), capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_reader_that_goes_away_is_no_crash() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*COMMAND, "assess", "-"],
        input=json.dumps(MONTH).encode(),
        stdout=write,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device to write to")
def test_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "assess", "-"],
            input=json.dumps(MONTH).encode(),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr.decode().split("：")[0]) == (1, "结果写不出去")
