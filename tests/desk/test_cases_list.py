"""The list of cases: searched, narrowed, paged; the same number of queries for 1 and for 30 rows."""

from __future__ import annotations

from datetime import datetime
from html import unescape
from re import findall

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cases.scene import conclude, fresh, review
from tests.desk.searching import searched
from tests.factories import Town, civil, client_of, make_case, make_item, make_person, make_town

from shouwen import civil_time
from shouwen.cases import actions as cases
from shouwen.cases import limits
from shouwen.cases.corrections import issue_correction_notice
from shouwen.cases.enums import ReviewState
from shouwen.cases.models import Case

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 58)


@pytest.fixture(autouse=True)
def _present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


def _listed(client: Client, query: str = "") -> list[str]:
    """The numbers on the page, in their order."""
    answer = client.get(searched(client, f"/cases/{query}"))
    assert answer.status_code == 200
    return findall(r'<span class="me num">办 (\d\d-\d{5})', unescape(answer.content.decode()))


def _case(town: Town, at: datetime, name: str = "陈甲木", phone: str = "13800000000", **more: object) -> Case:
    version = more.pop("version", town.house)
    return make_case(town.actor(town.he), version, at=at, person=make_person(town.centre, name, phone=phone), **more)  # type: ignore[arg-type]


def _scene(town: Town) -> None:
    """1 overdue, 2 waiting for materials, 3 concluded, 4 withdrawn, 5 with 邓白露 and in time."""
    by = town.actor(town.he)
    _case(town, civil(2026, 9, 8), "李火", "13911112222")
    waiting = _case(town, civil(2026, 9, 28), "王土", "13911113333")
    review(waiting, by, NOW, faults={"户口簿": ReviewState.MISSING})
    issue_correction_notice(case=fresh(waiting), by=by, at=NOW)
    done = _case(town, civil(2026, 9, 29), "赵金明", "13911114444")
    review(done, by, NOW)
    conclude(done, by, NOW)
    cases.withdraw(case=_case(town, civil(2026, 9, 30), "周石"), reason="不办了", by=by, at=NOW)
    instant = make_item(town.civil_affairs, "开具居住证明", promised_limit=0)
    make_case(town.actor(town.deng), instant, at=NOW, person=make_person(town.centre, "堃䶮𬭎", phone="13911115555"))


def test_newest_first_with_the_light_of_each() -> None:
    town = make_town()
    _scene(town)

    answer = client_of(town.he).get("/cases/").content.decode()

    assert _listed(client_of(town.he)) == ["26-00005", "26-00004", "26-00003", "26-00002", "26-00001"]
    lights = findall(r'<a class="light (\w+)"[^>]*><svg.*?</svg>([^<]+)</a>', answer)
    assert lights == [
        ("now", "今天"),
        ("done", "按时办结"),
        ("done", "按时办结"),
        ("hold", "暂停"),
        ("over", "逾期 10 天"),
    ]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("?state=open", ["5", "2", "1"]),
        ("?state=overdue", ["1"]),
        ("?state=correcting", ["2"]),
        ("?state=concluded", ["3"]),
        ("?state=withdrawn", ["4"]),
        ("?state=nonsense", ["5", "4", "3", "2", "1"]),
        ("?mine=1", ["4", "3", "2", "1"]),
        ("?mine=1&state=open", ["2", "1"]),
        ("?q=26-00003", ["3"]),
        ("?q=办 26-3", ["3"]),
        ("?q=3", ["3"]),
        ("?q=赵金明", ["3"]),
        ("?q=zjm", ["3"]),
        ("?q=3333", ["2"]),
        ("?q=13911112222", ["1"]),
        ("?q=堃䶮𬭎", ["5"]),
        ("?q=居住", ["5"]),
        ("?q=kjjzzm", ["5"]),
        ("?q=宅基地&state=open", ["2", "1"]),
        ("?q=没有这个人", []),
    ],
)
def test_searched_and_narrowed(query: str, numbers: list[str]) -> None:
    town = make_town()
    _scene(town)

    assert _listed(client_of(town.he), query) == [f"26-0000{number}" for number in numbers]


def test_narrowed_to_a_window() -> None:
    town = make_town()
    _scene(town)

    assert _listed(client_of(town.he), f"?window={town.civil_affairs.pk}") == ["26-00005"]


def test_another_centre_is_not_listed_nor_found() -> None:
    town, other = make_town(), make_town("liangping", town="两坪镇")
    _scene(town)

    assert _listed(client_of(other.he)) == []
    assert _listed(client_of(other.he), "?q=赵金明") == []


def test_nothing_found_says_what_to_try() -> None:
    town = make_town()

    nothing_yet = client_of(town.he).get("/cases/").content.decode()
    nothing_found = client_of(town.he).post("/cases/", {"q": "czm"}, follow=True).content.decode()

    assert "还没有办件" in nothing_yet
    assert "试试手机后四位，或扫告知书上的码。" in nothing_found


def test_names_are_masked() -> None:
    town = make_town()
    _scene(town)

    page = client_of(town.he).get("/cases/").content.decode()

    assert "赵*明" in page
    assert "139****4444" in page
    assert "赵金明" not in page
    assert "13911114444" not in page


def test_pages_of_25() -> None:
    town = make_town()
    for day in range(27):
        _case(town, civil(2026, 9, 1 + day % 28))

    assert len(_listed(client_of(town.he))) == 25
    assert len(_listed(client_of(town.he), "?page=2")) == 2
    assert "共 27 条，第 26–27 条" in client_of(town.he).get("/cases/?page=2").content.decode()


def test_same_number_of_queries_for_1_and_30_rows() -> None:
    town = make_town()
    client = client_of(town.he)
    costs = []
    for wanted in (1, 30):
        while Case.objects.count() < wanted:
            case = _case(town, civil(2026, 9, 1 + Case.objects.count() % 28))
            if Case.objects.count() % 3 == 0:
                at = case.accepted_at
                limits.extend(
                    case=case, workdays=1, reason="等回函", category="other", told_at=at, by=town.actor(town.he), at=at
                )
        for query in ("", "?q=宅基地&state=open&mine=1"):
            address = searched(client, f"/cases/{query}")
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            costs.append(len(asked))

    assert costs[0] == costs[2]
    assert costs[1] == costs[3]


def test_who_is_not_logged_in_is_sent_to_the_login() -> None:
    answer = Client().get("/cases/")

    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/cases/")
