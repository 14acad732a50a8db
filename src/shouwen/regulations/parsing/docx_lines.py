"""Paragraphs of a DOCX file as numbered lines, with the numbers that Word itself writes (automatic numbering)."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table

from shouwen.regulations.parsing.document import SourceLine, UnreadableRegulationError
from shouwen.regulations.parsing.numerals import to_chinese

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

# What the libraries raise for a package that was cut off, changed or encrypted: each means the same to a clerk.
_DAMAGE = (
    AttributeError,
    KeyError,
    OSError,
    PackageNotFoundError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
_CHINESE_FORMATS = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_CIRCLED_FORMATS = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}


def read_docx_lines(data: bytes) -> list[SourceLine]:
    """One line per paragraph (with line breaks inside: several of the same number); table rows joined by tabs.

    Raises UnreadableRegulationError if the package isn't a DOCX document.
    """
    _require_document(data)
    try:
        document = Document(io.BytesIO(data))
        numbering = _Numbering(document)
        lines: list[SourceLine] = []
        for number, block in enumerate(document.iter_inner_content(), start=1):
            if isinstance(block, Table):
                rows = ("\t".join(cell.text.strip() for cell in row.cells) for row in block.rows)
                lines.extend(SourceLine(number, f"\t{row}") for row in rows)
                continue
            text = numbering.prefix(block) + block.text
            lines.extend(SourceLine(number, part) for part in text.split("\n"))
    except _DAMAGE as error:
        raise UnreadableRegulationError("这个 .docx 文件已损坏，请用 Word 或 WPS 打开后重新保存") from error
    return lines


def _require_document(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            unpacked = sum(info.file_size for info in package.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableRegulationError("这个 .docx 文件已损坏，请用 Word 或 WPS 打开后重新保存") from error
    if "word/document.xml" not in names:
        raise UnreadableRegulationError("这是压缩包或别的办公文件，不是 .docx 文档")
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableRegulationError("文件展开后太大，请去掉图片后重新保存")


class _Numbering:
    """Counts automatic numbers the way Word does: by abstract list, deeper levels starting again."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract_of: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        try:
            root = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
        except KeyError:
            return
        for abstract in root.findall(qn("w:abstractNum")):
            levels = {int(lvl.get(qn("w:ilvl"), "0")): _level(lvl) for lvl in abstract.findall(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for num in root.findall(qn("w:num")):
            target = num.find(qn("w:abstractNumId"))
            if target is not None:
                self._abstract_of[num.get(qn("w:numId"))] = target.get(qn("w:val"))

    def prefix(self, paragraph: Paragraph) -> str:
        """The number Word would print before `paragraph` and an ideographic space, or nothing."""
        abstract, depth = self._place(paragraph)
        levels = self._levels.get(abstract, {})
        if depth not in levels:
            return ""
        counts = self._counts[abstract]
        counts[depth] = counts.get(depth, levels[depth][2] - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        text = levels[depth][1]
        for level in range(depth + 1):
            if level in levels:
                text = text.replace(f"%{level + 1}", _write(levels[level][0], counts.get(level, levels[level][2])))
        return f"{text}\u3000" if levels[depth][0] != "bullet" and text else ""

    def _place(self, paragraph: Paragraph) -> tuple[str, int]:
        properties: Any = paragraph._p.pPr
        found: Any = properties.numPr if properties is not None else None
        style: Any = paragraph.style
        while found is None and style is not None:
            found = style.element.pPr.numPr if style.element.pPr is not None else None
            style = style.base_style
        if found is None or found.numId is None:
            return "", 0
        depth = found.ilvl.val if found.ilvl is not None else 0
        return self._abstract_of.get(str(found.numId.val), ""), depth


def _level(element: Any) -> tuple[str, str, int]:
    def value(name: str, default: str) -> str:
        child = element.find(qn(name))
        return str(child.get(qn("w:val"), default)) if child is not None else default

    return value("w:numFmt", "decimal"), value("w:lvlText", ""), int(value("w:start", "1"))


def _write(number_format: str, value: int) -> str:
    if number_format in _CHINESE_FORMATS:
        return to_chinese(value)
    if number_format in _CIRCLED_FORMATS and 1 <= value <= 20:
        return chr(0x245F + value)
    return str(value)
