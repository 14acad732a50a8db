"""材料接收凭证: what was handed in, each time something is; every hand-in of a material stands on one receipt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from shouwen.cases import paper_policies as policies
from shouwen.cases.actions import hold
from shouwen.cases.models import Case, CaseMaterial, ReceiptLine
from shouwen.cases.paper_parts import notice_parts
from shouwen.catalogue.enums import MaterialForm
from shouwen.civil_time import local_date
from shouwen.journal.change import one_change
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.papers.rendering import content
from shouwen.people.actor import Actor
from shouwen.refusals import refuse_if


@one_change
def issue_material_receipt(*, case: Case, material_ids: Collection[int], by: Actor, at: datetime) -> Paper:
    """出具材料接收凭证 for these materials. Raises Refused."""
    hold(case)
    refuse_if(policies.may_issue_receipt(case, by=by, at=at, material_ids=material_ids))
    chosen = set(material_ids)
    handed_in = [row for row in policies.without_receipt(case) if row.pk in chosen]
    brought = [row for row in policies.brought_after_all(case) if row.pk in chosen]
    for row in brought:
        row.received_at = at
        row.save(update_fields=["received_at"])
    handed_in = sorted([*handed_in, *brought], key=lambda row: row.position)
    paper: Paper = papers.issue(
        kind=PaperKind.MATERIAL_RECEIPT,
        subject_kind="case",
        subject_id=case.pk,
        build=lambda number: receipt_content(case, handed_in, number=number, at=at),
        by=by,
        at=at,
    )
    ReceiptLine.objects.bulk_create(
        ReceiptLine(centre_id=case.centre_id, paper=paper, case_material=row, received_at=row.received_at)
        for row in handed_in
        if row.received_at is not None
    )
    return paper


def receipt_content(
    case: Case, handed_in: Sequence[CaseMaterial], *, number: str, at: datetime
) -> content.MaterialReceipt:
    """The list with form and number of each, in the order of the guide; the day is that of the last hand-in among them."""
    received = max(row.received_at for row in handed_in if row.received_at is not None)
    return content.MaterialReceipt(
        **notice_parts(case, number=number, issued_on=local_date(at)),
        received_on=local_date(received),
        received_at=case.window.label if case.window else case.centre.name,
        materials=tuple(_received(row) for row in handed_in),
        completes_correction=case.correction_notices.filter(issued_at__lt=received).exists(),
    )


def _received(row: CaseMaterial) -> content.ReceivedMaterial:
    form = MaterialForm(row.material.form).label if row.material else "材料"
    return content.ReceivedMaterial(row.name, form, row.material.copies if row.material else 1)
