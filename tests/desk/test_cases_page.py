"""The page of a case: who and how long, the strip, the review, what comes next, the timeline."""

from __future__ import annotations

from datetime import date
from html import unescape
from re import DOTALL, findall, search, sub

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cases.scene import conclude, fresh, review
from tests.factories import (
    Town,
    civil,
    client_of,
    id_number,
    make_case,
    make_inquiry,
    make_item,
    make_person,
    make_town,
)

from shouwen import civil_time
from shouwen.cases import limits
from shouwen.cases.corrections import issue_correction_notice, receive_materials
from shouwen.cases.enums import ReviewState
from shouwen.cases.models import Case
from shouwen.clocks.enums import PauseKind
from shouwen.inquiries import handovers

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 58)
MATERIALS = ("申请表", "承诺书", "身份证", "小组意见", "调整申请表", "设计图", "四邻意见", "村委会意见")


@pytest.fixture(autouse=True)
def _present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


def words_of(html: str) -> str:
    """What a reader reads: no tags, no drawings, single blanks."""
    html = sub(r"<(script|style|svg|iframe)\b.*?</\1>", " ", html, flags=DOTALL)
    return sub(r"\s+", " ", unescape(sub(r"<[^>]+>", " ", html))).strip()


def part(html: str, start: str, end: str) -> str:
    found = search(f"{start}.*?(?={end})", html, DOTALL)
    assert found, start
    return words_of(found.group())


