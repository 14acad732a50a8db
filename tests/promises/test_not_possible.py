"""现在办不了: with category and full reason, told to the person, checked afterwards, told again once it can be done (P3d)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.factories import civil, make_inquiry, make_person, make_town
from tests.promises.scene import DAY, promised

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock, Responsibility
from shouwen.inquiries.enums import Outcome, ToldBy
from shouwen.inquiries.models import NotPossible
from shouwen.inquiries.not_possible import (
    check_reason,
    explain_again,
    mark_possible,
    note_not_possible,
    tell_possible,
)
from shouwen.messages.models import Message
from shouwen.promises.actions import give_up_promise
from shouwen.promises.models import Promise
from shouwen.reception.actions import settle
from shouwen.reception.step import NextStep, Told
from shouwen.refusals import Refused
from shouwen.telling.actions import words_of
from shouwen.telling.channel_choice import TOO_LONG
from shouwen.telling.models import Telling

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
WHY = {"category": "funds", "reason": "今年危房改造指标9月已经用完，明年3月开始报下一批"}
SAID = {"words": "今年指标用完了，明年3月报下一批，到时我通知您", "means": ToldBy.IN_PERSON}


@pytest.fixture
def scene() -> Any:
    """何谷雨 has told somebody why it can't be done now."""
    town = make_town()
    by = town.actor(town.he)
    inquiry = make_inquiry(by, at=AT, person=make_person(town.centre, at=AT))
    row = note_not_possible(inquiry=inquiry, **WHY, **SAID, by=by, at=AT)
    return town, by, town.actor(town.office), row


def refused(action: Any, **given: Any) -> str:
    with pytest.raises(Refused) as caught:
        action(**given)
    return caught.value.code


def test_p3d_the_inquiry_ends_with_category_full_reason_and_the_words_told(scene: Any) -> None:
    town, _, _, row = scene
    inquiry = row.inquiry
    assert (inquiry.state, inquiry.outcome, inquiry.closed_at) == ("not_possible", "not_possible", AT)
    assert (inquiry.words_told, inquiry.told_by_means, inquiry.told_by_id) == (SAID["words"], "in_person", town.he.pk)
    assert (row.category, row.reason, row.noted_by_id) == ("funds", WHY["reason"], town.he.pk)
    assert Clock.objects.get(kind=ClockKind.INQUIRY).closed_at == AT


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"category": ""}, "cannot_kind_missing"),
        ({"category": "superior"}, "cannot_kind_missing"),
        ({"reason": ""}, "cannot_missing"),
        ({"reason": "没钱"}, "cannot_too_short"),
        ({"reason": "字" * 501}, "cannot_too_long"),
        ({"words": ""}, "words_missing"),
    ],
)
def test_p3d_without_category_full_reason_and_words_nothing_ends(changes: dict[str, Any], code: str) -> None:
    town = make_town()
    by = town.actor(town.he)
    inquiry = make_inquiry(by, at=AT)
    assert refused(note_not_possible, inquiry=inquiry, **{**WHY, **SAID, **changes}, by=by, at=AT) == code
    inquiry.refresh_from_db()
    assert (inquiry.state, NotPossible.objects.count()) == ("open", 0)


def test_p3d_on_the_register_page_it_is_one_step_beside_the_others() -> None:
    town = make_town()
    by = town.actor(town.he)
    inquiry = make_inquiry(by, at=AT)
    told = Told(str(SAID["words"]), ToldBy.IN_PERSON)
    settle(inquiry=inquiry, outcome=Outcome.NOT_POSSIBLE, told=told, step=NextStep(**WHY), by=by, at=AT)
    assert (inquiry.state, NotPossible.objects.get().category) == ("not_possible", "funds")


def test_p3d_the_person_is_told_by_message_or_a_call_is_owed() -> None:
    town = make_town()
    by = town.actor(town.he)
    inquiry = make_inquiry(by, at=AT, person=make_person(town.centre, at=AT))
    note_not_possible(inquiry=inquiry, **WHY, **{**SAID, "means": ToldBy.MESSAGE}, by=by, at=AT)
    assert Telling.objects.get().template == "not_possible"
    assert Clock.objects.get(kind=ClockKind.CALL).responsible_id == town.he.pk


@pytest.mark.parametrize("gateway", ["", "http://127.0.0.1:9/send"])
def test_p3d_the_whole_reason_and_the_words_kept_as_told_are_what_is_told(settings: Any, gateway: str) -> None:
    settings.SMS_URL, settings.SMTP_URL = gateway, ""
    town = make_town()
    by = town.actor(town.he)
    inquiry = make_inquiry(by, at=AT, person=make_person(town.centre, at=AT))
    given = {"words": "到时我通知您", "means": ToldBy.MESSAGE, "by": by, "at": AT}
    row = note_not_possible(inquiry=inquiry, category="funds", reason="指" * 500, **given)
    check_reason(row=row, is_clear=False, words="没说明年怎么报", by=town.actor(town.office), at=AT)
    explain_again(row=row, reason="标" * 350, **given)
    first, again = Telling.objects.order_by("pk")
    assert "原因：" + "指" * 500 + "。到时我通知您。" in words_of(first)
    assert "原因：" + "标" * 350 + "。到时我通知您。" in words_of(again)
    # A text message can't hold the first one: it is called, never cut.
    assert (first.channel, again.channel) == ("call", "sms" if gateway else "call")
    assert (first.why == TOO_LONG) == bool(gateway)


