"""预警、督办、预警表、超期说明 on the desk (T1, T4)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import civil, client_of, make_case
from tests.supervision.scene import Scene, make_scene

from shouwen import civil_time
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.journal.models import Entry
from shouwen.people.models import Staff
from shouwen.supervision import actions
from shouwen.supervision.enums import OverdueCategory
from shouwen.supervision.models import Escalation, OverdueReason, SupervisionOrder
from shouwen.supervision.tables import table_of

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 16, 10)


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    return make_scene()


def text_of(answer: HttpResponse) -> str:
    """The words of a page, without tags and blanks around them."""
    body = re.sub(r"<(style|script|svg)\b.*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def as_(staff: Staff) -> Client:
    return client_of(staff)


def mixed(scene: Scene) -> None:
    """One over, one due today, one soon, one far, one of another window, one in minutes that is over."""
    deng = scene.town.deng.pk
    scene.owe(1)
    scene.owe(2, promised_limit=6)
    scene.owe(3, promised_limit=8, responsible_id=deng)
    scene.owe(4, promised_limit=20)
    scene.owe(5, kind=ClockKind.INQUIRY, responsible_id=scene.leader.pk)
    scene.owe(
        6,
        kind=ClockKind.HANDOVER,
        unit=LimitUnit.OPEN_MINUTE,
        promised_limit=30,
        responsible_id=deng,
        at=civil(2026, 10, 16, 9),
    )


def test_t1_the_office_sees_what_is_near_or_over_by_window_and_kind(scene: Scene) -> None:
    mixed(scene)
    page = as_(scene.town.office).get("/warnings/").context["page"]
    assert [one.words for one in page.levels] == [
        "全部 5",
        "已超期 3",
        "今天到期 1",
        "快到期 1",
        "超期没写原因",
        "在督办",
    ]
    assert [(line.label, [count for _, count, _ in line.cells]) for line in page.windows] == [
        ("1号 综合受理窗口", [1, 1, 0]),
        ("4号 民政残联窗口", [1, 0, 1]),
        ("不在窗口的", [1, 0, 0]),
    ]
    assert [one.words for one in page.kinds] == ["全部种类", "答复 1", "接收 1", "办件 3"]
    assert [(row.number, row.light.words, row.who) for row in page.rows] == [
        ("办 26-00001", "逾期 1 天", "何谷雨"),
        ("问 26-00005", "逾期 1 天", "高镇长"),
        ("接 26-00006", "过了时限", "邓白露"),
        ("办 26-00002", "今天", "何谷雨"),
        ("办 26-00003", "余 2 天", "邓白露"),
    ]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("level=over", ["办 26-00001", "问 26-00005", "接 26-00006"]),
        ("level=today", ["办 26-00002"]),
        ("level=soon", ["办 26-00003"]),
        ("level=unexplained", ["办 26-00001", "问 26-00005", "接 26-00006"]),
        ("level=ordered", []),
        ("kind=handover", ["接 26-00006"]),
        ("window=0", ["问 26-00005"]),
        ("level=nonsense&kind=x&window=²", ["办 26-00001", "问 26-00005", "接 26-00006", "办 26-00002", "办 26-00003"]),
    ],
)
def test_t1_the_list_narrows(scene: Scene, query: str, numbers: list[str]) -> None:
    mixed(scene)
    page = as_(scene.leader).get(f"/warnings/?{query}").context["page"]
    assert [row.number for row in page.rows] == numbers


def test_t1_a_clerk_has_their_own_on_my_day_and_not_everybodys(scene: Scene) -> None:
    answer = as_(scene.town.he).get("/warnings/")
    assert answer.status_code == 422
    assert "预警由管理办公室、镇领导和考核监督的人看" in text_of(answer)


def test_t1_as_many_queries_for_one_row_as_for_twenty(scene: Scene) -> None:
    scene.owe(1)
    office = as_(scene.town.office)
    office.get("/warnings/")
    with CaptureQueriesContext(connection) as one:
        office.get("/warnings/")
    for serial in range(2, 21):
        scene.owe(serial)
    with CaptureQueriesContext(connection) as many:
        office.get("/warnings/")
    assert len(one) == len(many)


def test_t1_from_the_warning_to_the_order_to_the_answer_to_the_end(scene: Scene) -> None:
    clock = scene.owe()
    office, he = as_(scene.town.office), as_(scene.town.he)
    (row,) = office.get("/warnings/").context["page"].rows
    assert row.order_url == f"/supervision/new/?clock={clock.pk}"
    assert "农村宅基地建房审批" in text_of(office.get(row.order_url))
    sent = office.post(row.order_url, {"words": "说清楚卡在哪里", "to": scene.town.he.pk})
    assert sent["Location"] == "/supervision/26-0001/"
    (row,) = office.get("/warnings/?level=ordered").context["page"].rows
    assert (row.order_url, row.order) == ("", "督 26-0001")
    assert office.get(f"/supervision/new/?clock={clock.pk}")["Location"] == "/supervision/26-0001/"

    mine = he.get("/")
    assert "答复督办" in text_of(mine) and "/supervision/26-0001/" in mine.content.decode()
    page = he.get("/supervision/26-0001/").context["page"]
    assert (page.words, page.steps.answer, page.steps.accept) == ("说清楚卡在哪里", True, False)
    assert page.order.paper.number == "二坪便督〔2026〕1号"
    he.post("/supervision/26-0001/answer/", {"words": "等勘查", "done_by": "2026-10-20"})
    page = office.get("/supervision/26-0001/").context["page"]
    assert [(one.answer, one.done_by) for one in page.answers] == [("等勘查", "10月20日前办完")]
    assert (page.steps.answer, page.steps.accept, page.steps.send_back, page.steps.withdraw) == (
        False,
        True,
        True,
        False,
    )
    office.post("/supervision/26-0001/send-back/", {"words": "哪天勘查"})
    he.post("/supervision/26-0001/answer/", {"words": "19日勘查"})
    office.post("/supervision/26-0001/accept/", {"words": ""})
    page = office.get("/supervision/26-0001/").context["page"]
    assert page.state == "已办结"
    assert [event.what for event in page.events if "出具" not in event.what] == [
        "认可，督办办结",
        "答复：19日勘查",
        "退回再答，10月20日 17:30 前：哪天勘查",
        "答复（没办完的 10月20日前办完）：等勘查",
        "督办 何谷雨，10月20日 17:30 前答复：说清楚卡在哪里",
    ]


def test_t1_what_was_typed_stays_when_a_step_is_refused(scene: Scene) -> None:
    actions.issue_order(clock=scene.owe(), words="快办", by=scene.office, at=AT)
    he = as_(scene.town.he)
    answer = he.post("/supervision/26-0001/answer/", {"words": "等勘查", "done_by": "2026-10-01"})
    assert answer.status_code == 422
    assert "等勘查</textarea>" in answer.content.decode()
    assert "办完的日期要在今天以后" in text_of(answer)
    empty = as_(scene.town.office).post(
        "/supervision/new/", {"matter": "叫号机坏了", "words": "", "to": scene.town.he.pk}
    )
    assert empty.status_code == 422 and 'value="叫号机坏了"' in empty.content.decode()
    assert SupervisionOrder.objects.count() == 1


def test_t1_nobody_is_chosen_by_the_page_who_doesnt_have_the_matter(scene: Scene) -> None:
    own = scene.owe(responsible_id=scene.town.office.pk)
    office = as_(scene.town.office)
    offered = office.get(f"/supervision/new/?clock={own.pk}").content.decode().partition('id="id_to"')[2]
    options = re.findall(r"<option[^>]*>[^<]*", offered.partition("</select>")[0])
    assert options[0] == '<option value="">选一位'
    assert not any("selected" in option or "周立夏" in option for option in options)
    refused = office.post(f"/supervision/new/?clock={own.pk}", {"words": "快办", "to": ""})
    assert (refused.status_code, SupervisionOrder.objects.count()) == (422, 0)
    # Of another's matter the one who has it is chosen, and then there is no empty line.
    theirs = scene.owe(2)
    offered = office.get(f"/supervision/new/?clock={theirs.pk}").content.decode().partition('id="id_to"')[2]
    options = re.findall(r"<option[^>]*>", offered.partition("</select>")[0])
    assert [option for option in options if "selected" in option] == [f'<option value="{scene.town.he.pk}" selected>']
    assert '<option value="">' not in options


def test_t1_an_order_is_read_by_its_two_sides_and_who_looks_over(scene: Scene) -> None:
    actions.issue_order(clock=scene.owe(), words="快办", by=scene.office, at=AT)
    assert as_(scene.town.deng).get("/supervision/26-0001/").status_code == 422
    assert as_(scene.town.deng).get("/supervision/").context["page"].rows == []
    assert as_(scene.leader).get("/supervision/26-0001/").status_code == 200
    other = make_scene("qingshi", town="青石镇")
    for path in ("/supervision/26-0001/", "/warnings/", f"/supervision/new/?clock={Clock.objects.all()[0].pk}"):
        answer = as_(other.leader).get(path)
        assert answer.status_code == (200 if path == "/warnings/" else 404)
        assert "26-0001" not in text_of(answer).replace("/supervision/26-0001/", "")
    assert as_(scene.town.he).get("/supervision/new/").status_code == 422


def test_t1_orders_and_reasons_stand_in_the_matters_own_record(scene: Scene) -> None:
    town = scene.town
    case = make_case(town.actor(town.he), town.house, at=civil(2026, 9, 21, 10))
    clock = case.clock
    assert clock is not None
    actions.issue_order(clock=clock, words="今天说清楚", by=scene.chief, at=AT)
    actions.explain_overdue(
        clock=clock, category=OverdueCategory.SITE, words="雨天没法勘查", by=town.actor(town.he), at=AT
    )
    page = as_(town.he).get(f"/cases/{case.number.removeprefix('办 ')}/").context["page"]
    assert [event.what for event in page.events[:2]] == [
        "督 26-0001 督办 何谷雨：今天说清楚",
        "写明超期原因：现场条件、天气",
    ]


def test_t4_the_reason_is_written_where_the_due_date_is_explained(scene: Scene) -> None:
    clock = scene.owe()
    he, path = as_(scene.town.he), f"/warnings/{clock.pk}/explain/"
    assert he.get(f"/due/{clock.pk}/").context["page"].may_explain is True
    assert as_(scene.town.office).get(f"/due/{clock.pk}/").context["page"].may_explain is False
    wrong = he.post(path, {"category": "", "words": "等规划局"})
    assert wrong.status_code == 422 and 'value="等规划局"' in wrong.content.decode()
    assert he.post(path, {"category": "other_office", "words": "等规划局"})["Location"] == f"/due/{clock.pk}/"
    assert OverdueReason.objects.get().category == OverdueCategory.OTHER_OFFICE
    shown = {
        who: as_(who).get(f"/due/{clock.pk}/").context["page"].explained for who in (scene.town.he, scene.town.deng)
    }
    assert [one.words for one in shown.values()] == ["等规划局", ""]
    assert as_(make_scene("qingshi", town="青石镇").leader).post(path, {}).status_code == 404


def _form(*rows: tuple[str, str, str, str, str, list[str]]) -> dict[str, object]:
    sent: dict[str, object] = {}
    for index, (kind, step, value, every, until, who) in enumerate(rows):
        names = {"kind": kind, "step": step, "value": value, "every": every, "until": until, "who": who}
        sent |= {f"{name}-{index}": given for name, given in names.items()}
    return sent


def test_t1_the_office_sets_the_table_and_the_next_warning_goes_by_it(scene: Scene) -> None:
    office = as_(scene.town.office)
    assert [row.said for row in office.get("/settings/escalation/").context["page"].rows[:3]] == [
        "全部，还剩 2 个工作日",
        "全部，到期当天",
        "全部，超期第 1 个工作日，以后每 5 个工作日一次，到第 21 天",
    ]
    sent = office.post(
        "/settings/escalation/",
        _form(
            ("", "left", "1", "", "", ["responsible"]),
            ("", "over", "1", "", "", ["responsible", "leader"]),
            ("case", "over", "1", "2", "3", ["leader"]),
            ("", "left", "", "", "", []),
        ),
    )
    assert sent.status_code == 302
    assert len(table_of(scene.centre_id).steps) == 3
    scene.owe(1)
    scene.owe(2, kind=ClockKind.INQUIRY)
    for day in (13, 14, 15, 16, 19, 20):
        scene.warn(civil(2026, 10, day, 9))
    assert [row[:2] + row[3:] for row in scene.warned()] == [
        ("办 26-00001", "left-1", "何谷雨", 1),
        ("问 26-00002", "left-1", "何谷雨", 1),
        ("办 26-00001", "over-1", "高镇长", 1),
        ("问 26-00002", "over-1", "何谷雨", 1),
        ("问 26-00002", "over-1", "高镇长", 1),
        ("办 26-00001", "over-3", "高镇长", 3),
    ]
    entry = Entry.objects.get(action="supervision.set_table")
    assert entry.data["steps"] == [
        "* left-1 -> responsible",
        "* over-1 -> leader responsible",
        "case over-1 /2 ..3 -> leader",
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("", "left", "31", "", "", ["office"]), "要在 0 到 30 之间"),
        (("", "left", "999999999999", "", "", ["office"]), "要在 0 到 30 之间，现在是 999999999999"),
        (("", "over", "3", "999999999999", "9", ["office"]), "每隔几天最多 120，现在是 999999999999"),
        (("", "over", "3", "2", "999999999999", ["office"]), "最多 120，现在是 999999999999"),
        (("", "left", "x", "", "", ["office"]), "这一行的数字不对"),
        (("", "left", "1", "", "", []), "还没有选提醒谁"),
        (("", "left", "1", "2", "9", ["office"]), "只有超期的才能隔几天再提醒"),
        (("", "over", "3", "2", "1", ["office"]), "不早于第一次"),
        (("", "over", "1", "", "", ["office"]), "写了两行"),
        (("x", "left", "1", "", "", ["office"]), "没有这一类时限"),
        (("", "soon", "1", "", "", ["office"]), "请从名单里选"),
    ],
)
def test_t1_a_table_that_makes_no_sense_is_refused_and_stays_as_it_was_typed(
    scene: Scene, row: tuple[str, str, str, str, str, list[str]], words: str
) -> None:
    sent = _form(("", "left", "2", "", "", ["responsible"]), ("", "over", "1", "", "", ["leader"]), row)
    answer = as_(scene.town.office).post("/settings/escalation/", sent)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert answer.context["page"].rows[2].value == row[2]
    assert Escalation.objects.count() == 0


def test_t1_esc_on_the_shipped_table_goes_back_to_the_one_in_force(scene: Scene) -> None:
    office, back = as_(scene.town.office), '<a class="sr" href="{}" data-key="Escape"'
    shipped = office.get("/settings/escalation/?show=shipped").content.decode()
    assert back.format("/settings/escalation/") in shipped and "看软件自带的" not in shipped
    in_force = office.get("/settings/escalation/").content.decode()
    assert back.format("/") in in_force and "?show=shipped" in in_force


def test_t1_a_table_warns_before_and_after(scene: Scene) -> None:
    answer = as_(scene.town.office).post("/settings/escalation/", _form(("", "left", "2", "", "", ["responsible"])))
    assert "超期后至少要有一行提醒" in text_of(answer)


def test_t1_others_look_at_the_table_and_change_nothing(scene: Scene) -> None:
    he = as_(scene.town.he)
    page = he.get("/settings/escalation/")
    assert "还剩 33%（30 分钟的剩 10 分钟）" in text_of(page) and 'name="step-0"' not in page.content.decode()
    refused = he.post("/settings/escalation/", _form(("", "left", "2", "", "", ["responsible"])))
    assert "预警表由管理办公室或系统管理员改" in text_of(refused)


def test_t1_both_registers_open_narrow_and_leave_as_files(scene: Scene) -> None:
    order = actions.issue_order(clock=scene.owe(), words="今天说清楚", by=scene.office, at=AT)
    actions.answer(order=order, words="等勘查", done_by=date(2026, 10, 20), by=scene.town.actor(scene.town.he), at=AT)
    scene.warn(AT)
    leader = as_(scene.leader)
    page = leader.get("/registers/orders/").context["page"]
    assert [[cell.main for cell in row.cells] for row in page.rows] == [
        ["督 26-0001", "农村宅基地建房审批", "今天说清楚", "周立夏", "10月20日 17:30", "等勘查", "已答复，待认可"]
    ]
    page = leader.get("/registers/warnings/?state=over").context["page"]
    assert next([cell.main for cell in row.cells] for row in page.rows) == [
        "办 26-00001",
        "农村宅基地建房审批（陈*木）",
        "何谷雨",
        "高镇长",
        "已超期 1 个工作日",
        "",
    ]
    for key in ("orders", "warnings"):
        for form, magic in (("xlsx", b"PK"), ("pdf", b"%PDF")):
            body = b"".join(leader.get(f"/registers/{key}/file.{form}").streaming_content)  # type: ignore[attr-defined]
            assert body.startswith(magic)
        assert as_(scene.town.he).get(f"/registers/{key}/").status_code == 422
        assert as_(scene.town.he).get(f"/registers/{key}/file.xlsx").status_code == 422


def test_t1_the_hub_leads_there_and_counts(scene: Scene) -> None:
    actions.issue_order(clock=scene.owe(), words="快办", by=scene.office, at=AT)
    scene.warn(AT)
    found = {one.name: one for one in as_(scene.leader).get("/registers/").context["registers"]}
    assert (found["预警"].written.today, found["预警"].waiting.count.open, found["预警"].url) == (3, 1, "/warnings/")
    assert (found["督办"].written.year, found["督办"].waiting.count.open) == (1, 1)
    html = as_(scene.town.office).get("/registers/").content.decode()
    for key in ("warnings", "orders", "tasks"):
        assert f'href="/registers/{key}/"' in html
        assert as_(scene.town.office).get(f"/registers/{key}/").status_code == 200
    assert "预警" not in {one.name for one in as_(scene.town.he).get("/registers/").context["registers"]}


def test_t1_a_notice_leads_to_the_matter_or_to_the_list(scene: Scene) -> None:
    scene.owe(1)
    scene.warn(AT)
    scene.owe(2)
    scene.owe(3)
    scene.warn(AT)
    rows = {who: as_(who).get("/notices/").context["page"]["rows"] for who in (scene.town.he, scene.leader)}
    assert [row.url for row in rows[scene.town.he]] == ["/", "/cases/26-00001/"]
    assert [row.url for row in rows[scene.leader]] == ["/warnings/", "/cases/26-00001/"]
