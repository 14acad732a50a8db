"""The month sheet as a page: rows in groups, the trace of the chosen one, and who may see whose."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.assessment.scene import (
    SEPTEMBER,
    complaint,
    end_of_september,
    eventful_september,
    on,
    punched,
    shift,
    verified_finding,
)
from tests.factories import Town, client_of, make_town

from shouwen import civil_time
from shouwen.assessment.actions import compute_month
from shouwen.assessment.models import MonthSheet
from shouwen.feedback.enums import Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", end_of_september)
    made = make_town()
    eventful_september(made)
    for number in range(4, 9):
        complaint(made, f"诉 26-010{number}", on(19, "11:00"), Verdict.VERIFIED)
    verified_finding(made, "K2.9", on(11, "15:00"), level="town", act="午间空岗")
    shift(made.he, 10, "13:30", "17:30")
    punched(made.he, 10, "14:37", "17:35")
    compute_month(first_day=SEPTEMBER, by=made.actor(made.office), at=end_of_september())
    return made


def page(town: Town, who: str, path: str) -> str:
    answer = client_of(getattr(town, who)).get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", answer.content.decode())


def own_sheet(town: Town, query: str = "") -> str:
    return f"/sheets/2026-09/{town.he.work_number}/{query}"


def test_k1_5_r12_the_cap_shows_what_it_cut_and_why(town: Town) -> None:
    text = page(town, "office", own_sheet(town))
    assert "差评 1 件、投诉 6 件，都已核实" in text
    assert '<span class="rl">每月最多10</span>' in text
    assert '<s><span class="sr">本应</span>13</s>10' in text
    # Whom it is about reads what was found and why, and no way leads from there to who said it.
    assert "当面投诉，属实：看了监控" in text
    assert "1×1 ＋ 2×6 ＝ 13，上限 10，计 10" in text
    assert "按时间先后累计 13 分，上限 10 分，超出的 3 分不计" in text
    assert "（R12）" in text


def test_k1_3_the_days_of_one_case_stand_as_one_row(town: Town) -> None:
    text = page(town, "office", own_sheet(town, "?line=0"))
    assert "农村宅基地建房审批，超 2 天" in text
    assert "逾期第 1 天" in text
    assert "逾期第 2 天" in text
    assert "1 ＋ 1 ＝ 2" in text


def test_k2_3_r3_late_over_an_hour_is_absence_and_says_so(town: Town) -> None:
    text = page(town, "office", own_sheet(town))
    assert "9月10日 迟到67分钟，按旷工" in text
    assert '<span class="rl">不和迟到叠加</span>' in text


def test_k2_9_the_lower_level_is_listed_with_nothing(town: Town) -> None:
    text = page(town, "office", own_sheet(town))
    assert '<span class="rl">同一行为取最高</span>' in text
    assert "当年不能评先评优" in text


def test_what_is_not_verified_is_shown_and_not_counted(town: Town) -> None:
    text = page(town, "office", own_sheet(town))
    assert "另有 1 件没核实，先不计" in text
    assert "先不计" in text


def test_everybody_sees_their_own_sheet_and_no_other(town: Town) -> None:
    assert "何谷雨" in page(town, "he", own_sheet(town))
    assert client_of(town.deng).get(own_sheet(town)).status_code == 404
    assert client_of(town.he).get("/sheets/")["Location"] == own_sheet(town)
    assert client_of(town.he).get("/sheets/2026-09/")["Location"] == "/sheets/"


def test_the_month_of_the_centre_has_no_points_of_a_person_beside_another(town: Town) -> None:
    text = page(town, "office", "/sheets/2026-09/?clause=K2.3")
    names = re.search(r'<div class="names".*?</div>', text)
    assert names is not None
    assert re.findall(r">(何谷雨|邓白露)", names.group()) == ["何谷雨", "邓白露"]
    assert not re.search(r"\d+ ?分", names.group())
    assert "三（二）3 旷工" in text


def test_the_panel_computes_announces_and_seals_from_the_page(town: Town) -> None:
    client = client_of(town.office)
    for act, state in (("compute", "draft"), ("announce", "announced"), ("seal", "sealed")):
        assert client.post("/sheets/2026-09/change/", {"act": act})["Location"] == "/sheets/2026-09/"
        assert set(MonthSheet.objects.values_list("state", flat=True)) == {state}


def test_a_clerk_who_posts_is_refused_with_words(town: Town) -> None:
    answer = client_of(town.he).post("/sheets/2026-09/change/", {"act": "seal"}, follow=True)
    assert "考核表由考评领导小组或管理办公室公示、封存" in answer.content.decode()
    assert set(MonthSheet.objects.values_list("state", flat=True)) == {"draft"}


def test_the_number_of_queries_does_not_grow_with_the_lines(town: Town) -> None:
    client = client_of(town.office)
    counts = []
    for more in (0, 30):
        for number in range(more):
            complaint(town, f"诉 26-02{number:02d}", on(20, "11:00"), Verdict.VERIFIED)
        compute_month(first_day=SEPTEMBER, by=town.actor(town.office), at=end_of_september())
        client.get(own_sheet(town))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(own_sheet(town))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["/sheets/2026-13/", "/sheets/abc/", "/sheets/2026-09/nobody/"])
def test_an_unknown_month_or_person_is_not_found(town: Town, path: str) -> None:
    assert client_of(town.office).get(path).status_code == 404


def test_an_odd_line_number_opens_the_telling_row(town: Town) -> None:
    assert "评诉" in page(town, "office", own_sheet(town, "?line=9999"))
    assert "评诉" in page(town, "office", own_sheet(town, "?line=²"))