def test_p3d_a_promise_that_cant_be_kept_ends_with_the_reason_and_isnt_kept() -> None:
    town = make_town()
    promise = promised(town)
    by, late = town.actor(town.he), civil(2026, 10, 19, 9)
    assert refused(note_not_possible, inquiry=promise.inquiry, **WHY, **SAID, by=by, at=late) == "promise_is_open"
    row = give_up_promise(promise=promise, **WHY, **SAID, by=by, at=late)
    promise.refresh_from_db()
    assert (promise.kept_at, promise.given_up_at, promise.promised_for) == (None, late, DAY)
    assert (row.inquiry.state, row.category) == ("not_possible", "funds")
    # What was late stays late: the clock ends on the day it ended, three days after its due date.
    assert Clock.objects.get(kind=ClockKind.PROMISE).closed_at == late
    assert refused(give_up_promise, promise=promise, **WHY, **SAID, by=by, at=late) == "promise_given_up"
    with pytest.raises(IntegrityError, match="promises_kept_or_given_up"), transaction.atomic():
        Promise.objects.update(kept_at=late)


def test_p3d_the_office_checks_afterwards_and_whoever_gave_it_never_checks_it(scene: Any) -> None:
    town, by, office, row = scene
    assert refused(check_reason, row=row, is_clear=True, by=by, at=AT) == "not_a_checker"
    assert refused(check_reason, row=row, is_clear=False, words=" ", by=office, at=AT) == "check_missing"
    check_reason(row=row, is_clear=False, words="没说明年怎么报", by=office, at=AT)
    assert (row.is_clear, row.checked_by_id, row.checked_at) == (False, town.office.pk, AT)
    notice = Message.objects.get(staff_id=town.he.pk, purpose=f"not-possible/{row.pk}/not-clear")
    assert notice.number == row.inquiry.number
    assert refused(check_reason, row=row, is_clear=True, by=office, at=AT) == "reason_checked"
    with pytest.raises(IntegrityError, match="second_pair_of_eyes"), transaction.atomic():
        NotPossible.objects.update(checked_by_id=town.he.pk)


def test_p3d_what_wasnt_clear_is_explained_again_and_told(scene: Any) -> None:
    _, by, office, row = scene
    again = {"reason": "镇上今年的12个指标9月用完；明年3月由村里报名，带房屋鉴定来报", **SAID}
    assert refused(explain_again, row=row, **again, by=by, at=AT) == "nothing_to_explain"
    check_reason(row=row, is_clear=False, words="没说明年怎么报", by=office, at=AT)
    owed = Clock.objects.get(kind=ClockKind.EXPLAIN)
    assert (owed.number, owed.responsible_id, owed.state) == (row.inquiry.number, by.staff_id, "running")
    assert str(local_date(owed.due_at)) == "2026-10-12"  # the second working day after the 9th: the 10th is made up
    later = civil(2026, 10, 10, 9)
    explain_again(row=row, **again, by=by, at=later)
    assert Clock.objects.get(kind=ClockKind.EXPLAIN).closed_at == later
    row.refresh_from_db()
    assert (row.clearer, row.clearer_at) == (again["reason"], later)
    assert refused(explain_again, row=row, **again, by=by, at=later) == "nothing_to_explain"


def test_p3d_once_it_can_be_done_the_person_is_told_again(scene: Any) -> None:
    town, by, office, row = scene
    later = civil(2026, 11, 2, 9)
    assert refused(mark_possible, row=row, words="指标到了", by=by, at=later) == "not_management_office"
    assert refused(tell_possible, row=row, means=ToldBy.PHONE, by=by, at=later) == "nothing_to_tell"
    mark_possible(row=row, words="区里追加了5个指标，11月底前可以报", by=office, at=later)
    assert Message.objects.get(purpose=f"not-possible/{row.pk}/possible").staff_id == town.he.pk
    owed = Clock.objects.get(kind=ClockKind.POSSIBLE)
    assert (owed.responsible_id, str(local_date(owed.due_at))) == (town.he.pk, "2026-11-04")
    tell_possible(row=row, means=ToldBy.MESSAGE, by=by, at=later)
    assert Clock.objects.get(kind=ClockKind.POSSIBLE).closed_at == later
    row.refresh_from_db()
    assert (row.possible_at, row.told_again_at, row.told_again_by_id) == (later, later, town.he.pk)
    # No gateway in this town: the telling is a call that 何谷雨 owes.
    assert Clock.objects.get(kind=ClockKind.CALL).responsible_id == town.he.pk
    assert refused(tell_possible, row=row, means=ToldBy.PHONE, by=by, at=later) == "nothing_to_tell"


def test_p3d_of_somebody_who_left_whoever_found_it_out_owes_the_words(scene: Any) -> None:
    town, _, office, row = scene
    town.he.postings.update(to_on=civil(2026, 10, 31).date())
    later = civil(2026, 11, 2, 9)
    mark_possible(row=row, words="区里追加了5个指标，11月底前可以报", by=office, at=later)
    assert Clock.objects.get(kind=ClockKind.POSSIBLE).responsible_id == town.office.pk
    tell_possible(row=row, means=ToldBy.PHONE, by=office, at=later)
    assert not Clock.objects.filter(closed_at=None).exists()


def test_p3d_what_was_owed_before_there_was_a_clock_can_still_be_done(scene: Any) -> None:
    _, by, office, row = scene
    mark_possible(row=row, words="区里追加了5个指标，11月底前可以报", by=office, at=AT)
    Responsibility.objects.filter(clock__kind=ClockKind.POSSIBLE).delete()
    Clock.objects.filter(kind=ClockKind.POSSIBLE).delete()
    assert tell_possible(row=row, means=ToldBy.PHONE, by=by, at=AT).told_again_at == AT
