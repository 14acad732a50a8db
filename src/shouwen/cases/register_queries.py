"""What the register of inquiries says of the cases that grew out of them. Two queries, however many rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from shouwen.cases.enums import NOT_HERE, ReviewState
from shouwen.cases.models import Case, CaseMaterial, ReceiptLine


@dataclass(frozen=True, slots=True)
class GrewOut:
    """The case of an inquiry: its number, where it is handled, and the materials that are known to have been handed in for it."""

    number: str
    window: str
    handler: str
    materials: tuple[str, ...]


def cases_of_inquiries(centre_id: int, inquiry_ids: Collection[int]) -> dict[int, GrewOut]:
    """The cases by inquiry; inquiries without a case are left out."""
    rows = Case.objects.filter(centre_id=centre_id, inquiry_id__in=inquiry_ids).select_related("window", "handler")
    cases = list(rows)
    received: dict[int, list[str]] = {}
    handed_in = CaseMaterial.objects.filter(known_to_be_here(), case_id__in=[case.pk for case in cases])
    for case_id, name in handed_in.order_by("case_id", "position").values_list("case_id", "name"):
        received.setdefault(case_id, []).append(name)
    return {
        case.inquiry_id: GrewOut(
            number=case.number,
            window=case.window.label if case.window else "",
            handler=case.handler.name,
            materials=tuple(received.get(case.pk, ())),
        )
        for case in cases
    }


def known_to_be_here() -> Q:
    """Materials of which somebody said that they are here: looked at and not found missing, come later, or named on a receipt in
    force. A case begins with a row for all that its guide asks for, whether it was brought or not."""
    receipts = ReceiptLine.objects.filter(case_material=OuterRef("pk"), paper__voided=None)
    said_so = Q(received_at__gt=F("case__received_at")) | Q(Exists(receipts)) | ~Q(state=ReviewState.UNREVIEWED)
    return Q(received_at__isnull=False) & said_so & ~Q(state__in=NOT_HERE)
