"""Reads an official text into document, regimes and articles, and says what it could not place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from shouwen.regulations.parsing import headings
from shouwen.regulations.parsing.articles import RegimeBuilder
from shouwen.regulations.parsing.document import (
    ParsedRegime,
    ParsedRegulation,
    SourceLine,
    Unplaced,
    UnreadableRegulationError,
)
from shouwen.regulations.parsing.markers import Marker, is_chapter, read_marker
from shouwen.regulations.parsing.sources import SourceText, read_bytes, read_source

# How far below its heading the first article of a regime may stand (a preamble in between).
_HEADING_REACH = 12
_LONGEST_TITLE = 120


def parse_file(path: Path) -> ParsedRegulation:
    """The official text in the file at `path` (TXT or DOCX). Raises UnreadableRegulationError with the reason in Chinese."""
    return parse_source(read_source(path))


def parse_bytes(data: bytes) -> ParsedRegulation:
    """The same for an uploaded file."""
    return parse_source(read_bytes(data))


def parse_source(source: SourceText) -> ParsedRegulation:
    """The official text in lines already read. Raises UnreadableRegulationError if no article is found in them."""
    reading = _Reading([line for line in source.lines if line.stripped])
    reading.run()
    regimes = [builder.regime for builder in reading.builders if builder.started]
    if not regimes:
        raise UnreadableRegulationError("没有认出任何条文（第一条、一、（一）这样的编号）")
    unplaced = [*reading.unplaced, *(left for builder in reading.builders for left in builder.unplaced)]
    return ParsedRegulation(
        number=reading.number,
        title=reading.title or regimes[0].name,
        issuer=reading.issuer,
        issued_on=reading.issued_on,
        preface="\n".join(reading.preface),
        regimes=regimes,
        unplaced=sorted(unplaced, key=lambda left: left.line),
        sha256=source.sha256,
        encoding=source.encoding,
    )


class _Reading:
    """One pass over the lines. The head ends where the first regime begins; the rest belongs to the regime above it."""

    def __init__(self, lines: Sequence[SourceLine]) -> None:
        self._lines = lines
        self.number = self.title = self.issuer = ""
        self.issued_on: dt.date | None = None
        self.preface: list[str] = []
        self.builders: list[RegimeBuilder] = []
        self.unplaced: list[Unplaced] = []
        self._in_title = self._repeated = False
        self._named: dict[str, SourceLine] = {}

    def run(self) -> None:
        """Reads every line once, then reports the regimes that the notice names and the text lacks."""
        for index, line in enumerate(self._lines):
            if headings.is_page_number(line.compact):
                self._leave(line, "页码")
            elif name := self._regime_at(index):
                self._begin(line, name)
            elif self._repeated:
                self._leave(line, "前面已有同名的制度，没有收入")
            elif self.builders:
                self._body(line)
            else:
                self._head(line)
        found = {builder.regime.name for builder in self.builders}
        for name, line in self._named.items():
            if headings.regime_name(name) and not any(name in other or other in name for other in found):
                self.unplaced.append(Unplaced(line.number, f"《{name}》", "通知里提到，正文里没有找到"))

    def _begin(self, line: SourceLine, name: str) -> None:
        self._in_title = False
        self._repeated = any(builder.regime.name == name for builder in self.builders)
        if self._repeated:
            self._leave(line, "前面已有同名的制度，没有收入")
        else:
            self.builders.append(RegimeBuilder(ParsedRegime(name, line.number)))

    def _regime_at(self, index: int) -> str | None:
        """A heading is a short line named like a regime that the notice names, or that a first article follows soon."""
        if self._in_title:
            return None
        compact = self._lines[index].compact
        name = headings.regime_name(compact) or (compact if compact in self._named else None)
        if name is None:
            return None
        following = self._lines[index + 1 : index + 1 + _HEADING_REACH]
        for line in following:
            if headings.regime_name(line.compact):
                return None
            if marker := read_marker(line.stripped):
                return name if marker.number == 1 else None
            if is_chapter(line.stripped):
                return name
        return None

    def _head(self, line: SourceLine) -> None:
        compact = line.compact
        marker = read_marker(line.stripped)
        if number := headings.document_number(compact):
            self.number = self.number or number
        elif headings.is_date_line(compact):
            self._dated(line)
        elif headings.is_issuer(compact):
            self.issuer = compact
        elif self._is_title(compact):
            self.title += compact
            self._in_title = not headings.is_title_end(compact)
        elif marker is not None and marker.number == 1 and self.title and not self.preface:
            self._begin_untitled(line, marker)
        elif self.title and len(compact) >= 2:
            self.preface.append(line.stripped)
            self._named.update((name, line) for name in headings.names_in(line.text))
        else:
            self._leave(line, "文件开头的文字，不属于任何条文")

    def _is_title(self, compact: str) -> bool:
        if len(self.title) + len(compact) > _LONGEST_TITLE:
            self._in_title = False
            return False
        return self._in_title or (not self.title and headings.is_title_start(compact))

    def _begin_untitled(self, line: SourceLine, marker: Marker) -> None:
        """A text without a heading of its own: the whole notice is one regime, named by its title."""
        named = headings.names_in(self.title)
        builder = RegimeBuilder(ParsedRegime(named[0] if named else self.title, line.number))
        self.builders.append(builder)
        builder.numbered(line, marker)

    def _body(self, line: SourceLine) -> None:
        builder, compact, text = self.builders[-1], line.compact, line.stripped
        marker = read_marker(text)
        if line.text.startswith("\t") and "\t" in text:
            self._leave(line, "表格里的文字")
        elif headings.is_imprint(compact) or headings.is_date_line(compact):
            self._dated(line)
        elif headings.is_foot(compact):
            self._leave(line, "落款、附件或抄送，不是条文")
        elif builder.started and headings.is_issuer(compact):
            self.issuer = self.issuer or compact
        elif is_chapter(text):
            self._leave(line, "章节标题，条文不受影响")
        elif marker is not None and (marker.spaced or builder.expects(marker)):
            builder.numbered(line, marker)
        else:
            builder.continued(line)

    def _dated(self, line: SourceLine) -> None:
        day = headings.date_in(line.compact)
        if day is None:
            self._leave(line, "日期写错了，没有这一天")
        elif self.issued_on is None:
            self.issued_on = day

    def _leave(self, line: SourceLine, reason: str) -> None:
        self.unplaced.append(Unplaced(line.number, line.stripped, reason))
