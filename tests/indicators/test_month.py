"""The figures of a small September 2026, reckoned from records made by hand; the arithmetic stands beside each (P2)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.assessment.scene import concluded_case, on, verified_finding
from tests.factories import Town, civil, make_case, make_inquiry, make_person, make_town

from shouwen.clocks.enums import ClockKind, ExtensionCategory
from shouwen.clocks.extensions import extend
from shouwen.clocks.models import Clock, ExtensionRequest
from shouwen.feedback.enums import Verdict
from shouwen.feedback.models import Complaint, Rating
from shouwen.indicators.computing import figures_of
from shouwen.indicators.facts.limits import reason_of
from shouwen.indicators.facts.parts import UNANSWERED, Figures
from shouwen.indicators.periods import Span
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.journal.actions import record
from shouwen.people.actions import open_person
from shouwen.people.models import Staff
from shouwen.supervision.actions import explain_overdue

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2026, 9, 1)
LATER = civil(2026, 10, 20)


@pytest.fixture
def town() -> Town:
    return make_town()


def september(town: Town, *, at: datetime = LATER) -> Figures:
    return figures_of(Span(town.centre.pk, SEPTEMBER, at))


def test_t1_p2_open_overdue_cases_count_against_the_rate(town: Town) -> None:
    # Eight working days from Tuesday 1 September: due on Friday 11. One on the day, one a working day late.
    concluded_case(town, accepted=on(1, "09:00"), closed=on(11, "17:00"))
    concluded_case(town, accepted=on(1, "10:00"), closed=on(14, "09:30"))
    # Due on Friday 11 and never concluded: overdue at the end of the month.
    make_case(town.actor(town.he), town.house, at=on(1, "11:00"))
    # Accepted on 30 September, concluded in October: none of September's business.
    concluded_case(town, accepted=on(30, "09:00"), closed=civil(2026, 10, 9, 10))
    figures = september(town)
    # In time 1; concluded 2, overdue and open 1.
    assert figures["on_time"] == {"n": 1, "of": 3}
    # 2 to 11 September are eight working days, 2 to 14 nine; both promised eight.
    assert figures["days_used"] == {"of": 2, "values": {"8": 1, "9": 1}}
    assert figures["days_promised"] == {"of": 2, "values": {"8": 2}}
    # The overdue one is there in October again, with the one concluded in time.
    october = figures_of(Span(town.centre.pk, date(2026, 10, 1), LATER))
    assert october["on_time"] == {"n": 1, "of": 2}


def test_p2_a_month_is_the_same_whatever_happened_after_it(town: Town) -> None:
    late = concluded_case(town, accepted=on(1, "10:00"), closed=civil(2026, 10, 12, 10))
    assert september(town)["on_time"] == {"n": 0, "of": 1}
    assert figures_of(Span(town.centre.pk, date(2026, 10, 1), LATER))["on_time"] == {"n": 0, "of": 1}
    assert late.closed_at is not None


def test_t1_a_case_due_on_the_last_day_is_not_overdue_on_that_day(town: Town) -> None:
    # Eight working days from Thursday 17 September (20 is a make-up Sunday): 18 20 21 22 23 24 28 29 is the eighth.
    make_case(town.actor(town.he), town.house, at=on(18, "09:00"))
    clock = Clock.objects.get(kind=ClockKind.CASE)
    due = clock.due_at.astimezone(on(1, "09:00").tzinfo).date()
    assert due == date(2026, 9, 30)
    assert september(town)["on_time"] == {"n": 0, "of": 0}


def test_t3_extensions_by_reason(town: Town) -> None:
    for workdays, reason in (
        (5, "区里的核对结果还没有回来"),
        (2, "下村核实时户主不在家，改约了日子"),
        (3, "陈甲木家里有事"),
    ):
        case = make_case(town.actor(town.he), town.house, at=on(1, "09:00"))
        assert case.clock is not None
        extend(
            clock=case.clock,
            workdays=workdays,
            reason=reason,
            category="other",
            told_at=on(9, "10:00"),
            by=town.actor(town.he, at=on(9, "10:00")),
            at=on(9, "10:00"),
        )
    ExtensionRequest.objects.update(category="")  # As before each had to have one: the words tell.
    assert september(town)["extensions"] == {
        "n": 3,
        "by": {"other_office": 1, "site_visit": 1, "other": 1},
        "days": 10,
        "longest": 5,
    }


def test_t1_why_cases_that_were_due_went_over_by_category(town: Town) -> None:
    by, at = town.actor(town.he), on(15, "10:00")
    # All due on Friday 11 September; one concluded late, two still open, one of these never explained.
    for category, closed in (("other_office", None), ("person", at), ("", None)):
        if closed:
            concluded_case(town, accepted=on(1, "09:00"), closed=closed)
        else:
            make_case(by, town.house, at=on(1, "09:00"))
        if category:
            clock = Clock.objects.order_by("pk").filter(kind=ClockKind.CASE).last()
            explain_overdue(clock=clock, category=category, words="区里没回", by=by, at=at)
    assert september(town)["overdue_reasons"] == {"n": 2, "by": {"other_office": 1, "person": 1}}
    october = figures_of(Span(town.centre.pk, date(2026, 10, 1), LATER))
    assert october["overdue_reasons"] == {"n": 0, "by": {}}


def test_t3_a_chosen_category_counts_before_the_words() -> None:
    assert reason_of("weather", "区里的核对结果还没有回来") == ExtensionCategory.WEATHER
    assert reason_of("", "公示期里有人提了意见，要再核实") == ExtensionCategory.PUBLICITY
    assert reason_of("unheard", "专家评审排到下周") == ExtensionCategory.EXPERTS
    assert reason_of("", "别的缘故") == ExtensionCategory.OTHER


def test_p2_first_answers_are_counted_in_opening_minutes(town: Town) -> None:
    he = town.actor(town.he)

    def asked(at: datetime, answered: datetime | None, by: Staff, channel: Channel = Channel.ON_SITE) -> None:
        inquiry = make_inquiry(
            he, at=at, channel=channel, person=make_person(town.centre, at=at) if channel == Channel.PHONE else None
        )
        if answered:
            answer(inquiry=inquiry, words="说清楚了", means=ToldBy.IN_PERSON, by=town.actor(by), at=answered)

    asked(on(1, "09:00"), on(1, "09:06"), town.he)
    # Over lunch: 11:55 to 12:00 and 13:30 to 13:40 are 15 opening minutes, 105 by the clock.
    asked(on(1, "11:55"), on(1, "13:40"), town.he)
    asked(on(2, "09:00"), None, town.he)
    asked(on(3, "09:00"), on(3, "09:10"), town.he, Channel.PHONE)
    figures = september(town)
    assert figures["first_answer_minutes"] == {"of": 3, "values": {"6": 1, "15": 1, str(UNANSWERED): 1}}
    # Within 30 minutes by the first responder: 6 and 10 of four.
    assert figures["answered_at_once"] == {"n": 2, "of": 4}


def test_p2_who_came_today_is_not_yet_counted(town: Town) -> None:
    make_inquiry(town.actor(town.he), at=on(1, "09:00"))
    make_inquiry(town.actor(town.he), at=on(2, "09:00"))
    assert september(town, at=on(2, "10:00"))["answered_at_once"] == {"n": 0, "of": 1}
    assert september(town, at=on(3, "08:00"))["answered_at_once"] == {"n": 0, "of": 2}


def test_p2_ratings_by_people_and_by_default_are_apart(town: Town) -> None:
    for level, active in ((5, True), (5, True), (3, True), (2, True), (4, False), (4, False)):
        case = concluded_case(town, accepted=on(1, "09:00"), closed=on(2, "09:00"))
        Rating.objects.create(
            centre=town.centre, case=case, staff=town.he, at=on(3, "09:00"), level=level, active=active
        )
    figures = september(town)
    assert figures["ratings"] == {"n": 4, "by": {"5": 2, "4": 0, "3": 1, "2": 1, "1": 0}}
    assert figures["ratings_default"] == {"n": 2}
    # 2 + 0 + 1 of 4.
    assert figures["satisfaction"] == {"n": 3, "of": 4}


def test_p1_a_running_month_has_its_ratings_up_to_its_last_whole_week(town: Town) -> None:
    # Sunday 6 and Monday 7 September; looked at on Wednesday 9 and on Monday 14.
    for level, day in ((5, 6), (1, 7)):
        case = concluded_case(town, accepted=on(1, "09:00"), closed=on(2, "09:00"))
        Rating.objects.create(
            centre=town.centre, case=case, staff=town.he, at=on(day, "09:00"), level=level, active=True
        )
    given = [september(town, at=on(day, "10:00"))["ratings"]["n"] for day in (5, 9, 14)]
    assert given == [0, 1, 2]


def complaint(town: Town, number: int, at: datetime, *, verdict: Verdict, judged: datetime | None) -> None:
    Complaint.objects.create(
        centre=town.centre,
        number=f"诉 26-{number:04d}",
        staff=town.he,
        at=at,
        words_sealed=b"words",
        verdict=verdict,
        reason_sealed=b"" if judged is None else b"why",
        verified_by=None if judged is None else town.office,
        verified_at=judged,
    )


def test_p2_complaints_received_upheld_and_answered_in_time(town: Town) -> None:
    # Five working days. From Tuesday 1 September: by Tuesday 8.
    complaint(town, 1, on(1, "09:00"), verdict=Verdict.VERIFIED, judged=on(8, "17:00"))
    complaint(town, 2, on(1, "10:00"), verdict=Verdict.DISMISSED, judged=on(9, "09:00"))
    complaint(town, 3, on(2, "09:00"), verdict=Verdict.OPEN, judged=None)
    # Received on 29 September, due on 12 October (1 to 7 are days off, Saturday 10 is worked): upheld in October.
    complaint(town, 4, on(29, "09:00"), verdict=Verdict.VERIFIED, judged=civil(2026, 10, 9, 10))
    figures = september(town)
    assert (figures["complaints"]["n"], figures["complaints_upheld"]["n"]) == (4, 2)
    assert figures["complaints_late"] == {"n": 2}
    # The second came a day late, the third has none yet.
    assert figures["complaints_unanswered"] == {"n": 2}
    assert figures["complaints_in_time"] == {"n": 1, "of": 3}
    # What was found on 9 October wasn't known on 8 October.
    assert september(town, at=civil(2026, 10, 8, 10))["complaints_upheld"]["n"] == 1


def test_p2_verified_findings_once_an_act(town: Town) -> None:
    verified_finding(town, "K2.8", on(3, "09:00"))
    verified_finding(town, "K2.9", on(4, "09:00"), level="town", act="空岗-0904")
    verified_finding(town, "K2.9", on(5, "09:00"), level="district", act="空岗-0904")
    figures = september(town)
    assert [figures[key] for key in ("discord", "discipline", "reputation")] == [{"n": 1}, {"n": 0}, {"n": 1}]


def test_p2_openings_of_personal_data_without_reason(town: Town) -> None:
    person = make_person(town.centre)
    open_person(person_id=person.pk, reason="核对地址寄件", by=town.actor(town.he), at=on(3, "09:00"))
    assert september(town)["opened_without_reason"] == {"n": 0}
    record(by=town.actor(town.he), at=on(4, "09:00"), action="person.open", subject_kind="person", subject_id=person.pk)
    assert september(town)["opened_without_reason"] == {"n": 1}


def test_p1_figures_hold_numbers_only_and_nobody_s_key(town: Town) -> None:
    case = concluded_case(town, accepted=on(1, "09:00"), closed=on(11, "17:00"))
    words = str(september(town))
    for secret in (case.number, case.person.name_masked, town.he.name, town.he.work_number, str(case.person_id)):
        assert secret not in words


def test_p2_centres_are_apart(town: Town) -> None:
    other = make_town("other", town="三坪镇")
    concluded_case(other, accepted=on(1, "09:00"), closed=on(11, "17:00"))
    assert september(town)["on_time"] == {"n": 0, "of": 0}
    assert september(other)["on_time"] == {"n": 1, "of": 1}
