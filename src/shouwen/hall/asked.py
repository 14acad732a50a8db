"""我问的事: what somebody sees of their online question: whether somebody has it, who answers for it, until when, the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from shouwen.cases.progress import progress_path
from shouwen.catalogue.public_guide import centre_in_address
from shouwen.catalogue.queries import version_in_force
from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import clock_for
from shouwen.inquiries.enums import InquiryState
from shouwen.inquiries.follow_ups import follow_up_of, may_ask_again
from shouwen.inquiries.incoming_queries import question_path
from shouwen.promises.queries import promises_of
from shouwen.reception.queries import case_of_inquiry

_NOW = {
    InquiryState.HANDED_OVER: "这件事转给负责的窗口了，等他们接。没人接就还是首问负责人来办。",
    InquiryState.WITH_RECEIVER: "这件事归这个窗口，他们已经接了。",
    InquiryState.RULING_ASKED: "归谁办、怎么办还说不准，正在请示管理办公室，有了准信就告诉您。",
    InquiryState.RULED: "管理办公室有答复了，马上告诉您。",
    InquiryState.CLARIFYING: "规定里没写明白，正在向上级问清楚。",
    InquiryState.CLARIFIED: "上级有答复了，马上告诉您。",
    InquiryState.UNRESOLVED: "这件事卡住了，管理办公室在办，会给您结果。",
}
"""What is being done now, in words for the asker; what the office still weighs isn't told before it is decided."""


@dataclass(frozen=True, slots=True)
class Guide:
    """依据: the guide that was in force when the answer was given, as it stood then."""

    name: str
    number: int
    basis: str
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The page. `answer` are the words told and `guide` what held then; `until` is when somebody has it at the latest, or when the
    answer is due."""

    centre: str
    number: str
    person: str
    matter: str
    item: str
    asked_at: datetime
    is_taken: bool
    is_late: bool
    is_done: bool
    until: datetime | None
    now: str
    answer: str
    told_at: datetime | None
    guide: Guide | None
    first_responder: str
    holder: str
    holder_phone: str
    window: str
    case_path: str
    path: str
    before: str
    after: str
    may_ask_again: bool
    phone: str
    supervision_phone: str


def asked_page(question: Any, *, at: datetime) -> Asked:
    """The page of a question that `question_with_code` found."""
    inquiry, centre = question.inquiry, question.centre
    if inquiry is None:
        clock = clock_for(centre_id=centre.pk, kind=ClockKind.QUESTION, subject_id=question.pk)
        return _page(question, until=clock.due_at if clock else None, holder=clock.responsible if clock else None)
    state, done = InquiryState(inquiry.state), inquiry.closed_at is not None
    clock = clock_for(centre_id=centre.pk, kind=ClockKind.INQUIRY, subject_id=inquiry.pk)
    promise = promises_of(centre.pk, [inquiry.pk]).get(inquiry.pk)
    case = case_of_inquiry(centre.pk, inquiry.pk)
    now = _NOW.get(state, "")
    if promise and state == InquiryState.PROMISED:
        now = (
            f"现在还办不了：{promise.reason}。答应您 {promise.promised_for.month}月{promise.promised_for.day}日前办好。"
        )
    return _page(
        question,
        until=clock.due_at if clock and not done and not promise else None,
        holder=inquiry.holder,
        is_late=bool(clock and not done and not promise and local_date(clock.due_at) < local_date(at)),
        now=now,
        case_path=progress_path(case) if case else "",
    )


def _page(
    question: Any,
    *,
    until: datetime | None,
    holder: Any,
    is_late: bool = False,
    now: str = "",
    case_path: str = "",
) -> Asked:
    inquiry, centre = question.inquiry, question.centre
    done = inquiry is not None and inquiry.closed_at is not None
    after = follow_up_of(question) if done else None
    return Asked(
        centre=centre.name,
        number=question.number,
        person=question.person.name_masked,
        matter=question.matter,
        item=question.item.name if question.item else "",
        asked_at=question.asked_at,
        is_taken=inquiry is not None,
        is_late=is_late,
        is_done=done,
        until=until,
        now="" if done else now,
        answer=inquiry.words_told if done else "",
        told_at=inquiry.told_at if done else None,
        guide=_guide(inquiry) if done else None,
        path=question_path(question),
        before=question_path(question.follows) if question.follows_id else "",
        after=question_path(after) if after else "",
        may_ask_again=done and may_ask_again(question) is None,
        first_responder=inquiry.first_responder.name if inquiry else "",
        holder=holder.name if holder else "",
        holder_phone=holder.phone if holder and inquiry else "",
        window=inquiry.window.label if inquiry and inquiry.window else "",
        case_path=case_path,
        phone=centre.phone,
        supervision_phone=centre.supervision_phone,
    )


def _guide(inquiry: Any) -> Guide | None:
    version = version_in_force(inquiry.item_id, on=local_date(inquiry.told_at)) if inquiry.item_id else None
    if version is None:
        return None
    words: dict[str, object] = {"v": version.number}
    if centre := centre_in_address(inquiry.centre_id):
        words = {"c": centre, **words}
    url = f"{reverse('hall:guide', args=[version.item.code])}?{urlencode(words)}"
    return Guide(version.item.name, version.number, version.basis, url)