def open_case(client: Client, case: Case, query: str = "") -> str:
    answer = client.get(f"/cases/{case.number.removeprefix('办 ')}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def house_case(town: Town) -> Case:
    """The case of the mockup: handed over on 15 September, paused for a site visit, extended by three days."""
    he, deng = town.actor(town.he), town.actor(town.deng)
    person = make_person(town.centre, "陈甲木", number=id_number(1))
    version = make_item(town.general, "农村宅基地建房审批", materials=MATERIALS, situations=("原址改建", "新建"))
    situation = version.situations.get(name="原址改建")
    inquiry = make_inquiry(deng, at=civil(2026, 9, 15, 9, 40), person=person, item_id=version.item_id)
    handover = handovers.hand_over(
        inquiry=inquiry,
        to_window=town.general,
        to_staff_id=town.he.pk,
        words="带您过去",
        by=deng,
        at=civil(2026, 9, 15, 9, 42),
    )
    inquiry = handovers.accept_handover(handover=handover, by=he, at=civil(2026, 9, 15, 9, 49))
    case = make_case(he, version, at=civil(2026, 9, 15, 10, 6), situation=situation, inquiry=inquiry, person=person)
    review(case, he, civil(2026, 9, 15, 10, 20), only=MATERIALS[:4])
    limits.pause(
        case=fresh(case),
        kind=PauseKind.SITE_VISIT,
        reason="现场勘查、村组公示",
        from_on=date(2026, 9, 23),
        planned_workdays=4,
        by=he,
        at=civil(2026, 9, 23),
    )
    limits.resume(case=fresh(case), outcome="踏勘合格", by=he, at=civil(2026, 9, 29, 17))
    at = civil(2026, 9, 30, 15, 10)
    limits.extend(case=fresh(case), workdays=3, reason="东侧须退让", category="other", told_at=at, by=he, at=at)
    return fresh(case)


def test_head_names_item_person_first_responder_handler_and_due_day() -> None:
    town = make_town()
    case = house_case(town)

    html = open_case(client_of(town.he), case)

    head = part(html, '<div class="hd">', '<section class="sec"')
    assert head == (
        f"办 办件 农村宅基地建房审批 原址改建 办 26-00001 陈*木 男 证件号码 {id_number(1)[:6]}********{id_number(1)[-4:]} "
        "电话 138****0000 看完整信息（留痕） 怎样告知 首问负责人 邓白露 承办 何谷雨 9月15日起 到场办理 "
        "余 2 个工作日 10月12日 周一 17:30 到期"
    )
    assert "陈甲木" not in html


def test_t3_strip_says_how_the_due_day_came_about() -> None:
    town = make_town()
    case = house_case(town)

    html = open_case(client_of(town.he), case)

    assert part(html, '<p class="sum">', "</p>") == (
        "受理 9月15日（当天不计）起， 承诺 8 天 ＋ 延期 3 天 ＝ 11 个工作日 。"
        "周末与节日 12 天、暂停 4 个工作日不计；9月20日、10月10日调休上班，计入。"
    )
    assert '<a class="clause" href="/clauses/T3/"' in html


def test_timeline_tells_the_journal_in_plain_words_newest_first() -> None:
    town = make_town()
    case = house_case(town)

    html = open_case(client_of(town.he), case)

    events = [words_of(one) for one in findall(r"<li[^>]*><span class=\"w\">.*?</li>", html, DOTALL)]
    assert events == [
        "09-30 15:10 何谷雨 限时办结制 三、五 延期 3 天，已告知本人：东侧须退让",
        "09-29 17:00 何谷雨 恢复计时，踏勘合格，10月8日到期",
        "09-23 09:00 何谷雨 9月23日起暂停计时：现场勘查、村组公示（现场踏勘，大约 4 个工作日，书面告知本人）",
        "09-15 10:20 何谷雨 审查材料 4 份：合格 4",
        "09-15 10:06 何谷雨 限时办结制 四 受理，指南第 1 版，9月24日到期",
        "09-15 09:49 何谷雨 1号 综合受理窗口接收",
        "09-15 09:42 邓白露 首问负责制 五（二） 转 1号 综合受理窗口",
        "09-15 09:40 首问负责制 三 邓白露首问（现场）",
    ]


def test_settled_materials_are_folded_and_open_again() -> None:
    town = make_town()
    case = house_case(town)

    folded, unfolded = open_case(client_of(town.he), case), open_case(client_of(town.he), case, "?all")

    assert part(folded, '<tr class="sm">', "</tr>") == "1–4 申请表、承诺书等 4 份 合格 9月15日审完 展开"
    assert len(findall(r'<tbody id="m\d+"', folded)) == 4
    assert len(findall(r'<tbody id="m\d+"', unfolded)) == 8
    assert part(folded, 'id="review-sum"', "</span>").endswith("8 份：合格 4，未审 4")


def test_the_foot_says_what_is_missing_before_the_notice() -> None:
    town = make_town()
    case = house_case(town)

    foot = part(open_case(client_of(town.he), case), '<div class="bar"', "</main>")

    assert "还有 4 份材料没审：调整申请表等。 告知书要一次写全，先都审完。" in foot
    assert "延期（已用完）" in foot


def test_n4_the_foot_says_what_the_notice_does_to_the_clock() -> None:
    town = make_town()
    case = house_case(town)
    review(case, town.actor(town.he), NOW, faults={"设计图": ReviewState.DEFECTIVE, "四邻意见": ReviewState.MISSING})

    html = open_case(client_of(town.he), case)

    assert part(html, '<div class="bar"', '<span class="sp">') == (
        "出具《补正材料一次性告知书》 2 项，一式两份 F9 本件第 1 份告知书，要补的一次说全。 "
        "出具后 10月10日起暂停，补齐再接着算。"
    )


def test_while_waiting_the_next_thing_is_to_receive() -> None:
    town = make_town()
    case = house_case(town)
    review(case, town.actor(town.he), NOW, faults={"设计图": ReviewState.DEFECTIVE})
    issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=NOW)

    html = open_case(client_of(town.he), case)

    assert part(html, '<div class="big">', "</div>") == "暂停 补齐后再定到期日"
    assert part(html, '<div class="bar"', '<span class="sp">') == (
        "收到补交材料 F9 再打一份 1 号 等申请人补 1 份材料，补齐前不计时。 收齐的下一个工作日接着算。"
    )
    assert 'type="radio" name="state-' not in html


def test_r9_while_paused_the_next_thing_is_to_resume() -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=civil(2026, 9, 29))
    limits.pause(
        case=case,
        kind=PauseKind.PUBLICITY,
        reason="村组公示",
        from_on=date(2026, 10, 9),
        planned_workdays=5,
        by=town.actor(town.he),
        at=civil(2026, 10, 9, 9),
    )

    html = open_case(client_of(town.he), case)

    assert part(html, '<div class="big">', "</div>") == "暂停 恢复计时后再定到期日"
    assert part(html, '<div class="bar"', "</main>") == (
        "恢复计时 正在暂停，这些天不计。 等到了就恢复，下一个工作日接着算。 转交 更多 申请人撤回"
    )


