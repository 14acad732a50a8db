"""Complaints as tests need them: received, assigned, answered, by the actions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.factories import Town, civil

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.feedback.actions import assign, put_to_them, receive, state
from shouwen.feedback.answering import answer
from shouwen.feedback.enums import ComplaintChannel, Verdict
from shouwen.feedback.models import Complaint
from shouwen.people.actor import Actor
from shouwen.people.models import Staff

AT = civil(2026, 10, 9, 10)
WORDS = "昨天上午十点多去1号窗口，等了四十分钟没人管，问了一句还被说了"
MENDED = "当天起两个人轮流守窗口"
ANSWER = "查了监控，当时窗口确实没有人，已经批评了当班的人"


def received(town: Town, *, at: datetime = AT, **given: Any) -> Complaint:
    """By default over the web, without a name."""
    wanted: dict[str, Any] = {"channel": ComplaintChannel.WEB, "words": WORDS, "by": Actor.system(town.centre.pk)}
    return receive(**wanted | given, at=at)


def in_hand(town: Town, *, at: datetime = AT, of: Staff | None = None, **given: Any) -> Complaint:
    """With 邓白露, unless another handler is named."""
    complaint = received(town, at=at, **given)
    handler = of or town.deng
    return assign(complaint=complaint, to_staff_id=handler.pk, by=town.actor(town.office), at=at + timedelta(hours=1))


def heard(town: Town, complaint: Complaint, *, at: datetime = AT) -> None:
    """The person complained of was asked, and said something."""
    put_to_them(complaint=complaint, words="当时窗口有没有人", by=town.actor(town.office), at=at + timedelta(hours=2))
    state(complaint=complaint, words="我去复印了", by=town.actor(complaint.staff), at=at + timedelta(hours=3))


def answered(
    town: Town, complaint: Complaint, verdict: Verdict = Verdict.VERIFIED, *, at: datetime = AT, **given: Any
) -> Complaint:
    """By who has it in hand."""
    said: dict[str, Any] = {"reason": "看了监控", "answer": ANSWER, "mended": MENDED}
    by = town.actor(complaint.handler or town.office)
    return answer(complaint=complaint, verdict=verdict, **said | given, by=by, at=at + timedelta(days=1))


def clock_of(complaint: Complaint) -> Clock:
    """What is owed."""
    return Clock.objects.get(kind=ClockKind.COMPLAINT, subject_id=complaint.pk)
