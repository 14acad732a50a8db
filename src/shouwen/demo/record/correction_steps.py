"""补正 in the book: the same steps as `cases.corrections`, with the same paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from shouwen.cases import policies
from shouwen.cases.correction_paper import correction_content
from shouwen.cases.enums import CaseState, ReviewState
from shouwen.cases.models import Case, CaseMaterial, CorrectionNotice
from shouwen.civil_time import local_date
from shouwen.clocks.enums import PauseKind
from shouwen.demo.record.book import Book
from shouwen.demo.record.case_steps import CaseSteps
from shouwen.demo.record.clock_steps import ClockSteps
from shouwen.papers.enums import PaperKind
from shouwen.people.actor import Actor

Link = CorrectionNotice.materials.through


class CorrectionSteps:
    """The notice, and what comes in answer to it."""

    def __init__(self, book: Book, clocks: ClockSteps, cases: CaseSteps) -> None:
        self._book = book
        self._clocks = clocks
        self._cases = cases

    def correct(self, case: Case, *, by: Actor, at: datetime, allowed_reason: str = "") -> CorrectionNotice:
        """出具《补正材料一次性告知书》: from tomorrow on the clock waits for the applicant."""
        file = self._cases.file(case)
        file.asked = [material for material in file.materials if material.state in policies.FAULTY]
        repeated = self._asks_again(case)
        self._cases.move(case, CaseState.CORRECTING)
        # The paper is written from the case as it stands in the book.
        case._prefetched_objects_cache = {"materials": file.materials}  # type: ignore[attr-defined]
        paper = self._cases.issue(
            case,
            PaperKind.CORRECTION_NOTICE,
            lambda number: correction_content(case, number=number, by=by, at=at),
            by=by,
            at=at,
        )
        notice = CorrectionNotice(
            centre_id=case.centre_id,
            case=case,
            sequence=len(file.notices) + 1,
            paper=paper,
            issued_at=at,
            issued_by_id=by.member_id,
            repeats_old_material=repeated,
            allowed_by_id=by.staff_id if repeated else None,
            allowed_reason=allowed_reason if repeated else "",
        )
        file.notices.append(self._book.add(notice))
        for material in file.asked:
            self._book.add(Link(correctionnotice_id=notice.pk, casematerial_id=material.pk))
        self._clocks.pause(
            self._cases.clock(case),
            kind=PauseKind.CORRECTION,
            reason=f"等申请人补 {len(file.asked)} 份材料",
            from_on=local_date(at) + timedelta(days=1),
            by=by,
            at=at,
        )
        self._cases.note(case, "case.correction_notice", by=by, at=at, paper=paper.number, materials=len(file.asked))
        return notice

    def _asks_again(self, case: Case) -> bool:
        """Whether it asks for material that the notice before could have told (N5)."""
        file = self._cases.file(case)
        if not file.notices:
            return False
        last = file.notices[-1].issued_at
        return any(material.received_at is None or material.received_at <= last for material in file.asked)

    def receive_materials(self, case: Case, materials: Sequence[CaseMaterial], *, by: Actor, at: datetime) -> None:
        """收到补交材料: once all that the notice asked for is here, the clock goes on."""
        file = self._cases.file(case)
        notice = file.notices[-1]
        for material in materials:
            self._book.change(
                material,
                state=ReviewState.UNREVIEWED,
                received_at=at,
                reason="",
                requirement="",
                corrected_on_spot=False,
            )
        waiting = [
            material
            for material in file.asked
            if material.received_at is None or material.received_at <= notice.issued_at
        ]
        self._cases.note(
            case,
            "case.materials_received",
            by=by,
            at=at,
            materials=[material.name for material in materials],
            still_waiting=len(waiting),
        )
        if not waiting:
            self._book.change(notice, settled_at=at)
            self._cases.move(case, CaseState.ACCEPTED)
            self._clocks.resume(self._cases.clock(case), last_paused_on=local_date(at), by=by, at=at)
