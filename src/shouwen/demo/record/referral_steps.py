"""Hand-overs, rulings and promises in the book: the same steps as `handovers`, `rulings` and `promises.actions`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.demo.record.book import Book
from shouwen.demo.record.clock_steps import ClockSteps
from shouwen.demo.record.inquiry_steps import InquirySteps
from shouwen.inquiries import policies, similar
from shouwen.inquiries.answer_times import TELL_WORKDAYS
from shouwen.inquiries.enums import HandoverState, InquiryState, Outcome, ToldBy
from shouwen.inquiries.handovers import UNACCEPTED
from shouwen.inquiries.models import Handover, Inquiry, Ruling
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.people.models import Centre, Window
from shouwen.promises.models import Promise
from shouwen.refusals import refuse_if


class ReferralSteps:
    """What happens to an inquiry that isn't settled on the spot."""

    def __init__(self, book: Book, clocks: ClockSteps, inquiries: InquirySteps, centre: Centre, office_id: int) -> None:
        self._book = book
        self._clocks = clocks
        self._inquiries = inquiries
        self._centre = centre
        self._office_id = office_id

    def hand_over(
        self, inquiry: Inquiry, *, window: Window, to_staff_id: int, words: str, by: Actor, at: datetime
    ) -> Handover:
        """转交责任窗口."""
        refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
        self._inquiries.move(inquiry, InquiryState.HANDED_OVER, by=by, at=at, outcome=Outcome.HANDED_OVER)
        handover = Handover(
            centre_id=inquiry.centre_id,
            inquiry=inquiry,
            from_staff_id=by.member_id,
            to_window=window,
            to_staff_id=to_staff_id,
            words_told=words,
            sent_at=at,
        )
        self._book.add(handover)
        self._clocks.start(
            ClockKind.HANDOVER,
            handover.pk,
            number=inquiry.number,
            matter=inquiry.matter,
            person_masked=_masked(inquiry),
            responsible_id=to_staff_id,
            unit=LimitUnit.OPEN_MINUTE,
            promised_limit=self._centre.handover_minutes,
            at=at,
        )
        self._inquiries.note(inquiry, "inquiry.hand_over", by=by, at=at, to=window.label, words=Words(words))
        return handover

    def accept_handover(self, handover: Handover, *, by: Actor, at: datetime) -> None:
        """接收."""
        refuse_if(policies.may_settle_handover(handover, HandoverState.ACCEPTED, by=by, at=at))
        self._settle(handover, HandoverState.ACCEPTED, name=by.name, at=at)
        inquiry, whose = handover.inquiry, (handover.to_staff_id,)
        self._inquiries.set(inquiry, InquiryState.WITH_RECEIVER, holder_id=by.staff_id)
        self._clocks.reassign(self._inquiries.answer_clock(inquiry), to_staff_id=by.member_id, by=by, at=at)
        self._inquiries.note(inquiry, "inquiry.accept_handover", by=by, at=at, whose=whose, window=by.window_label)

    def return_handover(self, handover: Handover, *, reason: str, by: Actor, at: datetime) -> None:
        """退回首问负责人."""
        refuse_if(policies.may_settle_handover(handover, HandoverState.RETURNED, by=by, at=at))
        self._give_back(handover, reason=reason, name=by.name, whose=(handover.to_staff_id,), by=by, at=at)

    def return_unaccepted(self, handover: Handover, *, at: datetime) -> None:
        """Nobody accepted it in time."""
        self._give_back(handover, reason=UNACCEPTED, name="", whose=(), by=Actor.system(handover.centre_id), at=at)

    def _give_back(
        self,
        handover: Handover,
        *,
        reason: str,
        name: str,
        whose: tuple[int | None, ...],
        by: Actor,
        at: datetime,
    ) -> None:
        refused = bool(name)
        self._settle(handover, HandoverState.RETURNED, name=name, at=at, return_reason=reason, refused=refused)
        inquiry = handover.inquiry
        self._inquiries.set(inquiry, InquiryState.OPEN, holder_id=inquiry.first_responder_id, outcome="")
        clock = self._inquiries.answer_clock(inquiry)
        if clock.clock.responsible_id != inquiry.first_responder_id:
            self._clocks.reassign(clock, to_staff_id=inquiry.first_responder_id, by=by, at=at)
        self._inquiries.note(inquiry, "inquiry.return_handover", by=by, at=at, whose=whose, reason=Words(reason))

    def _settle(self, handover: Handover, state: HandoverState, *, name: str, at: datetime, **why: object) -> None:
        self._book.change(handover, state=state, settled_at=at, settled_by=name, **why)
        self._clocks.close(ClockKind.HANDOVER, handover.pk, at=at)

    def ask_ruling(self, inquiry: Inquiry, *, question: str, words: str, by: Actor, at: datetime) -> Ruling:
        """请示管理办公室."""
        refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
        self._inquiries.move(inquiry, InquiryState.RULING_ASKED, by=by, at=at, outcome=Outcome.RULING_ASKED)
        limit, year = self._centre.ruling_workdays, local_date(at).year % 100
        ruling = Ruling(
            centre_id=inquiry.centre_id,
            inquiry=inquiry,
            number=f"请 {year:02d}-{self._book.take(f'ruling/{year}'):04d}",
            question=question,
            asked_by_id=by.member_id,
            asked_at=at,
        )
        self._book.add(ruling)
        self._clocks.start(
            ClockKind.RULING,
            ruling.pk,
            number=ruling.number,
            matter=question,
            person_masked=_masked(inquiry),
            responsible_id=self._office_id,
            unit=LimitUnit.WORKDAY,
            promised_limit=limit,
            at=at,
        )
        clock = self._inquiries.answer_clock(inquiry)
        self._clocks.relimit(clock, workdays=limit + TELL_WORKDAYS, by=by, at=at)
        self._inquiries.note(inquiry, "inquiry.ask_ruling", by=by, at=at, ruling=ruling.number, words=Words(words))
        return ruling

    def give_ruling(self, ruling: Ruling, *, answer: str, reason: str, by: Actor, at: datetime) -> None:
        """裁定."""
        refuse_if(policies.may_rule(ruling, answer=answer, reason=reason, by=by))
        words = similar.words_of(ruling.inquiry.matter, ruling.question)
        changes = {"answer": answer, "reason": reason, "answered_by_id": by.staff_id, "answered_at": at}
        self._book.change(ruling, **changes, search_words=words)
        self._clocks.close(ClockKind.RULING, ruling.pk, at=at)
        self._inquiries.set(ruling.inquiry, InquiryState.RULED)
        self._inquiries.note(
            ruling.inquiry, "inquiry.ruled", by=by, at=at, whose=(), ruling=ruling.number, answer=Words(answer)
        )

    def make_promise(
        self,
        inquiry: Inquiry,
        *,
        reason: str,
        promised_for: date,
        words: str,
        means: ToldBy,
        by: Actor,
        at: datetime,
    ) -> Promise:
        """说明原因并承诺."""
        refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
        self._inquiries.move(
            inquiry,
            InquiryState.PROMISED,
            by=by,
            at=at,
            outcome=Outcome.PROMISED,
            words_told=words,
            told_by_means=means,
            told_at=at,
            told_by_id=by.staff_id,
            first_answer_at=inquiry.first_answer_at or at,
        )
        self._clocks.close(ClockKind.INQUIRY, inquiry.pk, at=at)
        year = local_date(at).year % 100
        promise = Promise(
            centre_id=inquiry.centre_id,
            number=f"诺 {year:02d}-{self._book.take(f'promise/{year}'):04d}",
            inquiry=inquiry,
            reason=reason,
            promised_for=promised_for,
            made_by_id=by.member_id,
            made_at=at,
        )
        self._book.add(promise)
        self._clocks.start(
            ClockKind.PROMISE,
            promise.pk,
            number=promise.number,
            matter=inquiry.matter,
            person_masked=_masked(inquiry),
            responsible_id=inquiry.holder_id,
            first_responder_id=inquiry.first_responder_id,
            unit=LimitUnit.CALENDAR_DAY,
            promised_limit=max((promised_for - local_date(at)).days, 0),
            due_on=promised_for,
            at=at,
        )
        data: dict[str, Any] = {
            "promise": promise.number,
            "category": promise.category,
            "until": promised_for.isoformat(),
        }
        self._inquiries.note(
            inquiry, "inquiry.promised", by=by, at=at, **data, reason=Words(reason), words=Words(words)
        )
        return promise

    def keep_promise(self, promise: Promise, *, words: str, means: ToldBy, by: Actor, at: datetime) -> None:
        """兑现承诺."""
        inquiry = promise.inquiry
        refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
        self._book.change(promise, kept_at=at)
        self._inquiries.move(
            inquiry,
            InquiryState.ANSWERED,
            by=by,
            at=at,
            words_told=words,
            told_by_means=means,
            told_at=at,
            told_by_id=by.staff_id,
            closed_at=at,
        )
        self._clocks.close(ClockKind.PROMISE, promise.pk, at=at)
        data: dict[str, Any] = {"promise": promise.number, "means": means, "words": Words(words)}
        self._inquiries.note(inquiry, "inquiry.promise_kept", by=by, at=at, **data)


def _masked(inquiry: Inquiry) -> str:
    return inquiry.person.name_masked if inquiry.person else ""
