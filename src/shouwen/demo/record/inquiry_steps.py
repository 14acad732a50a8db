"""First inquiries in the book: the same steps as `inquiries.actions`, judged by the same policies."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shouwen.catalogue.models import ItemVersion, Situation
from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.demo.record.book import Book
from shouwen.demo.record.clock_steps import ClockSteps, OpenClock
from shouwen.inquiries import policies
from shouwen.inquiries.enums import Channel, InquiryState, Outcome, ToldBy
from shouwen.inquiries.models import Inquiry, OneTimeNotice
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.people.models import Centre, Person
from shouwen.people.policies import may_serve
from shouwen.refusals import refuse_if


class InquirySteps:
    """Register, tell, answer."""

    def __init__(self, book: Book, clocks: ClockSteps, centre: Centre) -> None:
        self._book = book
        self._clocks = clocks
        self._centre = centre

    def register(
        self,
        *,
        channel: Channel,
        matter: str,
        person: Person | None,
        item_id: int | None,
        received_at: datetime,
        by: Actor,
        at: datetime,
    ) -> Inquiry:
        """登记首问."""
        refuse_if(may_serve(by))
        refuse_if(policies.matter_written(matter))
        came = min(received_at, at)
        day = local_date(came)
        inquiry = Inquiry(
            centre_id=by.centre_id,
            number=f"问 {day:%y%m%d}-{self._book.take(f'inquiry/{day:%y%m%d}'):02d}",
            channel=channel,
            received_at=came,
            first_responder_id=by.member_id,
            window_id=by.window_id,
            holder_id=by.member_id,
            person=person,
            matter=matter,
            item_id=item_id,
        )
        self._book.add(inquiry)
        is_online = channel == Channel.ONLINE
        self._clocks.start(
            ClockKind.INQUIRY,
            inquiry.pk,
            number=inquiry.number,
            matter=matter,
            person_masked=person.name_masked if person else "",
            responsible_id=inquiry.first_responder_id,
            first_responder_id=inquiry.first_responder_id,
            unit=LimitUnit.WORKDAY if is_online else LimitUnit.INSTANT,
            promised_limit=self._centre.online_answer_workdays if is_online else 0,
            at=came,
        )
        self.note(inquiry, "inquiry.register", by=by, at=at, channel=channel, first_responder=by.name)
        return inquiry

    def notice(
        self,
        inquiry: Inquiry,
        *,
        version: ItemVersion,
        situation: Situation | None,
        means: ToldBy,
        by: Actor,
        at: datetime,
    ) -> None:
        """一次性告知."""
        self._book.add(
            OneTimeNotice(
                centre_id=by.centre_id,
                inquiry_id=inquiry.pk,
                version_id=version.pk,
                situation_id=situation.pk if situation else None,
                means=means,
                told_at=at,
                told_by_id=by.member_id,
            )
        )
        name = situation.name if situation else ""
        self.note(
            inquiry,
            "inquiry.notice",
            by=by,
            at=at,
            version=version.number,
            item=version.item_id,
            situation=name,
            means=means,
        )

    def answer(self, inquiry: Inquiry, *, words: str, means: ToldBy, by: Actor, at: datetime) -> None:
        """答复."""
        self.finish(inquiry, Outcome.ANSWERED, words=words, means=means, by=by, at=at)

    def finish(self, inquiry: Inquiry, outcome: Outcome, *, words: str, means: ToldBy, by: Actor, at: datetime) -> None:
        """答复, or accepted as a case."""
        refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
        self.move(
            inquiry,
            InquiryState(outcome.value),
            by=by,
            at=at,
            outcome=outcome,
            words_told=words,
            told_by_means=means,
            told_at=at,
            told_by_id=by.staff_id,
            first_answer_at=inquiry.first_answer_at or at,
            closed_at=at,
        )
        self._clocks.close(ClockKind.INQUIRY, inquiry.pk, at=at)
        self.note(inquiry, f"inquiry.{outcome.value}", by=by, at=at, means=means, words=Words(words))

    def answer_clock(self, inquiry: Inquiry) -> OpenClock:
        """The clock of the answer owed."""
        return self._clocks.of(ClockKind.INQUIRY, inquiry.pk)

    def move(self, inquiry: Inquiry, to: InquiryState, *, by: Actor, at: datetime, **values: object) -> None:
        """Along the table of moves, by somebody who may."""
        refuse_if(policies.may_move(inquiry, to, by=by, at=at))
        self.set(inquiry, to, **values)

    def set(self, inquiry: Inquiry, to: InquiryState, **values: object) -> None:
        """The new state, where another policy has judged already."""
        self._book.change(inquiry, state=to, **values)

    def note(
        self,
        inquiry: Inquiry,
        action: str,
        *,
        by: Actor,
        at: datetime,
        whose: Collection[int | None] | None = None,
        **data: object,
    ) -> None:
        """The journal entry of a change to an inquiry."""
        theirs = (inquiry.first_responder_id, inquiry.holder_id) if whose is None else whose
        self._book.note(
            by=by,
            at=at,
            action=action,
            subject_kind="inquiry",
            subject_id=inquiry.pk,
            data={"number": inquiry.number, **data} | self._book.covering(by, theirs, at=at),
        )
