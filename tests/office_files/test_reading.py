"""Tables as offices send them: encodings, separators, titles above the header, disguised files, long numbers."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from tests.factories import civil

from shouwen.office_files.matching import Field, find_header
from shouwen.office_files.reading import MOST_ROWS, read_table
from shouwen.office_files.writing import Column, Kind, Sheet, write_table, write_workbook
from shouwen.refusals import Refused

HEADER = "呼叫时间,主叫号码,分机\n"
LINE = "2026-11-20 10:05:33,13800000000,8001\n"


def workbook(*rows: list[object]) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("话单")
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, datetime):
                    page.write_datetime(number, place, value, day)
                else:
                    page.write(number, place, value)
    return target.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_of_any_office_reads_alike(encoding: str, separator: str) -> None:
    content = (HEADER + LINE).replace(",", separator).encode(encoding)
    table = read_table(content)
    assert [(row.number, row.cells) for row in table.rows] == [
        (1, ("呼叫时间", "主叫号码", "分机")),
        (2, ("2026-11-20 10:05:33", "13800000000", "8001")),
    ]


def test_row_numbers_are_those_that_people_see() -> None:
    table = read_table(f"\n{HEADER}\n{LINE}".encode())
    assert [row.number for row in table.rows] == [2, 4]


def test_cells_of_a_workbook_are_text_as_seen() -> None:
    content = workbook(
        ["来电记录", None],
        [],
        ["呼叫时间", "号码", "证件"],
        [datetime(2026, 11, 20, 10, 5, 33), 13800000000, "50019919620315001X"],
        [None, "=1+1", 500199196203150015],
    )
    table = read_table(content)
    assert table.sheet == "话单"
    assert [(row.number, row.cells[:3]) for row in table.rows][2:] == [
        (4, ("2026-11-20 10:05:33", "13800000000", "50019919620315001X")),
        (5, ("", "0", "500199196203150016")),
    ]
    assert [row.damaged for row in table.rows[2:]] == [frozenset(), frozenset({2})]


def test_a_csv_saved_with_shortened_numbers_is_marked() -> None:
    table = read_table((HEADER + "2026-11-20 10:05:33,1.38E+10,8001\n").encode())
    assert table.rows[1].damaged == frozenset({1})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"  \n", "file_empty"),
        (b"%PDF-1.7 nothing", "file_no_table"),
        (b"\x89PNG\r\n\x1a\n", "file_no_table"),
        (b"\xff\xd8\xff\xe0 picture", "file_no_table"),
        (b"MZ\x90\x00", "file_no_table"),
        (b"PK\x03\x04 broken", "file_no_table"),
        (b"\xd0\xcf\x11\xe0 broken", "file_no_table"),
        (b"<html><table><tr><td>1</td></tr></table>", "file_no_table"),
        (b"a,b\x00\x01", "file_no_table"),
        (b"\xff\xff\xfe\x81\x81", "file_no_table"),
        (b"x" * ((20 << 20) + 1), "file_too_large"),
        (b"1\n" * (MOST_ROWS + 1), "too_many_rows"),
        (b"," * 200 + b"1\n", "too_many_columns"),
        (b'"' + b"x" * 200_000 + b'"', "file_no_table"),
    ],
)
def test_what_is_no_table_is_refused_with_words(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_table(content)
    assert refused.value.code == code
    assert refused.value.refusal.way_out or code == "too_many_columns"


def test_a_document_with_another_ending_is_refused() -> None:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(Refused, match="这个文件不是表格，或者坏了"):
        read_table(target.getvalue())


def test_what_is_written_reads_back_as_text() -> None:
    rows = [["=1+1", "50019919620315001X", "013800000000", civil(2026, 11, 20, 10, 5)], ["+86", "", "@a", None]]
    columns = [Column("甲"), Column("证件"), Column("电话"), Column("什么时候", kind=Kind.MOMENT)]
    content = write_table(title="来电登记簿", columns=columns, rows=rows, at=civil(2026, 11, 20), remark="2026年11月")
    table = read_table(content)
    assert [row.cells for row in table.rows] == [
        ("来电登记簿", "", "", ""),
        ("2026年11月", "", "", ""),
        ("甲", "证件", "电话", "什么时候"),
        ("=1+1", "50019919620315001X", "013800000000", "2026-11-20 10:05:00"),
        ("+86", "", "@a", ""),
    ]
    with ZipFile(BytesIO(content)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page


def test_the_named_sheet_is_read_else_the_first_with_rows() -> None:
    sheets = [Sheet("说明/一", [], []), Sheet("材料", [Column("名称")], [["户口簿"]])]
    content = write_workbook(sheets, at=civil(2026, 11, 20))
    assert read_table(content).sheet == "材料"
    assert read_table(content, sheet="材料").rows[1].cells == ("户口簿",)
    with pytest.raises(Refused, match="没有叫“事项”的工作表"):
        read_table(content, sheet="事项")


def test_the_header_is_found_below_a_title_and_matched_by_other_words() -> None:
    fields = [
        Field("at", "呼叫时间", ("来电时间", "时间")),
        Field("phone", "来电号码", ("主叫号码", "主叫", "号码")),
        Field("seconds", "通话时长", ("时长",), required=False),
        Field("answered", "是否接听", ("接听状态", "状态")),
    ]
    table = read_table("二坪镇便民服务中心话单\n导出时间,2026-11-20\n序号,时间,通话时长（秒）,主叫号码*\n".encode())
    match = find_header(table, fields)
    assert match.header.number == 3
    assert dict(match.columns) == {"at": 1, "seconds": 2, "phone": 3}
    assert match.missing == ("是否接听",)
    assert match.heading("phone") == "D 列“主叫号码*”"
