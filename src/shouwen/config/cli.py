"""The `shouwen` command (命令行入口).

`deadline` and `assess` answer in JSON without Django, so that they start in a blink; every other word goes to Django.
Imports stand inside the functions on purpose: what a command doesn't need isn't loaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from shouwen.rulebook.rules import Rulebook

USAGE = """\
用法：
  shouwen deadline 文件 [--rulebook 规则]   算出每个办件的到期日、逾期日和状态
  shouwen assess 文件 [--rulebook 规则]     按规则算出一个月的考核扣分
  shouwen kiosk-agent --origin 地址 --token 口令   在自助终端上：读卡、拍照、打印的本机程序
  shouwen 其他命令                          如 runserver、migrate；全部命令见 shouwen help

文件是 JSON；写 - 就从标准输入读。结果是一个 JSON 对象，写到标准输出。
规则是规则文件夹，或其中的 rulebook.yaml；不写就用随软件附带的二坪府〔2023〕87号。
退出码：0 正常；2 文件或规则有错，标准错误里一行说一处；1 结果写不出去。

  --help      看这段说明
  --version   看版本
"""

OK, CANNOT_WRITE, REFUSED = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` (without the program's name) asks for; gives the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    command, rest = (words[0], words[1:]) if words else ("", [])
    if command in {"deadline", "assess"}:
        return _contract(command, rest)
    if command == "kiosk-agent":
        from shouwen.kiosk_agent.command import main as kiosk_agent

        return kiosk_agent(rest)
    if command in {"--help", "-h"}:
        return _write(USAGE)
    if command == "--version":
        from shouwen import __version__

        return _write(f"shouwen {__version__}\n")
    if not command:
        return _refuse(USAGE.splitlines())
    return _django(words)


def _django(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shouwen.config.settings")
    from shouwen.config.data_folder import ADVICE, NoDataFolder, data_folder

    try:
        data_folder()  # Before the settings, which make keys where there are none.
    except NoDataFolder:
        return _refuse(ADVICE)
    from shouwen.config.commands import execute

    execute(["shouwen", *words])
    return OK


def _contract(command: str, words: list[str]) -> int:
    """One of the two contract commands: 0 and one JSON object, or 2 and one line per problem."""
    from shouwen.config.arguments import ArgumentError, parse

    if "--help" in words or "-h" in words:
        return _write(USAGE)
    try:
        arguments = parse(words)
    except ArgumentError as error:
        return _refuse([str(error), "用法见 shouwen --help"])
    from shouwen.rulebook.errors import FactsError, RulebookError

    try:
        rulebook = _rulebook(arguments.rulebook)
        answer = _answer(command, _read(arguments.file), rulebook)
    except (FactsError, RulebookError) as error:
        return _refuse(error.lines())
    except OSError as error:
        return _refuse([f"{arguments.file}: 读不了这个文件：{_why(error)}"])
    return _write(answer)


def _answer(command: str, data: bytes, rulebook: Rulebook) -> str:
    from shouwen.rulebook.contract.json_text import written
    from shouwen.workdays.calendar import Calendar

    if command == "deadline":
        from shouwen.rulebook.contract.deadline_file import answer_deadlines

        return written(answer_deadlines(data, rulebook, Calendar.national()))
    from shouwen.rulebook.contract.month_answer import answer_month

    return written(answer_month(data, rulebook, Calendar.national()))


def _rulebook(path: Path | None) -> Rulebook:
    if path is None:
        from shouwen.rulebook.shipped import shipped

        return shipped()
    from shouwen.rulebook.loading.folder import load

    return load(path)


def _read(file: str) -> bytes:
    if file != "-":
        return Path(file).read_bytes()
    if sys.stdin is None:
        raise OSError(0, "没有标准输入")
    return sys.stdin.buffer.read()


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    if isinstance(error, IsADirectoryError):
        return "是文件夹，不是文件"
    return "没有权限" if isinstance(error, PermissionError) else str(error.strerror)


def _refuse(lines: Iterable[str]) -> int:
    _put(sys.stderr, "".join(f"{line}\n" for line in lines))
    return REFUSED


def _write(text: str) -> int:
    """Write to standard output; a reader that went away (`| head`) or a full disk is no crash."""
    if sys.stdout is None:
        return CANNOT_WRITE
    try:
        _put(sys.stdout, text)
    except OSError as error:
        # Nothing more may be written at exit, when Python flushes what is left.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            _put(sys.stderr, f"结果写不出去：{error.strerror}\n")
        return CANNOT_WRITE
    return OK


def _put(stream: IO[str] | None, text: str) -> None:
    """UTF-8 whatever the terminal's language says. A stream that was closed before the start is no place to write."""
    if stream is None:
        return
    stream.flush()
    stream.buffer.write(text.encode("utf-8", "backslashreplace"))  # type: ignore[attr-defined]
    stream.flush()


if __name__ == "__main__":
    sys.exit(main())
