"""Content to PDF by typst: PDF/A-2a and PDF/UA-1, the same bytes for the same content."""

from __future__ import annotations

import json
import os
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, cast

import typst

from shouwen.papers.rendering.content import ContentError, Paper
from shouwen.papers.rendering.fonts import font_chains, paper_fonts
from shouwen.papers.rendering.qr import qr_image
from shouwen.papers.rendering.views import view_of
from shouwen.refusals import refuse

TEMPLATES = Path(__file__).resolve().parent.parent / "templates_typst"
STANDARDS = ["a-2a", "ua-1"]
_SHANGHAI = timezone(timedelta(hours=8))
_LONG_RUN = re.compile(r"[!-~]{21,}")
_ZERO_WIDTH_SPACE = "\u200b"
_MISSING_GLYPH = re.compile(r"the text `\"(.+?)\"` could not be displayed")

# A compiler refuses a second thread while it works: each thread takes an idle one from here, or makes one, and puts it back.
_idle: deque[typst.Compiler] = deque()
_used_in: set[int] = set()


def render_pdf(kind: str, content: Paper, *, issued_on: date, copy: int = 1) -> bytes:
    """Draw a paper as PDF/A-2a.

    `kind` and `issued_on` are those of the register and must be the ones that the content carries; `copy` is the box ticked
    among `content.copies`. Raises ContentError where they disagree, Refused (`no_glyph`) when no font has a character.
    """
    view = view_of(kind, content)
    if content.issued_on != issued_on:
        raise ContentError("issued_on", f"登记的日期是{issued_on}，内容里是{content.issued_on}")
    drawing = {**_breakable(view), "copy": copy, "qr": _qr(content)}
    try:
        return _compile(
            TEMPLATES / f"v{content.template_version}" / f"{view['layout']}.typ",
            {"paper": json.dumps(drawing, ensure_ascii=False), "fonts": json.dumps(font_chains())},
            datetime(issued_on.year, issued_on.month, issued_on.day, tzinfo=_SHANGHAI),
        )
    except typst.TypstError as error:
        missing = _characters_without_glyph(error)
        if not missing:
            raise
        raise refuse(
            "no_glyph",
            f"打印字体里没有这些字：{'、'.join(missing)}",
            way_out="先用 DOCX 在装有这些字的电脑上打印；再请管理员把含有这些字的字体放进字体文件夹",
        ) from error


def _breakable(value: Any) -> Any:
    """Let long runs of Latin letters and digits (addresses, serial numbers) break anywhere: they would leave their column."""
    if isinstance(value, str):
        return _LONG_RUN.sub(lambda run: _ZERO_WIDTH_SPACE.join(run[0]), value)
    if isinstance(value, list):
        return [_breakable(item) for item in value]
    if isinstance(value, dict):
        return {key: _breakable(item) for key, item in value.items()}
    return value


def _qr(content: Paper) -> dict[str, str] | None:
    if content.qr is None:
        return None
    return {"svg": qr_image(content.qr.address, "svg").decode(), "caption": content.qr.caption}


def _compile(template: Path, inputs: dict[str, str], timestamp: datetime) -> bytes:
    with _compiler() as compiler:
        pdf = compiler.compile(
            input=str(template), sys_inputs=inputs, format="pdf", pdf_standards=STANDARDS, timestamp=timestamp
        )
    return cast(bytes, pdf)


@contextmanager
def _compiler() -> Iterator[Any]:
    _refuse_forked_process()
    try:
        compiler = _idle.pop()
    except IndexError:
        compiler = typst.Compiler(root=str(TEMPLATES), font_paths=paper_fonts(), ignore_system_fonts=True)
    try:
        yield compiler
    finally:
        _idle.append(compiler)


def _refuse_forked_process() -> None:
    """Typst's own threads don't survive a fork: a child of a process that has rendered would wait for ever, so it is told."""
    _used_in.add(os.getpid())
    if len(_used_in) > 1:
        raise RuntimeError("papers were rendered before this process forked; fork first, or start a new process")


def _characters_without_glyph(error: typst.TypstError) -> list[str]:
    found = "".join(_MISSING_GLYPH.findall(str(error.diagnostic)))
    unescaped = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), found)
    return sorted(set(unescaped) - {" ", "\n"})
