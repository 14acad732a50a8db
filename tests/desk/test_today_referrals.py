"""My day for what goes further than the first desk: the first responder keeps it until the person was answered."""

from __future__ import annotations

import re

import pytest
from tests.desk.referral_scene import (
    CAME,
    NOW,
    PAGE,
    call,
    clarifying,
    department,
    not_got_done,
    outside,
    proposed,
    refused_twice,
    to_window,
)
from tests.factories import Town, client_of, make_town

from shouwen import civil_time
from shouwen.clocks.models import Clock
from shouwen.desk.today.page import my_day
from shouwen.inquiries import clarifications, declines
from shouwen.people.models import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


def rows(staff: Staff) -> list[tuple[str, str, str, str]]:
    """Of every row: what is to be done, the note, the button and where it leads."""
    found = []
    for row in re.findall(r"<tr data-row.*?</tr>", client_of(staff).get("/").content.decode(), re.DOTALL):
        title = re.sub(r"<[^>]+>", "", re.findall(r'<span class="ti">(.*?)</span><span class="me">', row, re.DOTALL)[0])
        note = re.findall(r" · <b>(.*?)</b>", row)
        button, url = re.findall(r'<a class="b" href="([^"]+)" data-main>(.*?)<span', row)[0][::-1]
        found.append((title, note[0] if note else "", button, url))
    return found


def test_f6_while_nobody_accepted_it_the_first_responder_follows_it(town: Town) -> None:
    to_window(town, call(town))
    assert rows(town.he) == [("跟进转交 周*石：想办残疾证", "还没有人接收，没人接会退回", "打开", PAGE)]
    assert rows(town.deng) == [("接收 周*石：想办残疾证", "11:10 前不接收就退回首问负责人", "接收", PAGE)]


def test_f6_a_department_is_pressed_by_the_first_responder(town: Town) -> None:
    outside(town, call(town), department(town))
    assert rows(town.he) == [
        ("催外部门接收 周*石：想办残疾证", "到时没人接收就退回给你", "打开", PAGE),
        ("跟进转交 周*石：想办残疾证", "还没有人接收，没人接会退回", "打开", PAGE),
    ]


def test_f7_two_refusals_are_the_offices_and_stay_with_the_first_responder(town: Town) -> None:
    refused_twice(town, call(town))
    assert rows(town.he) == [("跟进请示 周*石：想办残疾证", "等管理办公室答复，答复后由你告知本人", "打开", PAGE)]
    ((title, _, button, url),) = rows(town.office)
    assert (title[:8], button, url) == ("答复请示 周*石", "答复", "/rulings/26-0001/")


def test_n3_a_question_to_a_superior_is_asked_and_told_by_the_same_person(town: Town) -> None:
    row = clarifying(town, call(town))
    assert rows(town.he) == [
        ("跟进请示上级 周*石：想办残疾证", "问清了由你告知本人", "打开", PAGE),
        ("问清 周*石：外省低保能不能直接转", "", "记答复", "/clarifications/26-0001/"),
    ]
    clarifications.answer_clarification(
        clarification=row, answer="不能，重新申请", source="", by=town.actor(town.he), at=CAME
    )
    assert rows(town.he) == [("告知 周*石：想办残疾证", "", "告知", PAGE)]
    assert "区民政局 10:40 答复：不能，重新申请" in client_of(town.he).get("/").content.decode()


def test_f4_a_decline_is_checked_by_the_office_and_then_told(town: Town) -> None:
    decline = proposed(town, call(town))
    assert rows(town.he) == [("等复核 周*石：想办残疾证", "拟不予受理，同意以前不算办不了", "打开", PAGE)]
    assert rows(town.office) == [("复核不予受理 周*石：想办残疾证", "", "复核", PAGE)]
    declines.agree_decline(decline=decline, by=town.actor(town.office), at=CAME)
    assert rows(town.he) == [("告知 周*石：想办残疾证", "", "告知", PAGE)]
    assert rows(town.office) == []


def test_f3_what_cannot_be_got_done_stays_with_the_first_responder_too(town: Town) -> None:
    not_got_done(town, call(town))
    assert rows(town.he) == [
        ("跟到答复 周*石：想办残疾证", "现在由 周立夏 负责，你仍是首问负责人", "打开", PAGE),
    ]
    assert rows(town.office) == [("办不成事 周*石：省平台里信息重复", "", "给结果", "/unresolved/26-0001/")]


def test_f3_whoever_handles_what_cannot_be_got_done_has_one_row_and_counts_one(town: Town) -> None:
    not_got_done(town, call(town))
    day = my_day(town.actor(town.office), NOW)
    assert (day.counts.total, day.shown_total, sum(len(group.rows) for group in day.groups)) == (1, 1, 1)
    assert Clock.objects.filter(responsible=town.office, closed_at=None).count() == 2
