"""Cases in the book: the same steps as `cases.actions`, along the same table of moves."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from shouwen.cases import policies
from shouwen.cases.enums import CaseResult, CaseState, ReviewState
from shouwen.cases.limit_papers import extension_content, procedure_content
from shouwen.cases.models import Case, CaseMaterial, CorrectionNotice
from shouwen.cases.transitions import MOVES
from shouwen.catalogue.enums import ItemKind
from shouwen.catalogue.models import Situation
from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import ClockKind, LimitUnit, PauseKind
from shouwen.clocks.known_ends import KnownEnds, last_day_to_ask
from shouwen.demo.record.book import Book
from shouwen.demo.record.clock_steps import ClockSteps, OpenClock
from shouwen.demo.record.inquiry_steps import InquirySteps
from shouwen.demo.shelf import Leaf
from shouwen.inquiries.enums import Outcome, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.journal.words import Words
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.papers.rendering import content
from shouwen.people.actor import Actor
from shouwen.people.models import Centre
from shouwen.refusals import refuse_if


@dataclass(slots=True)
class CaseFile:
    """What lies in the file of an open case."""

    materials: list[CaseMaterial]
    notices: list[CorrectionNotice] = field(default_factory=list)
    asked: list[CaseMaterial] = field(default_factory=list)
    """What the open notice asks for."""


class CaseSteps:
    """Accept, review, conclude; correction has its own file."""

    def __init__(self, book: Book, clocks: ClockSteps, inquiries: InquirySteps, centre: Centre) -> None:
        self.book = book
        self._clocks = clocks
        self._inquiries = inquiries
        self._centre = centre
        self._files: dict[int, CaseFile] = {}

    def accept(
        self,
        inquiry: Inquiry,
        *,
        leaf: Leaf,
        situation: Situation | None,
        words: str,
        means: ToldBy,
        by: Actor,
        at: datetime,
    ) -> Case:
        """受理."""
        version = leaf.version
        self._inquiries.finish(inquiry, Outcome.TO_CASE, words=words, means=means, by=by, at=at)
        year = local_date(at).year % 100
        case = Case(
            centre=self._centre,
            number=f"办 {year:02d}-{self.book.take(f'case/{year}'):05d}",
            inquiry=inquiry,
            person=inquiry.person,
            item=version.item,
            version=version,
            situation=situation,
            first_responder_id=inquiry.first_responder_id,
            handler_id=by.member_id,
            window_id=by.window_id,
            received_at=at,
            accepted_at=at,
        )
        self.book.add(case)
        self._files[case.pk] = CaseFile(
            [
                self.book.add(
                    CaseMaterial(
                        centre_id=case.centre_id,
                        case=case,
                        material_id=material.pk,
                        position=position,
                        name=material.name,
                        received_at=at,
                    )
                )
                for position, material in enumerate(leaf.needed(situation), start=1)
            ]
        )
        case.clock = self._clocks.start(
            ClockKind.CASE,
            case.pk,
            number=case.number,
            matter=version.item.name,
            person_masked=case.person.name_masked,
            responsible_id=case.handler_id,
            first_responder_id=case.first_responder_id,
            unit=LimitUnit.INSTANT if version.kind == ItemKind.INSTANT else LimitUnit(version.promised_unit),
            promised_limit=version.promised_limit,
            legal_limit=version.legal_limit,
            legal_unit=LimitUnit(version.legal_unit),
            legal_extension=version.legal_extension,
            at=at,
        )
        due = local(case.clock.due_at).isoformat(timespec="minutes")
        self.note(case, "case.accept", by=by, at=at, item=version.item.code, version=version.number, due=due)
        return case

    def file(self, case: Case) -> CaseFile:
        """The file of an open case."""
        return self._files[case.pk]

    def materials(self, case: Case) -> list[CaseMaterial]:
        """The materials of an open case, in order."""
        return self._files[case.pk].materials

    def due_on(self, case: Case) -> date:
        """The day on which the case is due."""
        return local_date(self.clock(case).clock.due_at)

    def clock(self, case: Case) -> OpenClock:
        """The clock of an open case."""
        return self._clocks.of(ClockKind.CASE, case.pk)

    def review(
        self,
        material: CaseMaterial,
        *,
        state: ReviewState,
        by: Actor,
        at: datetime,
        reason: str = "",
        requirement: str = "",
        on_spot: bool = False,
    ) -> None:
        """材料审查."""
        refuse_if(policies.review_fits(state, reason=reason, corrected_on_spot=on_spot))
        faulty = state in policies.FAULTY
        self.book.change(
            material,
            state=state,
            reason=reason if faulty or on_spot else "",
            requirement=requirement if faulty else "",
            corrected_on_spot=on_spot,
            reviewed_at=at,
            reviewed_by_id=by.staff_id,
        )
        self.note(
            material.case,
            "case.review",
            by=by,
            at=at,
            material=material.name,
            state=state,
            reason=Words(material.reason),
            on_spot=on_spot,
        )

    def conclude(self, case: Case, *, result: CaseResult, words: str, means: ToldBy, by: Actor, at: datetime) -> None:
        """办结."""
        self._end(case, CaseState.CONCLUDED, result=result, words_told=words, told_at=at, closed_at=at)
        self.note(case, "case.conclude", by=by, at=at, result=result, words=Words(words), means=means)

    def withdraw(self, case: Case, *, reason: str, by: Actor, at: datetime) -> None:
        """撤回."""
        self._end(case, CaseState.WITHDRAWN, words_told=reason, told_at=at, closed_at=at)
        self.note(case, "case.withdraw", by=by, at=at, reason=Words(reason))

    def _end(self, case: Case, to: CaseState, *, closed_at: datetime, **values: object) -> None:
        for notice in self._files[case.pk].notices:
            if notice.settled_at is None:
                self.book.change(notice, settled_at=closed_at)
        self.move(case, to, closed_at=closed_at, **values)
        self._clocks.close(ClockKind.CASE, case.pk, at=closed_at)
        del self._files[case.pk]

    def transfer(self, case: Case, *, to: Actor, by: Actor, at: datetime) -> None:
        """转交承办人."""
        whose = (case.handler_id,)
        data = {"from": case.handler_id, "to": to.member_id, "window": to.window_id}
        self.book.change(case, handler_id=to.member_id, window_id=to.window_id)
        self._clocks.reassign(self.clock(case), to_staff_id=to.member_id, by=by, at=at)
        self.note(case, "case.transfer", by=by, at=at, whose=whose, **data)

    def extend(
        self, case: Case, *, workdays: int, category: str, reason: str, told_at: datetime, by: Actor, at: datetime
    ) -> None:
        """延期办结."""
        found, calendar = self.clock(case), self.book.measure.calendar
        last = last_day_to_ask(found.clock)
        ends = KnownEnds(last, found.clock.legal_due_on, found.spans_until(local_date(at)))

        def build(number: str) -> content.ExtensionNotice:
            return extension_content(
                case, number=number, workdays=workdays, reason=reason, ends=ends, calendar=calendar, at=at
            )

        paper = self.issue(case, PaperKind.EXTENSION_NOTICE, build, by=by, at=at)
        self._clocks.extend(
            found,
            workdays=workdays,
            category=category,
            reason=reason,
            told_at=told_at,
            paper_number=paper.number,
            by=by,
            at=at,
        )

    def pause(
        self,
        case: Case,
        *,
        kind: PauseKind,
        reason: str,
        from_on: date,
        planned_workdays: int,
        by: Actor,
        at: datetime,
    ) -> None:
        """暂停."""

        def build(number: str) -> content.ProcedureNotice:
            return procedure_content(
                case,
                number=number,
                procedure=kind,
                reason=reason,
                from_on=from_on,
                planned_workdays=planned_workdays,
                measure=self.book.measure,
                at=at,
            )

        paper = self.issue(case, PaperKind.PROCEDURE_NOTICE, build, by=by, at=at)
        self._clocks.pause(
            self.clock(case),
            kind=kind,
            reason=reason,
            from_on=from_on,
            planned_workdays=planned_workdays,
            told_at=at,
            paper_number=paper.number,
            by=by,
            at=at,
        )

    def resume(self, case: Case, *, outcome: str, by: Actor, at: datetime) -> None:
        """恢复计时, with what came out of it."""
        self._clocks.resume(self.clock(case), last_paused_on=local_date(at), outcome=outcome, by=by, at=at)

    def issue(
        self, case: Case, kind: PaperKind, build: Callable[[str], content.Paper], *, by: Actor, at: datetime
    ) -> Paper:
        """出具一份文书 of the case, from the case as it stands in the book."""
        paper = papers.prepare(kind=kind, subject_kind="case", subject_id=case.pk, build=build, by=by, at=at)
        self.book.add(paper)
        data = {"paper": paper.number, "kind": kind, "hash": paper.content_hash}
        self.book.note(by=by, at=at, action="paper.issue", subject_kind="case", subject_id=case.pk, data=data)
        return paper

    def move(self, case: Case, to: CaseState, **values: object) -> None:
        """Along the table of moves. Raises ValueError for a story that leaves it."""
        if to not in MOVES[CaseState(case.state)]:
            raise ValueError(f"{case.number}: {case.state} → {to}")
        self.book.change(case, state=to, **values)

    def note(
        self,
        case: Case,
        action: str,
        *,
        by: Actor,
        at: datetime,
        whose: Collection[int | None] | None = None,
        **data: object,
    ) -> None:
        """The journal entry of a change to a case."""
        theirs = (case.handler_id,) if whose is None else whose
        self.book.note(
            by=by,
            at=at,
            action=action,
            subject_kind="case",
            subject_id=case.pk,
            data={"number": case.number, **data} | self.book.covering(by, theirs, at=at),
        )
