"""Content to PDF by typst: PDF/A-2a and PDF/UA-1, the same bytes for the same content."""

from __future__ import annotations

import json
import os
import re
from collections import deque
from collections.abc import Iterator, Mapping
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
FIRST_WITH_SLIPS = 2
"""First template version with a form for receipt printers (80 mm) and with 作废 across the page."""
_SHANGHAI = timezone(timedelta(hours=8))
_LONG_RUN = re.compile(r"[!-~]{21,}")
_PAGE_LIST = re.compile(rb"/Type\s*/Pages\s*/Count (\d+)")
_ONE_PAGE_LAYOUTS = frozenset({"notice", "letter"})
_ZERO_WIDTH_SPACE = "\u200b"
_MISSING_GLYPH = re.compile(r"the text `\"(.+?)\"` could not be displayed")

# A compiler refuses a second thread while it works: each thread takes an idle one from here, or makes one, and puts it back.
_idle: deque[typst.Compiler] = deque()
_used_in: set[int] = set()


class NoGlyphError(Exception):
    """No font of the printer has these characters."""

    def __init__(self, characters: list[str]) -> None:
        super().__init__("、".join(characters))
        self.characters = characters


def render_pdf(kind: str, content: Paper, *, issued_on: date, copy: int | None = None, void: str = "") -> bytes:
    """Draw a paper as PDF/A-2a: every copy (联) of `content.copies` with its box ticked, or only the one asked for.

    `kind` and `issued_on` are those of the register and must be the ones that the content carries. `void` are the words that
    stand under 作废 across every page, empty for a paper in force. Raises ContentError where they disagree, Refused
    (`no_glyph`) when no font has a character.
    """
    view = view_of(kind, content)
    if content.issued_on != issued_on:
        raise ContentError("issued_on", f"登记的日期是{issued_on}，内容里是{content.issued_on}")
    version = max(content.template_version, FIRST_WITH_SLIPS) if void else content.template_version
    return _paper(f"v{version}/{view['layout']}.typ", view, content, copy=copy, void=void)


def render_slip(kind: str, content: Paper, *, void: str = "") -> bytes:
    """Draw the same words for a receipt printer: one page 80 mm wide, as long as it needs, black only. Raises as `render_pdf`."""
    view = view_of(kind, content)
    template = f"v{max(content.template_version, FIRST_WITH_SLIPS)}/slip.typ"
    return _paper(template, view, content, copy=1, void=void)


def _paper(template: str, view: Mapping[str, Any], content: Paper, *, copy: int | None, void: str) -> bytes:
    """Most papers fit on one page as they are: they are drawn without measuring, and once more if they turn out not to.

    Typst's own page counter can't spare the second drawing: it is known only after the layout, and which of three densities still
    brings a paper on one page has to be measured before it. Measuring at once would cost every paper of one page twice its time
    (26 against 56 ms on the machine where this was weighed) to spare the few longer ones a third of theirs (140 against 92 ms)."""
    copies = len(content.copies) if copy is None else 1
    values = {**view, "copy": copy or 1, "all_copies": copy is None, "void": void}
    pictures = {"qr": _qr(content)}
    try:
        if view["layout"] in _ONE_PAGE_LAYOUTS and not template.startswith("v1/"):
            pdf = drawn(template, {**values, "unmeasured": True}, on=content.issued_on, pictures=pictures)
            if _page_count(pdf) == max(copies, 1):
                return pdf
        return drawn(template, {**values, "unmeasured": False}, on=content.issued_on, pictures=pictures)
    except NoGlyphError as error:
        raise refuse(
            "no_glyph",
            f"打印字体里没有这些字：{'、'.join(error.characters)}",
            way_out="先用 DOCX 在装有这些字的电脑上打印；再请管理员把含有这些字的字体放进字体文件夹",
        ) from error


def _page_count(pdf: bytes) -> int:
    """Pages of a file that typst wrote; 0 when its list of pages isn't found, so that the caller measures."""
    return max((int(count) for count in _PAGE_LIST.findall(pdf)), default=0)


def drawn(template: str, drawing: Mapping[str, Any], *, on: date, pictures: Mapping[str, Any] | None = None) -> bytes:
    """The PDF that a template makes of plain data; `pictures` are passed as they are. Raises NoGlyphError when no font has a
    character."""
    values = {**_breakable(drawing), **(pictures or {})}
    try:
        return _compile(
            TEMPLATES / template,
            {"paper": json.dumps(values, ensure_ascii=False), "fonts": json.dumps(font_chains())},
            datetime(on.year, on.month, on.day, tzinfo=_SHANGHAI),
        )
    except typst.TypstError as error:
        missing = _characters_without_glyph(error)
        if not missing:
            raise
        raise NoGlyphError(missing) from error


def _breakable(value: Any) -> Any:
    """Let long runs of Latin letters and digits (addresses, serial numbers) break anywhere: they would leave their column."""
    if isinstance(value, str):
        return _LONG_RUN.sub(lambda run: _ZERO_WIDTH_SPACE.join(run[0]), value)
    if isinstance(value, (list, tuple)):
        return [_breakable(item) for item in value]
    if isinstance(value, Mapping):
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
