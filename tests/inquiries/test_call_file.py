"""话单 as telephone systems write them: encodings, titles, words, lengths, garbage; each refused row with column and reason."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
import xlsxwriter
from tests.factories import civil

from shouwen.civil_time import local
from shouwen.inquiries.call_file import FIELDS, ReadCalls, caller_number, can_tell_answered, extension_of, read_calls
from shouwen.office_files.matching import Match, find_header
from shouwen.office_files.reading import Table, read_table

AT = civil(2026, 10, 9, 17)


def read(content: bytes) -> tuple[ReadCalls, Match, Table]:
    table = read_table(content)
    match = find_header(table, FIELDS)
    return read_calls(table, match, at=AT), match, table


def test_f8_a_gbk_csv_with_chinese_words() -> None:
    text = (
        "来电时间,主叫号码,被叫号码,呼叫类型,通话时长,振铃时长,接听状态\n"
        "2026-10-09 09:05:10,13800000001,8004,呼入,00:01:23,00:00:04,已接\n"
        "2026/10/9 9:10,013800000002,02345678004,呼入,0,25,未接\n"
        "2026-10-09 09:20:00,8004,13800000003,呼出,61,3,已接\n"
        "合计,,,,,,\n"
        "2026-10-09 09:30:00,匿名,8004,呼入,0,20,未接\n"
        "2026-10-09 09:31:00,8002,8004,呼入,0,20,未接\n"
        "2026-10-09 09:32:00,1380000,8004,呼入,0,20,未接\n"
        "2026-08-09 09:32:00,13800000004,8004,呼入,0,20,未接\n"
        "2026-10-19 09:32:00,13800000004,8004,呼入,0,20,未接\n"
        "2026-10-09 09:33:00,13800000004,8004,呼入,两分多,20,已接\n"
        "2026-10-09 09:34:00,13800000004,8004,呼入,20,20,转接中\n"
        "2026-10-09 09:35:00,1.38E+10,8004,呼入,20,20,未接\n"
    )
    found, match, _ = read(text.encode("gbk"))
    assert (match.missing, match.heading("seconds"), match.heading("extension")) == (
        (),
        "E 列“通话时长”",
        "C 列“被叫号码”",
    )
    assert [
        (call.row, local(call.called_at), call.phone, call.extension, call.seconds, call.was_answered)
        for call in found.calls
    ] == [
        (2, datetime(2026, 10, 9, 9, 5, 10), "13800000001", "8004", 83, True),
        (3, datetime(2026, 10, 9, 9, 10), "13800000002", "02345678004", 0, False),
    ]
    assert (found.outgoing, found.rows) == (1, 11)
    assert [(one.row, one.column, one.reason) for one in found.refused] == [
        (6, "B 列“主叫号码”", "没有来电号码，没法回电"),
        (7, "B 列“主叫号码”", "内线号码或服务号码，不是来电人"),
        (8, "B 列“主叫号码”", "手机号应是 11 位，现在是 7 位"),
        (9, "A 列“来电时间”", "31 天以前的来电不再导入"),
        (10, "A 列“来电时间”", "时间还没有到"),
        (11, "E 列“通话时长”", "看不出是多长：两分多"),
        (12, "G 列“接听状态”", "看不出接了没有"),
        (13, "B 列“主叫号码”", "号码被表格改成了科学计数，末几位丢了；把这一列设成文本再导出"),
    ]


def test_f8_a_workbook_with_a_title_above_the_header() -> None:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page, moment = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        length = book.add_format({"num_format": "hh:mm:ss"})
        page.merge_range(0, 0, 0, 3, "便民服务中心总机话单（2026年10月）")
        page.write_row(2, 0, ["序号", "开始时间", "对方号码", "时长"])
        page.write_number(3, 0, 1)
        page.write_datetime(3, 1, datetime(2026, 10, 9, 9, 5, 10), moment)
        page.write_number(3, 2, 13800000001)
        page.write_number(3, 3, 83 / 86400, length)
        page.write_datetime(4, 1, datetime(2026, 10, 9, 9, 6), moment)
        page.write_string(4, 2, "023-4567 8901")
        page.write_number(4, 3, 0, length)
    found, match, _ = read(target.getvalue())
    assert match.header.number == 3
    assert can_tell_answered(match)
    assert [(call.row, call.phone, call.seconds, call.was_answered) for call in found.calls] == [
        (4, "13800000001", 83, True),
        (5, "02345678901", 0, False),
    ]
    assert found.refused == []


def test_day_and_time_in_two_columns_and_one_word_for_both() -> None:
    found, match, _ = read("日期\t时间\t号码\t类型\n2026年10月9日\t9:05\t+86 138-0000-0001\t未接来电\n".encode())
    assert dict(match.columns) == {"at": 1, "phone": 2, "direction": 3, "day": 0}
    (call,) = found.calls
    assert (local(call.called_at), call.phone, call.was_answered) == (
        datetime(2026, 10, 9, 9, 5),
        "13800000001",
        False,
    )


def test_a_file_that_says_nothing_of_answers_is_known_as_such() -> None:
    _, match, _ = read("时间,号码\n2026-10-09 09:05:10,13800000001\n".encode())
    assert not can_tell_answered(match)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+8613800000001", "13800000001"),
        ("8613800000001", "13800000001"),
        ("008613800000001", "13800000001"),
        ("013800000001", "13800000001"),
        ("１３８００００００００", "13800000000"),
        ("02345678901", "02345678901"),
        ("86023-45678901", "02345678901"),
    ],
)
def test_numbers_are_written_as_people_write_them(text: str, phone: str) -> None:
    assert caller_number(text) == phone


def test_an_extension_is_its_digits() -> None:
    assert [extension_of(text) for text in ("８００４", "分机 8004", "(023)4567-8004", "")] == [
        "8004",
        "8004",
        "02345678004",
        "",
    ]
