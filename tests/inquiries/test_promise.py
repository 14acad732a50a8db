"""说明原因并承诺（服务承诺制度 第三条）."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.factories import Town, civil, make_inquiry, make_person, make_town

from shouwen.civil_time import local
from shouwen.clocks.models import Clock
from shouwen.inquiries.enums import InquiryState, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.journal.models import Entry
from shouwen.journal.queries import events
from shouwen.promises.actions import keep_promise, make_promise
from shouwen.promises.models import Promise
from shouwen.promises.queries import promise_numbered, promises_wanted
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town() -> Town:
    return make_town()


def promise(town: Town, **changes: Any) -> Promise:
    asked: dict[str, Any] = {
        "inquiry": make_inquiry(town.actor(town.he), at=AT, person=make_person(town.centre), matter="补办高龄津贴存折"),
        "reason": "银行系统在检修",
        "promised_for": date(2026, 10, 14),
        "words": "银行系统在检修，10月14日前办好",
        "means": ToldBy.IN_PERSON,
        "by": town.actor(town.he),
        "at": AT,
    }
    return make_promise(**(asked | changes))


def test_p3b_reason_date_and_told_are_kept_and_it_has_a_clock(town: Town) -> None:
    made = promise(town)

    clock = Clock.objects.get(kind="promise", subject_id=made.pk)
    inquiry = Inquiry.objects.get(pk=made.inquiry_id)
    assert (made.number, made.reason, made.promised_for) == ("诺 26-0001", "银行系统在检修", date(2026, 10, 14))
    assert (clock.responsible_id, local(clock.due_at).isoformat()) == (town.he.pk, "2026-10-14T17:30:00")
    assert (inquiry.state, inquiry.told_at, inquiry.told_by_means) == (InquiryState.PROMISED, AT, "in_person")
    assert Clock.objects.get(kind="inquiry", subject_id=inquiry.pk).closed_at == AT


def test_p3b_a_promise_for_a_day_off_stays_on_that_day(town: Town) -> None:
    made = promise(town, promised_for=date(2026, 10, 11))

    assert local(Clock.objects.get(kind="promise", subject_id=made.pk).due_at).isoformat() == "2026-10-11T17:30:00"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"promised_for": date(2026, 10, 8)}, "promise_in_the_past"),
        ({"words": ""}, "words_missing"),
    ],
)
def test_p3b_without_reason_date_or_words_nothing_is_promised(town: Town, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as caught:
        promise(town, **changes)

    assert (caught.value.code, Promise.objects.count()) == (code, 0)
    assert Inquiry.objects.get().state == InquiryState.OPEN


def test_p3b_kept_promise_ends_the_inquiry_with_the_words_told(town: Town) -> None:
    made = promise(town)

    keep_promise(
        promise=made, words="办好了，请来领", means=ToldBy.PHONE, by=town.actor(town.he), at=civil(2026, 10, 13)
    )

    inquiry = Inquiry.objects.get(pk=made.inquiry_id)
    assert (inquiry.state, inquiry.words_told, inquiry.told_by_means) == ("answered", "办好了，请来领", "phone")
    assert Clock.objects.get(kind="promise", subject_id=made.pk).closed_at == civil(2026, 10, 13)
    entries = Entry.objects.filter(action="inquiry.promise_kept")
    assert events(entries)[0].data == {
        "number": inquiry.number,
        "promise": "诺 26-0001",
        "means": "phone",
        "words": "办好了，请来领",
    }
    assert "请来领" not in str(entries.get().data)
    with pytest.raises(Refused):
        keep_promise(promise=made, words="再办", means=ToldBy.PHONE, by=town.actor(town.he), at=civil(2026, 10, 13))


def test_p3b_promises_are_found_by_number_person_and_words_the_open_ones_first(town: Town) -> None:
    kept, later, sooner = promise(town), promise(town, promised_for=date(2026, 10, 20)), promise(town)
    keep_promise(promise=kept, words="办好了", means=ToldBy.PHONE, by=town.actor(town.he), at=civil(2026, 10, 13))

    def found(**wanted: Any) -> list[int]:
        return [row.pk for row in promises_wanted(town.centre.pk, **wanted)]

    assert found() == [sooner.pk, later.pk, kept.pk]
    assert found(is_open=True) == [sooner.pk, later.pk]
    assert found(text="诺 26-2") == [later.pk]
    assert found(text="检修", is_open=False) == [kept.pk]
    assert found(text="陈甲木", is_open=False) == [kept.pk]
    assert found(holder_id=town.deng.pk) == []
    assert promise_numbered(town.centre.pk, "26-0002") == later