def test_what_came_after_the_notice_is_marked_new() -> None:
    town = make_town()
    case, by = house_case(town), town.actor(town.he)
    review(case, by, NOW, faults={"设计图": ReviewState.DEFECTIVE})
    issue_correction_notice(case=fresh(case), by=by, at=NOW)
    plan = case.materials.get(name="设计图")
    receive_materials(case=fresh(case), material_ids=[plan.pk], by=by, at=NOW)

    html = open_case(client_of(town.he), case)

    assert part(html, f'<tbody id="m{plan.pk}"', '<span class="tri"') == "6 设计图 新交"
    events = findall(r"<li[^>]*><span class=\"w\">.*?</li>", html, DOTALL)
    assert words_of(events[0]) == "10-09 10:58 何谷雨 收到补交的设计图，都齐了，接着计时，10月12日到期"
    assert 'class="key"' in events[0]


def test_when_all_is_in_order_the_next_thing_is_to_conclude() -> None:
    town = make_town()
    instant = make_item(town.general, "开具居住证明", promised_limit=0)
    limited, at_once = house_case(town), make_case(town.actor(town.he), instant, at=NOW)
    feet = []
    for case in (limited, at_once):
        review(case, town.actor(town.he), NOW)
        feet.append(part(open_case(client_of(town.he), case), '<div class="bar"', '<span class="sp">'))

    assert feet == [
        "办结 Ctrl+↵ 材料都合格。 办好了，写下怎样告知本人的，就办结。",
        "当场办结 Ctrl+↵ 材料都合格。 办好了，写下怎样告知本人的，就办结。",
    ]


def test_a_closed_case_is_only_read() -> None:
    town = make_town()
    case = house_case(town)
    review(case, town.actor(town.he), NOW)
    conclude(case, town.actor(town.he), NOW)

    html = open_case(client_of(town.he), case)

    assert part(html, '<div class="big">', "</div>") == "按时办结 10月9日 周五 10:58 办结"
    assert part(html, '<div class="bar"', "</main>") == "已办结：办成。 告知本人：办好了，证件当面交给本人"
    assert 'type="radio"' not in part(html, '<section class="card mat"', "</section>")


def test_who_does_not_work_on_the_case_sees_why() -> None:
    town = make_town()
    case = house_case(town)

    foot = part(open_case(client_of(town.deng), case), '<div class="bar"', "</main>")

    assert "延期（不在你手上）" in foot
    assert "转交（不在你手上）" in foot


def test_a_case_of_another_centre_is_not_there() -> None:
    town, other = make_town(), make_town("liangping", town="两坪镇")
    case = house_case(town)

    answers = [client_of(other.he).get(f"/cases/26-00001/{path}") for path in ("", "papers/", "extend/", "conclude/")]

    assert case.number == "办 26-00001"
    assert [answer.status_code for answer in answers] == [404, 404, 404, 404]


def test_the_number_of_queries_does_not_grow_with_materials_or_history() -> None:
    town = make_town()
    few = make_case(town.actor(town.he), make_item(town.general, materials=("身份证",)), at=civil(2026, 9, 28))
    many = house_case(town)
    review(many, town.actor(town.he), NOW, faults={"设计图": ReviewState.DEFECTIVE})
    client = client_of(town.he)
    costs = []
    for case in (few, many):
        with CaptureQueriesContext(connection) as asked:
            open_case(client, case)
        costs.append(len(asked))

    assert costs[1] - costs[0] <= 1  # the second asks whether an earlier notice told of its fault
    assert costs[0] < 30


def test_how_often_the_person_was_opened_today_is_counted() -> None:
    town = make_town()
    case = house_case(town)
    client = client_of(town.he)
    client.post(f"/people/{case.person_id}/open/", {"reason": "打电话联系本人"})

    assert "今天已查看完整信息 1 次" in words_of(open_case(client, case))
