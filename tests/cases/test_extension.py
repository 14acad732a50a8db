"""延期: once, five working days at most, asked and told before the limit ends (限时办结制度 第三、五条)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.cases.scene import conclude, fresh, review
from tests.factories import Town, civil, make_case, make_item, make_town

from shouwen.cases import limits
from shouwen.cases.models import Case
from shouwen.civil_time import local_date
from shouwen.clocks.models import Extension
from shouwen.journal.models import Entry
from shouwen.journal.queries import events
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
ACCEPTED = civil(2026, 9, 29, 9, 40)
ASKED = civil(2026, 10, 9, 15, 0)


def _case(town: Town, *, limit: int = 5, legal: int = 20) -> Case:
    version = make_item(town.general, promised_limit=limit, legal_limit=legal)
    return make_case(town.actor(town.he), version, at=ACCEPTED)


def _extend(town: Town, case: Case, workdays: int, *, at: datetime = ASKED, reason: str = "要等区里回函") -> Case:
    return limits.extend(
        case=fresh(case), workdays=workdays, reason=reason, category="other", told_at=at, by=town.actor(town.he), at=at
    )


def test_t3_five_days_follow_the_original_due_date() -> None:
    town = make_town()
    case = _case(town)
    assert local_date(case.clock.due_at) == date(2026, 10, 12)

    _extend(town, case, 5)

    assert local_date(fresh(case).clock.due_at) == date(2026, 10, 19)
    row = Extension.objects.get()
    assert (row.workdays, row.original_due_on, row.told_at) == (5, date(2026, 10, 12), ASKED)
    (entry,) = events(Entry.objects.filter(action="clock.extend"))
    assert entry.data == {
        "number": case.number,
        "workdays": 5,
        "reason": "要等区里回函",
        "due": "2026-10-19T17:30",
    }


def test_t3_sixth_day_is_refused() -> None:
    town = make_town()
    case = _case(town)

    with pytest.raises(Refused) as refused:
        _extend(town, case, 6)

    assert refused.value.code == "extension_too_long"
    assert refused.value.message == "延期最长不得超过5个工作日"
    assert refused.value.refusal.clause == "限时办结制度 第三、五条"
    assert local_date(fresh(case).clock.due_at) == date(2026, 10, 12)
    assert not Extension.objects.exists()


def test_t3_second_extension_is_refused_by_the_database_too() -> None:
    town = make_town()
    case = _case(town)
    _extend(town, case, 2)

    with pytest.raises(Refused) as refused:
        _extend(town, case, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(
            centre=town.centre,
            clock=case.clock,
            workdays=1,
            reason="再延",
            original_due_on=date(2026, 10, 14),
            asked_at=ASKED,
            told_at=ASKED,
            told_on=local_date(ASKED),
            asked_by=town.he,
        )

    assert refused.value.code == "extension_used"
    assert refused.value.refusal.way_out == "转交承办人，或说明不能办的理由"
    assert local_date(fresh(case).clock.due_at) == date(2026, 10, 14)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"workdays": 0}, "extension_too_short"),
        ({"reason": "  "}, "reason_missing"),
        ({"at": civil(2026, 10, 13, 9)}, "extension_too_late"),
        ({"category": ""}, "category_missing"),
        ({"category": "bad_luck"}, "category_unknown"),
        ({"told_at": ASKED + timedelta(minutes=1)}, "told_in_the_future"),
        ({"told_at": ASKED - timedelta(minutes=1)}, "told_before_asked"),
    ],
)
def test_t3_what_an_extension_needs(changes: dict[str, object], code: str) -> None:
    town = make_town()
    case = _case(town)
    asked: dict[str, object] = {
        "workdays": 3,
        "reason": "要等区里回函",
        "category": "other",
        "told_at": ASKED,
        "at": ASKED,
    }
    if "at" in changes:
        asked["told_at"] = changes["at"]

    with pytest.raises(Refused) as refused:
        limits.extend(case=case, by=town.actor(town.he), **(asked | changes))  # type: ignore[arg-type]

    assert refused.value.code == code
    assert not Extension.objects.exists()


def test_t3_extension_on_the_due_day_itself_is_in_time() -> None:
    town = make_town()
    case = _case(town)

    _extend(town, case, 1, at=civil(2026, 10, 12, 17, 20))

    assert local_date(fresh(case).clock.due_at) == date(2026, 10, 13)


def test_t3_extension_never_passes_the_legal_limit() -> None:
    town = make_town()
    case = _case(town, legal=7)

    with pytest.raises(Refused) as refused:
        _extend(town, case, 3)

    assert refused.value.code == "past_legal_limit"
    assert refused.value.message == "延这么久会超过法定时限（10月14日）"


def test_t3_a_closed_case_is_not_extended() -> None:
    town = make_town()
    case = _case(town)
    review(case, town.actor(town.he), ASKED)
    conclude(case, town.actor(town.he), ASKED)

    with pytest.raises(Refused) as refused:
        _extend(town, case, 1)

    assert refused.value.code == "clock_closed"


def test_r11_extension_counts_make_up_days_and_skips_days_off() -> None:
    """10月10日 is a make-up Saturday: two days from 10月9日 end on Monday 12."""
    town = make_town()
    case = _case(town, limit=3)
    assert local_date(case.clock.due_at) == date(2026, 10, 9)

    _extend(town, case, 2)

    assert local_date(fresh(case).clock.due_at) == date(2026, 10, 12)
