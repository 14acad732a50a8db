"""Who opens whose paper, and how often it is logged: one policy, asked with every role."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cases.scene import fresh, review
from tests.factories import Town, civil, make_case, make_person, make_staff, make_town
from tests.papers.test_papers_of_a_case import refused

from shouwen.cases.acceptance_paper import issue_acceptance_notice
from shouwen.cases.models import Case
from shouwen.journal.models import Entry
from shouwen.papers.actions import open_file
from shouwen.papers.enums import PaperFormat
from shouwen.papers.models import Print
from shouwen.people.enums import Role
from shouwen.people.models import Cover

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 58)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def case(town: Town) -> Case:
    return make_case(town.actor(town.he), town.house, at=civil(2026, 9, 29), person=make_person(town.centre))


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.MANAGEMENT_OFFICE, ""),
        (Role.WINDOW_STAFF, "paper_reason_missing"),
        (Role.GENERAL_WINDOW_STAFF, "paper_reason_missing"),
        (Role.HELPER, "paper_reason_missing"),
        (Role.LEADER, "paper_reason_missing"),
        (Role.DISCIPLINE, "paper_reason_missing"),
        (Role.ASSESSMENT_PANEL, "paper_reason_missing"),
        (Role.EQUIPMENT, "paper_not_for_role"),
        (Role.ADMINISTRATOR, "paper_not_for_role"),
    ],
)
def test_who_opens_a_paper_that_isnt_their_work(town: Town, case: Case, role: Role, code: str) -> None:
    review(case, town.actor(town.he), NOW)
    paper = issue_acceptance_notice(case=fresh(case), by=town.actor(town.he), at=NOW)
    reader = town.actor(make_staff(town.centre, "吴小满", roles=[role]))

    def open_it(reason: str = "") -> object:
        return open_file(paper=paper, format=PaperFormat.DOCX, by=reader, at=NOW, reason=reason)

    if code:
        assert refused(open_it) == [code]
    if code != "paper_not_for_role":
        open_it("处理投诉" if code else "")
        entry = Entry.objects.filter(action="paper.print").get()
        assert ("reason" in entry.data) is bool(code)
        assert "处理投诉" not in str(entry.data)
    assert Print.objects.exists() is (code != "paper_not_for_role")


def test_the_same_window_and_who_stands_in_open_it_without_a_reason(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    review(case, by, NOW)
    paper = issue_acceptance_notice(case=fresh(case), by=by, at=NOW)
    beside = make_staff(town.centre, "吴小满", roles=[Role.WINDOW_STAFF], window=town.general)

    Cover.objects.create(
        centre=town.centre, absent=town.he, by=town.deng, from_at=NOW, to_at=NOW + timedelta(hours=8), reason="年休假"
    )

    for staff in (beside, town.deng):
        open_file(paper=paper, format=PaperFormat.DOCX, by=town.actor(staff), at=NOW)

    assert list(Print.objects.order_by("pk").values_list("by__name", flat=True)) == ["吴小满", "邓白露"]


def test_a_page_loaded_again_prints_nothing_twice(town: Town, case: Case) -> None:
    by = town.actor(town.he)
    review(case, by, NOW)
    paper = issue_acceptance_notice(case=fresh(case), by=by, at=NOW)

    for minutes in (0, 1, 9):
        open_file(paper=paper, format=PaperFormat.PDF, by=by, at=NOW + timedelta(minutes=minutes))
    open_file(paper=paper, format=PaperFormat.PDF, by=by, at=NOW + timedelta(minutes=10))

    assert list(Print.objects.order_by("at").values_list("reprint", flat=True)) == [False, True]


def test_of_two_requests_at_once_the_later_may_be_written_first_and_it_is_one_taking_out(
    town: Town, case: Case
) -> None:
    by = town.actor(town.he)
    review(case, by, NOW)
    paper = issue_acceptance_notice(case=fresh(case), by=by, at=NOW)

    open_file(paper=paper, format=PaperFormat.PDF, by=by, at=NOW + timedelta(milliseconds=200))
    open_file(paper=paper, format=PaperFormat.PDF, by=by, at=NOW + timedelta(milliseconds=100))

    assert list(Print.objects.values_list("reprint", flat=True)) == [False]
