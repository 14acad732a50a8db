"""Django's commands with the product's words: what went wrong is said without the name of a Python class before it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from django.core.management import ManagementUtility
from django.core.management.base import BaseCommand, OutputWrapper

_PREFIX = "CommandError: "


class PlainErrors(OutputWrapper):
    """Standard error of a command; the line of a `CommandError` is its message alone."""

    def write(  # type: ignore[override]
        self, msg: str = "", style_func: Callable[[str], str] | None = None, ending: str | None = None
    ) -> None:
        super().write(msg.removeprefix(_PREFIX), style_func, ending)


class Commands(ManagementUtility):
    """Every command of the product and of Django."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """The command, whose errors are in plain words."""
        command = super().fetch_command(subcommand)
        style = command.stderr.style_func
        command.stderr = PlainErrors(sys.stderr)
        command.stderr.style_func = style
        return command


def execute(words: Sequence[str]) -> None:
    """Run a command as `shouwen` does. `words` begin with the program's name."""
    Commands(list(words)).execute()
