"""事项清单 as a workbook: out and in again changes nothing; a dry run says each change and each bad row; all or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.catalogue.guide_makers import guides
from tests.desk.guide_scene import GUIDE, publish, publish_next
from tests.factories import Town, civil, make_town

from shouwen.catalogue import queries
from shouwen.catalogue.actions import publish_item
from shouwen.catalogue.guide import CommonFault, Guide, GuideMaterial
from shouwen.catalogue.intake import LookedThrough, look_through, take_in
from shouwen.catalogue.models import ItemFile, ItemVersion, MustRead, ServiceItem
from shouwen.catalogue.questions import Answer, Question
from shouwen.catalogue.sheets.plan import plan_of
from shouwen.catalogue.sheets.reading import read_workbook
from shouwen.catalogue.sheets.writing import write_catalogue
from shouwen.catalogue.withdrawal import withdraw_item
from shouwen.journal.models import Entry
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
TODAY, FROM = date(2026, 10, 9), date(2026, 10, 12)

Cells = dict[str, list[list[object]]]


@pytest.fixture
def town() -> Town:
    return make_town()


def cells_of(content: bytes) -> Cells:
    """Every cell of a workbook by sheet."""
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        return {name: [list(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


def workbook(cells: Cells) -> bytes:
    """The same as a file again; days as text, as people type them."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        for name, rows in cells.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    page.write(number, place, value.isoformat() if isinstance(value, date) else value)
    return target.getvalue()


def look(town: Town, content: bytes) -> LookedThrough:
    return look_through(name="事项.xlsx", content=content, effective_from=FROM, by=town.actor(town.office), at=AT)


def exported(town: Town) -> Cells:
    return cells_of(write_catalogue(town.centre.pk, at=AT))


def column(cells: Cells, sheet: str, title: str) -> int:
    return cells[sheet][0].index(title)


