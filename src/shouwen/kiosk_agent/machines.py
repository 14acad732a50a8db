"""What is plugged in: each machine is a program of its maker that the agent runs, or the simulator's invented one."""

from __future__ import annotations

import base64
import json
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

CARD_FIELDS = ("name", "id_number", "address")
SECONDS = {"id-card": 25, "camera": 20, "print": 60}
MOST_JPEG = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class MachineError(Exception):
    """`code` for programs, `message` for the person before the screen."""

    code: str
    message: str


class Machines(Protocol):
    """What a kiosk may have."""

    def has(self) -> Mapping[str, bool]:
        """Which of `id_card`, `camera`, `printer` there are."""

    def read_card(self) -> Mapping[str, str]:
        """身份证: name, id_number, address. Raises MachineError."""

    def photograph(self) -> bytes:
        """高拍仪: a JPEG. Raises MachineError."""

    def print_pdf(self, pdf: bytes) -> None:
        """打印. Raises MachineError."""


@dataclass(frozen=True, slots=True)
class Programs:
    """The makers' programs, as command lines; an empty one isn't there. Nothing of what they give is kept."""

    id_card: str = ""
    camera: str = ""
    printer: str = ""

    def has(self) -> Mapping[str, bool]:
        return {"id_card": bool(self.id_card), "camera": bool(self.camera), "printer": bool(self.printer)}

    def read_card(self) -> Mapping[str, str]:
        """The program prints a JSON object in UTF-8 with name, id_number, address."""
        said = _run(self.id_card, "id-card", "没有读到身份证，请再放一次")
        try:
            card = json.loads(said)
            return {name: str(card[name]).strip() for name in CARD_FIELDS}
        except (ValueError, KeyError, TypeError) as error:
            raise MachineError("card_unread", "没有读到身份证，请再放一次") from error

    def photograph(self) -> bytes:
        """The program prints a JPEG of at most 10 MB."""
        said = _run(self.camera, "camera", "没有拍到，请再拍一次")
        if not said.startswith(b"\xff\xd8\xff") or len(said) > MOST_JPEG:
            raise MachineError("photo_unreadable", "没有拍到，请再拍一次")
        return said

    def print_pdf(self, pdf: bytes) -> None:
        """The program reads the PDF from its standard input."""
        _run(self.printer, "print", "没有打出来，看看有没有纸", given=pdf)


def _run(command: str, what: str, otherwise: str, *, given: bytes = b"") -> bytes:
    if not command:
        raise MachineError("not_there", "这台机器没有接这个")
    words: Sequence[str] = shlex.split(command)
    try:
        done = subprocess.run(words, input=given, capture_output=True, timeout=SECONDS[what], check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise MachineError(f"{what.replace('-', '_')}_failed", otherwise) from error
    return done.stdout


@dataclass(slots=True)
class Simulator:
    """An invented person with a number that no one has: the region 509999 doesn't exist, and the check digit is right."""

    printed: list[int] = field(default_factory=list)

    def has(self) -> Mapping[str, bool]:
        return {"id_card": True, "camera": True, "printer": True}

    def read_card(self) -> Mapping[str, str]:
        return {"name": "谷雨生", "id_number": "509999196203150012", "address": "模拟县模拟镇模拟村3组"}

    def photograph(self) -> bytes:
        return GREY_SHEET

    def print_pdf(self, pdf: bytes) -> None:
        if not pdf.startswith(b"%PDF-"):
            raise MachineError("not_a_pdf", "没有打出来，看看有没有纸")
        self.printed.append(len(pdf))


GREY_SHEET = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71"
    "////m8H////6/+b9//j/wAALCADwAUABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oA"
    "CAEBAAA/ALgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAf/2Q=="
)
"""A small grey JPEG, the paper under the simulated camera."""
