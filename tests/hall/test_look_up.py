"""S1 查进度 by number and the last four digits: the right pair opens its page, and nobody's by trying."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.factories import Town, civil, make_case, make_inquiry, make_person, make_town

from shouwen import civil_time
from shouwen.applications.models import Attempt
from shouwen.cases.models import Case
from shouwen.cases.progress import progress_path

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
PHONE = "13800001234"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    moment = [AT]
    monkeypatch.setattr(civil_time, "now", lambda: moment[0])
    return moment


@pytest.fixture
def town(now: list[datetime]) -> Town:
    return make_town()


@pytest.fixture
def case(town: Town) -> Case:
    person = make_person(town.centre, phone=PHONE, at=AT)
    return make_case(town.actor(town.he), town.house, at=AT, person=person)


def tried(number: str, tail: str, address: str = "10.1.0.1") -> tuple[int, str]:
    answer = Client(REMOTE_ADDR=address).post("/hall/progress/", {"number": number, "tail": tail})
    return answer.status_code, answer["Location"] if answer.status_code == 302 else answer.content.decode()


@pytest.mark.parametrize("mark", ["办 ", "办", "", " 办  "])
def test_s1_the_number_as_it_stands_and_the_tail_open_the_progress(case: Case, mark: str) -> None:
    serial = case.number.removeprefix("办 ")
    assert tried(f"{mark}{serial}", "1234") == (302, progress_path(case))
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isdigit() else one for one in serial)
    assert tried(f"{mark}{wide}", "１２３４", "10.1.0.2") == (302, progress_path(case))


def test_s1_what_was_asked_at_the_window_says_who_answers_for_it(town: Town) -> None:
    inquiry = make_inquiry(town.actor(town.he), at=AT, person=make_person(town.centre, phone=PHONE, at=AT))
    status, html = tried(inquiry.number, "1234")
    assert status == 200
    assert f"{inquiry.number}：在办" in html
    assert f"首问负责人 {town.he.name}，会管到底" in html


def test_s1_a_wrong_tail_and_no_such_number_read_alike(case: Case) -> None:
    wrong = tried(case.number, "4321")
    unknown = tried("办 26-99999", "1234")
    assert wrong[0] == unknown[0] == 422
    assert "编号和手机号对不上" in wrong[1]
    for said in (case.number, "办 26-99999"):
        assert said in wrong[1] + unknown[1]
    strip = lambda html, number, tail: html.replace(number, "N").replace(f'value="{tail}"', "T")  # noqa: E731
    token = "csrfmiddlewaretoken"
    one, two = strip(wrong[1], case.number, "4321"), strip(unknown[1], "办 26-99999", "1234")
    assert [line for line in one.splitlines() if token not in line] == [
        line for line in two.splitlines() if token not in line
    ]
    assert "138" not in wrong[1]


def test_s1_after_five_tails_the_right_one_opens_nothing_for_an_hour_either(case: Case, now: list[datetime]) -> None:
    for tail in range(5):
        assert tried(case.number, f"000{tail}", f"10.1.0.{tail}")[0] == 422
    status, html = tried(case.number, "1234", "10.1.0.77")
    assert (status, "试得太多次了" in html, "过一小时再试" in html) == (422, True, True)
    assert tried(case.number.removeprefix("办 "), "1234", "10.1.0.78")[0] == 422
    now[0] = AT + timedelta(hours=1, seconds=1)
    assert tried(case.number, "1234", "10.1.0.79") == (302, progress_path(case))


def test_s1_numbers_in_a_row_from_one_place_come_to_an_end(case: Case) -> None:
    answers = [tried(f"办 26-{number:05}", "1234") for number in range(90000, 90021)]
    assert ["试得太多次了" in html for _, html in answers] == [False] * 20 + [True]


def test_s1_no_number_of_another_centre_opens(case: Case, now: list[datetime]) -> None:
    make_town(code="sanping")
    client = Client(REMOTE_ADDR="10.1.0.9")
    answer = client.post("/hall/sanping/progress/", {"number": case.number, "tail": "1234"})
    assert answer.status_code == 422
    assert "编号和手机号对不上" in answer.content.decode()


def test_s1_nobody_without_a_whole_number_is_found_by_stars(town: Town) -> None:
    case = make_case(town.actor(town.he), town.house, at=AT, person=make_person(town.centre, phone="", at=AT))
    for place, tail in enumerate(("****", "", "0000")):
        assert tried(case.number, tail, f"10.1.0.{place}")[0] == 422


def test_s1_what_was_typed_stays_and_its_field_says_what_is_wrong(town: Town) -> None:
    status, html = tried("我的低保", "1234")
    assert status == 422
    assert 'value="我的低保"' in html
    assert "编号不是这样写的，照告知书或短信上的写" in html
    status, html = tried("办 26-00001", "12")
    assert "写手机号的最后 4 位数字" in html
    assert Attempt.objects.count() == 0
