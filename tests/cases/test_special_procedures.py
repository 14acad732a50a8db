"""特别程序: 现场踏勘、公示 and the like aren't counted; how long they take is told in writing (T2, R9; 行政许可法 第四十五条)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings
from tests.cases.scene import conclude, fresh, review
from tests.factories import Town, civil, make_case, make_item, make_town

from shouwen.cases import limits
from shouwen.cases.acceptance_paper import acceptance_content
from shouwen.cases.actions import withdraw
from shouwen.cases.models import Case
from shouwen.catalogue.told_words import legal_words, promised_words
from shouwen.civil_time import local_date
from shouwen.clocks.early import days_early
from shouwen.clocks.enums import LimitUnit, PauseKind, ToldMeans
from shouwen.clocks.models import Clock, Extension, ExtensionRequest, Pause
from shouwen.clocks.planned import days_over
from shouwen.clocks.same_in_workdays import workdays_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal.models import Entry
from shouwen.journal.queries import events
from shouwen.papers.actions import content_of
from shouwen.papers.models import Paper
from shouwen.papers.rendering.views.limits import procedure_notice
from shouwen.refusals import Refused
from shouwen.telling.models import Telling
from shouwen.workdays import Calendar

pytestmark = pytest.mark.django_db
ACCEPTED = civil(2026, 9, 15, 9, 40)
STOPPED = civil(2026, 9, 16, 15, 0)


@pytest.fixture
def town() -> Town:
    return make_town()


def _case(town: Town, **limit: int) -> Case:
    return make_case(town.actor(town.he), make_item(town.general, **(limit or {"promised_limit": 8})), at=ACCEPTED)


def _pause(
    town: Town,
    case: Case,
    *,
    kind: PauseKind = PauseKind.SITE_VISIT,
    planned: int | None = 3,
    means: ToldMeans = ToldMeans.IN_PERSON,
) -> None:
    limits.pause(
        case=fresh(case),
        kind=kind,
        reason="量东侧间距",
        from_on=date(2026, 9, 17),
        planned_workdays=planned,
        means=means,
        by=town.actor(town.he),
        at=STOPPED,
    )


@pytest.mark.parametrize("kind", [kind for kind in PauseKind if kind != PauseKind.CORRECTION])
def test_t2_r9_each_kind_is_told_on_a_numbered_paper_with_its_planned_end(town: Town, kind: PauseKind) -> None:
    case = _case(town)

    _pause(town, case, kind=kind)

    row, paper = Pause.objects.get(), Paper.objects.get(kind="procedure_notice")
    assert (row.planned_workdays, row.told_at, row.told_means, row.paper_number) == (
        3,
        STOPPED,
        "in_person",
        paper.number,
    )
    said = content_of(paper)
    assert (said.procedure, said.purpose, said.from_on, said.planned_until, said.left_workdays) == (
        kind.label,
        "量东侧间距",
        date(2026, 9, 17),
        date(2026, 9, 20),  # 9月20日 is a make-up Sunday
        7,  # the day on which it was told still counted
    )
    assert paper.number.startswith("二坪便特〔2026〕1号")


def test_t2_r8_the_paper_never_counts_the_day_of_acceptance(town: Town) -> None:
    case = make_case(town.actor(town.he), make_item(town.general, promised_limit=10), at=STOPPED)

    for from_on in (STOPPED.date(), date(2026, 9, 17)):
        limits.pause(
            case=fresh(case),
            kind=PauseKind.SITE_VISIT,
            reason="量东侧间距",
            from_on=from_on,
            planned_workdays=5,
            by=town.actor(town.he),
            at=STOPPED,
        )
        assert content_of(Paper.objects.filter(kind="procedure_notice").latest("pk")).left_workdays == 10
        limits.resume(case=fresh(case), outcome="量好了，间距够", by=town.actor(town.he), at=STOPPED)
        assert local_date(fresh(case).clock.due_at) == date(2026, 9, 30)


@pytest.mark.parametrize("planned", [None, 0, 366])
def test_t2_r9_without_a_planned_length_nothing_stops(town: Town, planned: int | None) -> None:
    case = _case(town)
    with pytest.raises(Refused) as refused:
        _pause(town, case, planned=planned)
    with pytest.raises(IntegrityError, match="clocks_special_procedure_planned"), transaction.atomic():
        Pause.objects.create(
            centre=town.centre, clock=case.clock, kind="hearing", reason="听证", from_on=date(2026, 9, 17)
        )

    assert (refused.value.code, refused.value.refusal.clause) == ("planned_missing", "行政许可法 第四十五条")
    assert not Paper.objects.exists() and fresh(case).clock.state == "running"


def test_t2_r9_the_end_with_what_came_out_of_it_moves_the_due_date_by_the_working_days_between(town: Town) -> None:
    case = _case(town)
    before = local_date(case.clock.due_at)
    _pause(town, case)

    limits.resume(case=fresh(case), outcome="间距够", by=town.actor(town.he), at=civil(2026, 9, 21, 16))

    clock = fresh(case).clock
    assert Pause.objects.get().outcome == "间距够"
    # 17, 18, the make-up Sunday 20 and 21 weren't counted.
    assert Calendar.national().count(before, local_date(clock.due_at)) == 4
    (entry,) = events(Entry.objects.filter(action="clock.resume"))
    assert entry.data["outcome"] == "间距够"


def test_t2_r9_the_end_of_a_procedure_says_what_came_out_of_it(town: Town) -> None:
    case = _case(town)
    _pause(town, case)

    with pytest.raises(Refused) as refused:
        limits.resume(case=fresh(case), outcome=" ", by=town.actor(town.he), at=civil(2026, 9, 21, 16))

    assert (refused.value.code, refused.value.refusal.clause) == ("outcome_missing", "行政许可法 第四十五条")
    assert fresh(case).clock.state == "paused"


def test_t2_r9_longer_than_told_is_counted_in_working_days(town: Town) -> None:
    _pause(town, _case(town))
    row, calendar = Pause.objects.get(), Calendar.national()

    over = [
        days_over(row, on=day, calendar=calendar) for day in (date(2026, 9, 20), date(2026, 9, 21), date(2026, 9, 23))
    ]

    assert over == [0, 1, 3]


def test_t2_a_message_that_nothing_carries_is_said_at_once_and_nothing_stops(town: Town) -> None:
    case = _case(town)

    with pytest.raises(Refused) as refused:
        _pause(town, case, means=ToldMeans.MESSAGE)

    assert refused.value.code == "no_message_carried"
    assert refused.value.refusal.way_out == "打电话告知，选“打电话说了”"
    assert not Pause.objects.exists() and not Paper.objects.exists() and not Telling.objects.exists()


def test_t2_t3_a_message_carries_the_procedure_and_the_extension_each_once(town: Town, settings: Settings) -> None:
    settings.SMS_URL, settings.SMTP_URL = "http://127.0.0.1:9/send", ""
    case, he = _case(town), town.actor(town.he)

    _pause(town, case, means=ToldMeans.MESSAGE)
    limits.resume(case=fresh(case), outcome="踏勘合格", by=he, at=civil(2026, 9, 21, 16))
    at = civil(2026, 9, 22, 9)
    limits.extend(
        case=fresh(case),
        workdays=2,
        reason="等回函",
        category="other",
        told_at=at,
        means=ToldMeans.MESSAGE,
        by=he,
        at=at,
    )

    told = list(Telling.objects.order_by("pk").values_list("template", "purpose", "channel"))
    assert told == [
        ("accepted", f"case-accepted/{case.pk}", "sms"),
        ("special_procedure", f"case-pause/{Pause.objects.get().pk}", "sms"),
        ("resumed", f"case-resumed/{Pause.objects.get().pk}", "sms"),
        ("extended", f"case-extension/{ExtensionRequest.objects.get().pk}", "sms"),
    ]
    assert Pause.objects.get().told_means == "message" and not Extension.objects.exists()


def test_t2_calendar_days_leave_out_the_first_day_and_move_off_days_off(town: Town) -> None:
    """民法典 201、203: 15 days from 9月15日 end on 9月30日; 20 on 10月5日, a holiday, so on 10月8日."""
    version = make_item(town.general, promised_limit=15, legal_limit=20)
    version.promised_unit = version.legal_unit = "calendar_day"
    version.save()

    case = make_case(town.actor(town.he), version, at=ACCEPTED)

    clock = case.clock
    assert (clock.unit, local_date(clock.due_at), clock.legal_due_on) == (
        LimitUnit.CALENDAR_DAY,
        date(2026, 9, 30),
        date(2026, 10, 8),
    )
    assert (promised_words(version), legal_words(version)) == ("15 个自然日", "20 个自然日")
    assert workdays_of(clock) == Calendar.national().count(date(2026, 9, 15), date(2026, 9, 30))
    said = acceptance_content(fresh(case), number="二坪便受〔2026〕1号", at=ACCEPTED)
    assert (said.limit_workdays, said.limit_unit, said.due_on) == (15, "自然日", date(2026, 9, 30))
    assert (said.legal_limit, said.legal_unit, said.legal_due_on) == (20, "自然日", date(2026, 10, 8))


def test_t2_r9_days_of_a_special_procedure_are_taken_out_of_calendar_days_too(town: Town) -> None:
    version = make_item(town.general, promised_limit=10, legal_limit=30)
    version.promised_unit = "calendar_day"
    version.save()
    case = make_case(town.actor(town.he), version, at=ACCEPTED)
    assert local_date(case.clock.due_at) == date(2026, 9, 28)  # 9月25日 is the festival, 26 and 27 a weekend
    _pause(town, case)

    limits.resume(case=fresh(case), outcome="踏勘合格", by=town.actor(town.he), at=civil(2026, 9, 18, 16))

    # 17 and 18 don't count: ten days end on 9月27日, a Sunday; the next working day is 28.
    assert local_date(fresh(case).clock.due_at) == date(2026, 9, 28)


def test_t1_concluded_early_is_counted_against_the_day_first_promised(town: Town) -> None:
    by, he = Yardstick.of(town.centre.pk), town.actor(town.he)
    early, extended, instant_one = _case(town), _case(town), _case(town, promised_limit=0, legal_limit=1)
    limits.extend(
        case=fresh(extended), workdays=5, reason="等回函", category="other", told_at=STOPPED, by=he, at=STOPPED
    )
    done = civil(2026, 9, 22, 15, 0)
    for case in (early, extended):
        review(case, he, done)
        conclude(case, he, done)
    review(instant_one, he, ACCEPTED)
    conclude(instant_one, he, civil(2026, 9, 15, 10, 5))

    saved = [days_early(Clock.objects.get(pk=case.clock.pk), by=by) for case in (early, extended, instant_one)]

    assert local_date(early.clock.due_at) == date(2026, 9, 24)
    assert saved == [2, 2, 0]


def test_t2_nothing_is_concluded_while_a_special_procedure_runs(town: Town) -> None:
    case, he = _case(town), town.actor(town.he)
    review(case, he, ACCEPTED)
    _pause(town, case)

    with pytest.raises(Refused) as refused:
        conclude(case, he, civil(2026, 9, 18, 10))
    limits.resume(case=fresh(case), outcome="间距够", by=he, at=civil(2026, 9, 18, 10))
    conclude(case, he, civil(2026, 9, 18, 10, 5))

    assert (refused.value.code, refused.value.refusal.way_out) == ("procedure_runs", "先恢复计时、写结果")
    assert fresh(case).clock.state == "closed"


def test_t1_a_clock_closed_while_it_stands_is_reckoned_with_the_days_it_stood(town: Town) -> None:
    """Ten working days from 2 November end on the 16th; 5 to 20 November, twelve working days, don't count."""
    he = town.actor(town.he)
    case = make_case(he, make_item(town.general, promised_limit=10), at=civil(2026, 11, 2))
    limits.pause(
        case=case,
        kind=PauseKind.HEARING,
        reason="听证",
        from_on=date(2026, 11, 5),
        planned_workdays=10,
        by=he,
        at=civil(2026, 11, 4, 15),
    )
    before = local_date(fresh(case).clock.due_at)

    withdraw(case=fresh(case), reason="本人不办了", by=he, at=civil(2026, 11, 20, 10))

    clock = Clock.objects.get(pk=case.clock.pk)
    assert (before, local_date(clock.due_at)) == (date(2026, 11, 16), date(2026, 12, 2))
    assert days_early(clock, by=Yardstick.of(town.centre.pk)) == 8


def test_t2_the_notice_says_what_is_left_in_the_unit_of_the_limit(town: Town) -> None:
    """Twenty calendar days from 15 September: one is over before the 17th."""
    version = make_item(town.general, promised_limit=20, legal_limit=30)
    version.promised_unit = LimitUnit.CALENDAR_DAY
    version.save()
    case = make_case(town.actor(town.he), version, at=ACCEPTED)

    _pause(town, case)

    said = content_of(Paper.objects.get(kind="procedure_notice"))
    assert (said.left_workdays, said.left_unit) == (19, "自然日")
    (entries,) = [block["entries"] for block in procedure_notice(said)["blocks"] if "entries" in block]
    (limit,) = [entry for entry in entries if entry["label"] == "办理时限"]
    assert limit["lines"][0][0]["text"] == "这段时间不计入时限；结束后的下一个工作日起接着算，还有19个自然日"