@given(
    made=st.lists(guides(), min_size=1, max_size=3),
    everyday=st.lists(st.sampled_from(("老年钱", "修房子")), unique=True),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_n1_what_is_exported_and_imported_again_changes_nothing(
    town: Town, made: list[Guide], everyday: list[str]
) -> None:
    ServiceItem.objects.filter(code__startswith="R").update(is_active=True)
    start = ServiceItem.objects.count()
    for number, guide in enumerate(made, start=start):
        publish_item(
            window=town.civil_affairs, code=f"R{number:04d}", name=f"第{number}项", domain="民政", guide=guide,
            everyday_words=everyday, effective_from=TODAY, by=town.actor(town.office), at=AT,
        )  # fmt: skip
    book = read_workbook(write_catalogue(town.centre.pk, at=AT))
    assert [str(one) for one in book.bad] == []
    read = {row.code: row.guide for row in book.items}
    assert [read[f"R{number:04d}"] for number in range(start, start + len(made))] == made
    plan = plan_of(town.centre.pk, book, effective_from=FROM, today=TODAY)
    assert ([one.row.code for one in plan.changes], plan.bad, plan.left_alone) == ([], [], [])
    assert plan.same == ServiceItem.objects.count()


def test_n1_a_withdrawn_item_and_a_coming_version_go_out_and_in_unchanged(town: Town) -> None:
    first = publish(town)
    publish_next(town, first.item, replace(GUIDE, fee="工本费 10 元"), date(2026, 12, 1))
    gone = publish(town, code="MZ06")
    withdraw_item(item=gone.item, from_on=FROM, reason="移交区级", by=town.actor(town.office), at=AT)
    plan = look(town, write_catalogue(town.centre.pk, at=AT)).plan
    assert (list(plan.changes), list(plan.bad)) == ([], [])


def test_n1_the_dry_run_says_new_changed_and_withdrawn_and_writes_nothing(town: Town) -> None:
    publish(town)
    publish(town, code="MZ06", name="孤儿认定")
    cells = exported(town)
    items, limit = cells["事项"], column(cells, "事项", "承诺办结时限")
    mine, other = (next(row for row in items if row[0] == code) for code in ("MZ05", "MZ06"))
    mine[limit] = 10
    other[column(cells, "事项", "状态")] = "停办"
    other[column(cells, "事项", "停办日期")] = "2026-11-01"
    other[column(cells, "事项", "停办原因")] = "移交区级办理"
    items.append(["MZ99", "新的一项", *mine[2:]])
    cells["材料"].append(["MZ99", 1, "申请表", "表格", "", 1, "窗口免费提供", "", "否", "否"])
    before = (ItemVersion.objects.count(), ServiceItem.objects.count(), Entry.objects.count())

    plan = look(town, workbook(cells)).plan

    assert plan.bad == []
    told = {one.row.code: one for one in plan.changes}
    assert [(one.about, one.gone, one.new) for one in told["MZ05"].guide] == [
        ("承诺时限", "15 个工作日", "10 个工作日")
    ]
    assert (told["MZ05"].number, told["MZ05"].since) == (2, FROM)
    assert (told["MZ06"].withdrawn_on, told["MZ06"].is_guide_new) == (date(2026, 11, 1), False)
    assert (told["MZ99"].is_new, told["MZ99"].number) == (True, 1)
    assert plan.same == len(items) - 1 - 3
    assert (ItemVersion.objects.count(), ServiceItem.objects.count(), Entry.objects.count()) == before


def test_n1_taking_in_does_all_that_the_dry_run_said(town: Town) -> None:
    version = publish(town)
    cells = exported(town)
    mine = next(row for row in cells["事项"] if row[0] == "MZ05")
    mine[column(cells, "事项", "收费标准")] = "工本费 10 元"
    mine[column(cells, "事项", "事项名称")] = "残疾人补贴"
    seen = look(town, workbook(cells))

    take_in(file_id=seen.file.pk, mark=seen.plan.mark, by=town.actor(town.office), at=AT)

    item = ServiceItem.objects.get(pk=version.item_id)
    newest = queries.latest_version(item.pk)
    assert newest is not None
    assert (item.name, item.initials) == ("残疾人补贴", "cjrbt")
    assert (newest.number, newest.fee, newest.effective_from) == (2, "工本费 10 元", FROM)
    assert queries.guide_of(newest) == replace(queries.guide_of(queries.versions_of(item.pk)[1]), fee="工本费 10 元")
    assert MustRead.objects.filter(version=newest).count() == 2
    with pytest.raises(Refused) as refused:
        take_in(file_id=seen.file.pk, mark=seen.plan.mark, by=town.actor(town.office), at=AT)
    assert refused.value.code == "catalogue_moved_on"
    assert ItemVersion.objects.filter(item=item).count() == 2


@pytest.mark.parametrize(
    ("sheet", "title", "value", "said"),
    [
        ("事项", "办件类型", "快办", "事项，第 {row} 行，F 列“办件类型”：这里只能写即办件、承诺件，现在是“快办”。改成其中一个"),
        ("事项", "法定办结时限", "二十天", "事项，第 {row} 行，G 列“法定办结时限”：这里要写整数，现在是“二十天”。写成 5 这样的数字，不带单位"),
        ("事项", "窗口号", 9, "事项，第 {row} 行，D 列“窗口号”：中心没有 9 号窗口。现有 1、4 号"),
        ("事项", "受理条件", "", "事项，第 {row} 行，I 列“受理条件”：申请条件、办理流程和收费都要写，一次告知才说得全。补上这一格"),
        ("事项", "生效日期", "明年", "事项，第 {row} 行，S 列“生效日期”：“明年”不是日期。写成 2026-12-01"),
        ("事项", "承诺办结时限", 30, "事项，第 {row} 行，H 列“承诺办结时限”：承诺时限不能比法定时限长。改小承诺时限，或核对法定时限"),
        ("材料", "材料形式", "照片", "材料，第 {row} 行，D 列“材料形式”：这里只能写原件、复印件、表格，现在是“照片”。改成其中一个"),
        (
            "材料", "适用情形", "再婚",
            "材料，第 {row} 行，E 列“适用情形”：材料“残疾人证”写的情形“再婚”不在情形清单里。改成清单里的情形，或把它加进清单",
        ),
        ("材料", "事项编码", "XX01", "材料，第 {row} 行，A 列“事项编码”：“事项”表里没有编码“XX01”。补上事项，或删掉这一行"),
    ],
)  # fmt: skip
def test_n1_each_bad_row_is_named_with_sheet_row_column_and_what_to_do(
    town: Town, sheet: str, title: str, value: object, said: str
) -> None:
    publish(town)
    cells = exported(town)
    place = next(number for number, row in enumerate(cells[sheet]) if row[0] == "MZ05")
    cells[sheet][place][column(cells, sheet, title)] = value
    seen = look(town, workbook(cells))
    assert said.format(row=place + 1) in [str(one) for one in seen.plan.bad]
    before = ItemVersion.objects.count()
    with pytest.raises(Refused) as refused:
        take_in(file_id=seen.file.pk, mark=seen.plan.mark, by=town.actor(town.office), at=AT)
    assert refused.value.code == "bad_rows"
    assert ItemVersion.objects.count() == before


@pytest.mark.parametrize(
    ("sheet", "title", "value", "said"),
    [
        ("事项", "事项编码", "", ["事项，第 {row} 行，A 列“事项编码”：没有写事项编码。补上编码"]),
        ("事项", "事项编码", "a/b", ["事项，第 {row} 行，A 列“事项编码”：事项编码最多 20 位，只能用字母、数字、汉字、点和短横。照这样改编码"]),
        ("事项", "事项名称", "", ["事项，第 {row} 行，B 列“事项名称”：没有写事项名称。补上名称"]),
        ("事项", "领域", "民" * 21, ["事项，第 {row} 行，C 列“领域”：领域最多 20 个字。写短一些"]),
        ("事项", "窗口号", "四号", ["事项，第 {row} 行，D 列“窗口号”：这里要写整数，现在是“四号”。写成 5 这样的数字，不带单位"]),
        ("事项", "法定办结时限", -5, ["事项，第 {row} 行，G 列“法定办结时限”：这里不能是负数，现在是“-5”。写 0 或更大的整数"]),
        ("事项", "承诺办结时限", -5, ["事项，第 {row} 行，H 列“承诺办结时限”：这里不能是负数，现在是“-5”。写 0 或更大的整数"]),
        ("事项", "法定办结时限", 123456, ["事项，第 {row} 行，G 列“法定办结时限”：这个数太大了：“123456”。看看是不是填错了列"]),
        ("事项", "办件类型", "", ["事项，第 {row} 行，F 列“办件类型”：这里只能写即办件、承诺件，现在空着。改成其中一个"]),
        ("材料", "材料序号", "一", ["材料，第 {row} 行，B 列“材料序号”：这里要写整数，现在是“一”。写成 5 这样的数字，不带单位"]),
        ("材料", "份数", -1, ["材料，第 {row} 行，F 列“份数”：这里不能是负数，现在是“-1”。写 0 或更大的整数"]),
        ("材料", "材料名称", "", ["材料，第 {row} 行，C 列“材料名称”：材料要写名称"]),
        ("常见毛病", "材料序号", 9, ["常见毛病，第 {row} 行，B 列“材料序号”：事项 MZ05 没有第 9 份材料。照“材料”表的序号写"]),
        ("常见毛病", "要求", "", ["常见毛病，第 {row} 行，D 列“要求”：这里没有写。毛病和要求都要写，或删掉这一行"]),
        ("情形问答", "问题序号", "二", ["情形问答，第 {row} 行，B 列“问题序号”：这里要写整数，现在是“二”。写成 5 这样的数字，不带单位"]),
        ("情形问答", "问题序号", 5, ["情形问答，第 {row} 行，B 列“问题序号”：事项 MZ05 的问题序号要从 1 起连着。从 1 起挨个写，不要跳"]),
    ],
)  # fmt: skip
def test_n1_a_bad_cell_is_named_once_and_nothing_that_only_follows_from_it(
    town: Town, sheet: str, title: str, value: object, said: list[str]
) -> None:
    guide = replace(
        GUIDE,
        questions=(Question("领的是哪一种？", (Answer("生活补贴", "生活补贴"), Answer("护理补贴", "护理补贴"))),),
        materials=(replace(GUIDE.materials[0], faults=(CommonFault("过期了", "在有效期内"),)), *GUIDE.materials[1:]),
    )
    publish(town, guide)
    cells = exported(town)
    place = next(number for number, row in enumerate(cells[sheet]) if row[0] == "MZ05")
    cells[sheet][place][column(cells, sheet, title)] = value
    if sheet == "事项" and title == "事项编码":
        for name in ("材料", "常见毛病", "情形问答"):
            cells[name] = [row for row in cells[name] if row[0] != "MZ05"]

    assert [str(one) for one in look(town, workbook(cells)).plan.bad] == [one.format(row=place + 1) for one in said]


def test_n1_a_sheet_without_its_columns_is_one_mistake_not_one_for_every_row(town: Town) -> None:
    publish(town)
    cells = exported(town)
    cells["事项"][0][column(cells, "事项", "办件类型")] = "什么"

    assert [str(one) for one in look(town, workbook(cells)).plan.bad] == [
        "事项，第 1 行：没有这几列：办件类型。先导出一份，照它的表头填"
    ]


def test_n1_questions_and_faults_come_out_of_their_sheets(town: Town) -> None:
    guide = replace(
        GUIDE,
        questions=(Question("领的是哪一种？", (Answer("生活补贴", "生活补贴"), Answer("护理补贴", "护理补贴"))),),
        materials=(
            replace(GUIDE.materials[0], is_minor=True, faults=(CommonFault("过期了", "在有效期内"),)),
            *GUIDE.materials[1:],
        ),
    )
    publish(town, guide)
    cells = exported(town)
    assert cells["情形问答"][1:] == [
        ["MZ05", 1.0, "领的是哪一种？", "生活补贴", "生活补贴", ""],
        ["MZ05", 1.0, "领的是哪一种？", "护理补贴", "护理补贴", ""],
    ]
    assert cells["常见毛病"][1:] == [["MZ05", 1.0, "过期了", "在有效期内"]]
    assert next(row for row in cells["材料"] if row[0] == "MZ05")[8] == "是"


def test_n1_a_catalogue_that_moved_since_the_dry_run_is_not_written_over(town: Town) -> None:
    version = publish(town)
    cells = exported(town)
    next(row for row in cells["事项"] if row[0] == "MZ05")[column(cells, "事项", "收费标准")] = "5 元"
    seen = look(town, workbook(cells))
    publish_next(town, version.item, replace(GUIDE, fee="8 元"), FROM)
    with pytest.raises(Refused) as refused:
        take_in(file_id=seen.file.pk, mark=seen.plan.mark, by=town.actor(town.office), at=AT)
    assert refused.value.code in ("catalogue_moved_on", "bad_rows")
    assert ItemVersion.objects.filter(item=version.item).count() == 2
    assert ItemFile.objects.get().taken_at is None


def test_n1_only_the_keepers_of_guides_import_and_only_tables(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        look_through(name="x", content=b"x", effective_from=FROM, by=town.actor(town.he), at=AT)
    assert refused.value.code == "not_guide_keeper"
    with pytest.raises(Refused) as refused:
        look(town, b"%PDF-1.7")
    assert refused.value.message == "这是PDF，不是表格"


def test_n1_an_item_not_in_the_file_is_left_alone(town: Town) -> None:
    publish(town)
    publish(town, code="MZ06")
    cells = exported(town)
    for sheet in cells.values():
        sheet[:] = [row for row in sheet if row[0] != "MZ06"]
    plan = look(town, workbook(cells)).plan
    assert (list(plan.changes), plan.left_alone) == ([], ["MZ06"])


def test_a_material_of_another_form_is_a_change_of_one_field(town: Town) -> None:
    publish(town, replace(GUIDE, materials=(GuideMaterial("证", GUIDE.materials[0].form, "残联"),)))
    cells = exported(town)
    next(row for row in cells["材料"] if row[0] == "MZ05")[3] = "原件"
    plan = look(town, workbook(cells)).plan
    assert [(one.about, one.gone, one.new) for one in plan.changes[0].guide] == [
        ("证", "复印件1份，残联", "原件1份，残联")
    ]


def warned(town: Town, cells: Cells) -> list[str]:
    plan = look(town, workbook(cells)).plan
    assert plan.bad == []
    return [f"{one.row} {one.what}。{one.what_to_do}" for one in plan.warned]


def test_n1_a_name_that_is_there_under_another_code_is_a_warning_and_no_mistake(town: Town) -> None:
    publish(town)
    cells = exported(town)
    items = cells["事项"]
    mine = next(row for row in items if row[0] == "MZ05")
    items.append(["MZ99", *mine[1:]])
    cells["材料"] += [["MZ99", *row[1:]] for row in cells["材料"] if row[0] == "MZ05"]
    assert warned(town, cells) == [
        f"{len(items)} 名称和 MZ05 一样，编码是新的：会多出一项同名的。是同一项就把编码改成 MZ05"
    ]


def test_n1_a_code_that_stands_twice_blames_no_material(town: Town) -> None:
    publish(town)
    cells = exported(town)
    cells["事项"].append(list(next(row for row in cells["事项"] if row[0] == "MZ05")))
    cells["材料"] += [list(row) for row in cells["材料"] if row[0] == "MZ05"]
    bad = look(town, workbook(cells)).plan.bad
    assert [(one.sheet, one.row) for one in bad] == [("事项", len(cells["事项"]))]


def test_n1_a_day_that_does_not_count_is_said(town: Town) -> None:
    publish(town)
    cells = exported(town)
    place = next(number for number, row in enumerate(cells["事项"]) if row[0] == "MZ05")
    cells["事项"][place][column(cells, "事项", "生效日期")] = "2025-06-01"
    assert warned(town, cells) == [
        f"{place + 1} 生效日期 2025-06-01 不起作用：指南没有改，还是第 1 版。要另定日子，写今天以后的"
    ]
    cells["事项"][place][column(cells, "事项", "承诺办结时限")] = 10
    assert warned(town, cells) == [
        f"{place + 1} 生效日期 2025-06-01 已经过了，新版从 2026-10-12 起用。要另定日子，写今天以后的"
    ]
