"""导入任务清单: columns matched once for each superior, each row's fate said before, all new rows or none (T1)."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from tests.factories import Town, civil, make_town
from tests.tasks.scene import HOTLINE, taken

from shouwen.clocks.models import Clock
from shouwen.office_files.matching import find_header
from shouwen.office_files.reading import read_table
from shouwen.people.models import Person
from shouwen.refusals import Refused
from shouwen.tasks.importing import MOST_NEW, import_tasks, plan_tasks
from shouwen.tasks.models import Superior, Task, TaskImport, TaskRound
from shouwen.tasks.superiors import know_superior
from shouwen.tasks.task_file import FIELDS, ReadTasks, read_tasks
from shouwen.tasks.words import words_of

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10, 0)
HEADER = ["工单编号", "工单标题", "诉求内容", "派单时间", "办结时限", "来电人", "联系电话"]
ROWS = [
    ["SN1", "路灯不亮", "新街路口路灯不亮", "2026-10-09 08:30", "2026-10-16", "陈甲木", "13800000000"],
    ["SN2", "", "村道积水。晚上走不了", "2026-10-08", "2026-10-13 17:00", "", ""],
    ["SN3", "补贴没到", "补贴两个月没到账", "", "下周三", "", ""],
    ["", "没有编号", "什么事", "", "2026-10-16", "", ""],
    ["SN1", "路灯不亮", "同一件又派了一次", "", "2026-10-16", "", ""],
    ["SN4", "违停", "门口违停", "", "2026-10-08", "", ""],
    ["SN5", "噪音", "夜里施工", "", "2026-10-16", "李火", "1380000"],
]


def workbook(rows: list[list[str]]) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("工单")
        for number, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                page.write_string(number, place, cell)
    return target.getvalue()


def csv(rows: list[list[str]]) -> bytes:
    return "\r\n".join(",".join(cells) for cells in rows).encode("gbk")


def read(content: bytes) -> ReadTasks:
    table = read_table(content)
    match = find_header(table, FIELDS)
    assert match.missing == ()
    return read_tasks(table, match, at=AT)


@pytest.fixture
def town() -> Town:
    return make_town()


def hotline(town: Town) -> Superior:
    return know_superior(name=HOTLINE, by=town.actor(town.office, at=AT), at=AT)


@pytest.mark.parametrize("content", [workbook([HEADER, *ROWS]), csv([HEADER, *ROWS])], ids=["xlsx", "gbk"])
def test_t1_fate_of_each_row_is_said_and_nothing_is_written(town: Town, content: bytes) -> None:
    taken(town, at=AT, their_number="sn 2")
    plan = plan_tasks(hotline(town), read(content), at=AT)
    assert [(line.row, line.title, line.due_on) for line in plan.new] == [(2, "路灯不亮", date(2026, 10, 16))]
    assert [(one.line.row, one.number) for one in plan.known] == [(3, "任 26-0001"), (6, "同第 2 行")]
    assert [(one.row, one.column, one.reason) for one in plan.bad] == [
        (4, "E 列“办结时限”", "看不出是哪一天：下周三；写成 2026-10-16"),
        (5, "A 列“工单编号”", "没有来件编号，分不清是不是同一件；补上再导"),
        (7, "E 列“办结时限”", "要求办结的日期已经过了；请上级另给期限，改了再导"),
        (8, "G 列“联系电话”", plan.bad[3].reason),
    ]
    assert plan.bad[3].reason.endswith("核对，或清空这一格")
    assert (Task.objects.count(), TaskImport.objects.count()) == (1, 0)


def test_t1_everything_wrong_with_a_row_is_said_at_once(town: Town) -> None:
    rows = [
        ["", "噪音", "", "昨天", "下周三", "", "1380000"],
        ["S" * 61, "违停", "门口违停", "2026-10-09 08:30", "2026-10-08", "", ""],
    ]
    bad = read(csv([HEADER, *rows])).bad
    assert [(one.row, one.column) for one in bad] == [(2, "6 处"), (3, "2 处")]
    assert [fault.split("：")[0] for fault in bad[0].reason.split("。")] == [
        "A 列“工单编号”",
        "D 列“派单时间”",
        "E 列“办结时限”",
        "G 列“联系电话”",
        "F 列“来电人”",
        "C 列“诉求内容”",
    ]
    assert bad[1].reason == (
        "A 列“工单编号”：来件编号最多 60 个字。E 列“办结时限”：要求办结的日期早于收到的日期；核对两个日期"
    )


def test_t1_import_takes_the_new_rows_and_a_second_one_adds_nothing(town: Town) -> None:
    by, superior = town.actor(town.office, at=AT), hotline(town)
    found = read(workbook([HEADER, *ROWS]))
    done = import_tasks(superior=superior, read=found, file_name="工单1009.xlsx", by=by, at=AT)
    assert (done.rows, done.new, done.known, len(done.refused_rows)) == (7, 2, 1, 4)
    first, second = Task.objects.order_by("pk")
    assert (first.their_number, first.source, words_of(first)) == ("SN1", "file", "新街路口路灯不亮")
    assert first.person is not None
    assert first.received_at == civil(2026, 10, 9, 8, 30)
    assert (second.title, second.received_at) == ("村道积水", civil(2026, 10, 8, 9, 0))
    assert TaskRound.objects.get(task=second).their_due_on == date(2026, 10, 13)
    again = import_tasks(superior=superior, read=found, file_name="工单1009.xlsx", by=by, at=AT)
    assert (again.new, again.known) == (0, 3)
    assert (Task.objects.count(), Clock.objects.count()) == (2, 2)


def test_t1_one_row_that_cant_be_taken_in_undoes_the_whole_import(town: Town) -> None:
    rows = [HEADER, ROWS[0], ["SN9", "证", "同一人", "", "2026-10-16", "李火", "13900000000"]]
    header = [*HEADER, "证件号"]
    number = "500199196203150012"
    from stdnum.cn import ric

    number = number[:17] + ric.calc_check_digit(number[:17] + "0")
    table = workbook([header, [*rows[1], number], [*rows[2], number]])
    with pytest.raises(Refused) as refused:
        import_tasks(
            superior=hotline(town), read=read(table), file_name="a.xlsx", by=town.actor(town.office, at=AT), at=AT
        )
    assert refused.value.refusal.message.startswith("第 3 行：")
    assert (Task.objects.count(), TaskImport.objects.count(), Person.objects.count()) == (0, 0, 0)


def test_t1_too_many_rows_are_refused_before_anything_is_written(town: Town) -> None:
    rows = [[f"SN{n}", "事", "内容", "", "2026-10-16", "", ""] for n in range(MOST_NEW + 1)]
    with pytest.raises(Refused) as refused:
        import_tasks(
            superior=hotline(town),
            read=read(csv([HEADER, *rows])),
            file_name="a.csv",
            by=town.actor(town.office, at=AT),
            at=AT,
        )
    assert refused.value.refusal.code == "too_many_tasks"
    assert Task.objects.count() == 0


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (
            ["工单号", "诉求", "办理期限", "市民", "联系方式"],
            {"number": 0, "words": 1, "due": 2, "name": 3, "phone": 4},
        ),
        (["工单号", "市民诉求", "办理期限", "市民电话"], {"number": 0, "words": 1, "due": 2, "phone": 3}),
        (["工单号", "诉求人", "诉求来源", "诉求内容", "办理期限"], {"number": 0, "name": 1, "words": 3, "due": 4}),
    ],
)
def test_t1_headings_of_platforms_are_known(header: list[str], columns: dict[str, int]) -> None:
    assert dict(find_header(read_table(workbook([header])), FIELDS).columns) == columns


def test_t1_a_row_without_words_names_the_column_of_the_words() -> None:
    found = read(workbook([["工单号", "诉求", "办理期限"], ["SN1", "", "2026-10-16"]]))
    (bad,) = found.bad
    assert (bad.column, bad.reason) == ("B 列“诉求”", "还没有写任务内容；把来件上的要求抄过来，或贴过来")
