"""DOCX: typed numbers, the numbers Word writes itself, tables, and packages that are no document."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from shouwen.regulations.parsing import UnreadableRegulationError, parse_bytes, parse_file


def saved(document: DocxDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_docx_with_typed_numbers_reads_like_the_text(qingfengao: Path) -> None:
    text = qingfengao.read_text(encoding="utf-8")
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    from_docx, from_text = parse_bytes(saved(document)), parse_file(qingfengao)
    assert from_docx.encoding == "docx"
    assert (from_docx.number, from_docx.issued_on) == ("青枫坳府〔2024〕6号", from_text.issued_on)
    assert from_docx.regimes == from_text.regimes
    assert from_docx.unplaced == from_text.unplaced


NUMBERING = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%3）"/></w:lvl>
</w:abstractNum>"""


def number(paragraph: object, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'))


def test_numbers_that_word_writes_itself_are_counted() -> None:
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    document.add_paragraph("窗口制度")
    for words, depth in [
        ("甲事。", 0),
        ("乙事，分两样：", 0),
        ("一样。", 1),
        ("小的。", 2),
        ("两样。", 1),
        ("丙事。", 0),
    ]:
        number(document.add_paragraph(words), depth)
    articles = parse_bytes(saved(document)).regimes[0].articles
    assert [(a.path, a.label, a.words) for a in articles] == [
        ("1", "第一条", "甲事。"),
        ("2", "第二条", "乙事，分两样："),
        ("2.1", "第二条（一）", "一样。"),
        ("2.1.1", "第二条（一）（1）", "小的。"),
        ("2.2", "第二条（二）", "两样。"),
        ("3", "第三条", "丙事。"),
    ]


def test_line_breaks_inside_a_paragraph_are_lines_of_the_same_number() -> None:
    document = Document()
    document.add_paragraph("窗口制度")
    document.add_paragraph("第一条　甲事。\n第二条　乙事。")
    assert [(a.path, a.line) for a in parse_bytes(saved(document)).regimes[0].articles] == [("1", 2), ("2", 2)]


def test_words_in_a_table_are_listed_as_not_placed() -> None:
    document = Document()
    document.add_paragraph("窗口制度")
    document.add_paragraph("第一条　甲事。")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "扣分", "1分"
    regulation = parse_bytes(saved(document))
    assert [a.words for a in regulation.regimes[0].articles] == ["甲事。"]
    assert [(left.line, left.text, left.reason) for left in regulation.unplaced] == [(3, "扣分\t1分", "表格里的文字")]


def test_zip_without_a_document_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(UnreadableRegulationError, match=r"这是压缩包或别的办公文件，不是 \.docx 文档"):
        parse_bytes(out.getvalue())


def test_document_with_broken_xml_is_refused() -> None:
    source = io.BytesIO(saved(Document()))
    out = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<w:document" if name == "word/document.xml" else old.read(name))
    with pytest.raises(UnreadableRegulationError, match=r"这个 \.docx 文件已损坏"):
        parse_bytes(out.getvalue())


def test_document_cut_off_or_changed_anywhere_is_refused_not_a_crash(qingfengao: Path) -> None:
    document = Document()
    for line in qingfengao.read_text(encoding="utf-8").split("\n"):
        document.add_paragraph(line)
    whole = saved(document)
    outcomes = set()
    for place in range(200, len(whole), 997):
        for damaged in (whole[:place], whole[:place] + b"\xff\x00" + whole[place + 2 :]):
            try:
                outcomes.add(parse_bytes(damaged).article_count)
            except UnreadableRegulationError as refused:
                outcomes.add(str(refused))
    # A change may hit a part that isn't read; whatever is read is whole.
    assert outcomes - {27} == {"这个 .docx 文件已损坏，请用 Word 或 WPS 打开后重新保存"}
