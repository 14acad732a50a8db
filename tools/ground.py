"""What every tool of this folder stands on: the places of a checkout and one way to run a command. Standard library only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class CannotGoOn(SystemExit):
    """Ends a tool with words for the person at the keyboard; exit code 2."""

    def __init__(self, *lines: str) -> None:
        print(*lines, sep="\n", file=sys.stderr)
        super().__init__(2)


def tool(name: str) -> str:
    """A command of the virtual environment, as a path."""
    return str(VENV / "bin" / name)


def run(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> int:
    """Run in the checkout with this terminal's output; returns the exit code."""
    return subprocess.call([str(part) for part in command], cwd=ROOT, env={**os.environ, **(env or {})})


def must(command: Sequence[str | Path], what: str, env: Mapping[str, str] | None = None) -> None:
    """Run, and end here with a clear line when it fails."""
    if code := run(command, env):
        raise CannotGoOn(f"{what}没有成功（退出码 {code}）。上面是它的原话。")
