"""承诺改期 and 特殊情况: told before the promised time is over, with the reason; a day is moved once (服务承诺制度 第三条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.factories import civil, make_inquiry, make_town
from tests.promises.scene import DAY, MADE, WORDS, promised

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries.enums import ToldBy
from shouwen.journal.queries import of_subject
from shouwen.promises.actions import keep_promise
from shouwen.promises.circumstances import move_day, tell_circumstances
from shouwen.promises.models import Circumstance, Promise
from shouwen.promises.queries import moved_of, told_in_time
from shouwen.refusals import Refused
from shouwen.telling.actions import words_of
from shouwen.telling.models import Telling

pytestmark = pytest.mark.django_db
MOVED = {"to": date(2026, 10, 21), "category": "superior", "reason": "区里的新办法下周才下发"}
SAID = {"words": "要等区里的新办法，改到 10月21日前", "means": ToldBy.PHONE}
BEFORE = civil(2026, 10, 15, 9)


def refused(action: Any, **given: Any) -> str:
    with pytest.raises(Refused) as caught:
        action(**given)
    return caught.value.code


def the_clock(promise: Promise) -> Clock:
    return Clock.objects.get(kind=ClockKind.PROMISE, subject_id=promise.pk)


def test_p3b_a_promise_keeps_its_kind_of_reason_and_has_a_clock_like_a_case() -> None:
    promise = promised(make_town())
    assert (promise.category, promise.reason, promise.promised_for) == ("conditions", "系统检修", DAY)
    clock = the_clock(promise)
    assert (clock.number, local_date(clock.due_at), clock.closed_at) == (promise.number, DAY, None)


def test_p3b_a_kind_of_reason_that_the_rulebook_doesnt_name_is_refused() -> None:
    town = make_town()
    with pytest.raises(Refused) as caught:
        promised(town, category="policy")
    assert caught.value.code == "category_missing"
    assert "等上级政策" in caught.value.message
    assert Promise.objects.count() == 0


def test_p3c_a_day_is_moved_before_it_is_over_and_the_clock_runs_to_the_new_one() -> None:
    town = make_town()
    promise = promised(town)
    row = move_day(promise=promise, **MOVED, **SAID, by=town.actor(town.he), at=BEFORE)
    promise.refresh_from_db()
    assert promise.promised_for == date(2026, 10, 21)
    assert local_date(the_clock(promise).due_at) == date(2026, 10, 21)
    assert (row.moved_from, row.moved_to, row.means, row.channel) == (DAY, date(2026, 10, 21), "phone", "")
    assert local_date(row.due_at) == DAY
    assert moved_of([promise.pk]) == {promise.pk: row}
    entry = list(of_subject(town.centre.pk, "inquiry", promise.inquiry_id))[-1]
    assert entry.action == "inquiry.promise_moved"
    assert (entry.data["before"], entry.data["until"]) == ("2026-10-16", "2026-10-21")


def test_p3c_a_second_move_is_refused_with_the_way_out_and_by_the_database() -> None:
    town = make_town()
    promise = promised(town)
    by = town.actor(town.he)
    first = move_day(promise=promise, **MOVED, **SAID, by=by, at=BEFORE)
    again = {**MOVED, "to": date(2026, 10, 23), **SAID, "by": by, "at": civil(2026, 10, 20, 9)}
    with pytest.raises(Refused) as caught:
        move_day(promise=promise, **again)
    refusal = caught.value.refusal
    assert (refusal.code, refusal.clause) == ("promise_moved_once", "服务承诺制度 第三条")
    assert refusal.way_out == "按时兑现；确实办不了的，写明“现在办不了”，把理由讲透"
    first.pk = None
    with pytest.raises(IntegrityError, match="promise_id"), transaction.atomic():
        first.save(force_insert=True)
    assert (Circumstance.objects.count(), promise.promised_for) == (1, date(2026, 10, 21))


def test_p3c_after_the_promised_day_it_is_refused_and_the_way_out_says_so() -> None:
    town = make_town()
    promise = promised(town)
    with pytest.raises(Refused) as caught:
        move_day(promise=promise, **MOVED, **SAID, by=town.actor(town.he), at=civil(2026, 10, 19, 9))
    refusal = caught.value.refusal
    assert (refusal.code, refusal.clause) == ("told_too_late", "服务承诺制度 第三条")
    assert refusal.message == "答应的时间 10月16日已经过了，特殊情况要在这以前告诉本人"
    assert "超期如实记着" in refusal.way_out
    assert (Circumstance.objects.count(), Promise.objects.get().promised_for) == (0, DAY)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"to": None}, "date_missing"),
        ({"to": DAY}, "moved_not_later"),
        ({"to": date(2026, 10, 14)}, "moved_not_later"),
        ({"to": date(2027, 12, 1)}, "promise_too_far"),
        ({"reason": " "}, "reason_missing"),
        ({"category": ""}, "category_missing"),
        ({"words": ""}, "words_missing"),
    ],
)
def test_p3c_a_move_needs_a_later_day_a_reason_and_the_words_told(changes: dict[str, Any], code: str) -> None:
    town = make_town()
    promise = promised(town)
    given = {**MOVED, **SAID, **changes}
    assert refused(move_day, promise=promise, **given, by=town.actor(town.he), at=BEFORE) == code
    assert (Circumstance.objects.count(), local_date(the_clock(promise).due_at)) == (0, DAY)


def test_p3c_the_person_is_told_by_their_channel_or_a_call_is_owed() -> None:
    town = make_town()
    promise = promised(town)
    said = {**SAID, "means": ToldBy.MESSAGE}
    row = move_day(promise=promise, **MOVED, **said, by=town.actor(town.he), at=BEFORE)
    telling = Telling.objects.get()
    assert (telling.template, telling.number, telling.responsible_id) == ("promise_moved", promise.number, town.he.pk)
    # The town has no gateway: somebody owes a call.
    assert (row.channel, Clock.objects.filter(kind=ClockKind.CALL).count()) == ("call", 1)


def test_p3c_a_promise_its_new_day_and_circumstances_are_told_in_full_with_the_words_kept() -> None:
    town = make_town()
    by, means = town.actor(town.he), ToldBy.MESSAGE
    promise = promised(town, reason="检" * 300, words="10月16日前给您办好", means=means)
    said: dict[str, Any] = {"category": "superior", "reason": "等" * 300, "means": means, "by": by, "at": BEFORE}
    tell_circumstances(inquiry=promise.inquiry, words="缓" * 900, **said)
    move_day(promise=promise, to=date(2026, 10, 21), words="改到10月21日。", **said)
    keep_promise(promise=promise, words="好" * 900, means=means, by=by, at=BEFORE)
    told = {one.template: words_of(one) for one in Telling.objects.all()}
    wanted = {
        "promise_made": "检" * 300 + "。10月16日前给您办好。",
        "plain": "缓" * 900,
        "promise_moved": "等" * 300 + "。改到10月21日。",
        "promise_kept": "好" * 900,
    }
    assert {key: words in told[key] for key, words in wanted.items()} == dict.fromkeys(wanted, True)


def test_p3c_circumstances_are_told_within_the_time_and_counted_by_kind() -> None:
    town = make_town()
    by = town.actor(town.he)
    promise = promised(town)
    given = {"category": "circumstances", "reason": "经办人住院，换人接着办", **SAID}
    tell_circumstances(inquiry=promise.inquiry, **given, by=by, at=BEFORE)
    other = make_inquiry(by, at=civil(2026, 10, 15, 10), matter="问养老认证")
    tell_circumstances(inquiry=other, **{**given, "means": ToldBy.IN_PERSON}, by=by, at=civil(2026, 10, 15, 11))
    assert told_in_time(town.centre.pk, since=MADE, until=civil(2026, 11, 1)) == {"circumstances": 2}
    assert local_date(the_clock(promise).due_at) == DAY
    late: datetime = civil(2026, 10, 16, 20)
    assert refused(tell_circumstances, inquiry=promise.inquiry, **given, by=by, at=late) == "told_too_late"


def test_p3c_the_database_keeps_no_telling_after_the_time() -> None:
    town = make_town()
    promise = promised(town)
    row = tell_circumstances(
        inquiry=promise.inquiry,
        category="circumstances",
        reason="停电",
        **SAID,
        by=town.actor(town.he),
        at=BEFORE,
    )
    row.pk, row.told_at = None, civil(2026, 10, 19, 9)
    with pytest.raises(IntegrityError, match="promises_told_within_the_time"), transaction.atomic():
        row.save(force_insert=True)


def test_p3b_nothing_is_moved_once_the_promise_is_kept() -> None:
    town = make_town()
    promise = promised(town)
    by = town.actor(town.he)
    keep_promise(promise=promise, **WORDS, by=by, at=BEFORE)
    assert refused(move_day, promise=promise, **MOVED, **SAID, by=by, at=BEFORE) == "promise_kept"


def test_p3b_somebody_elses_promise_isnt_moved() -> None:
    town = make_town()
    promise = promised(town)
    other = town.actor(town.deng)
    assert refused(move_day, promise=promise, **MOVED, **SAID, by=other, at=BEFORE) == "not_your_inquiry"
