"""What the register of inquiries says of the cases that grew out of them. Two queries, however many rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from shouwen.cases.enums import NOT_HERE
from shouwen.cases.models import Case, CaseMaterial


@dataclass(frozen=True, slots=True)
class GrewOut:
    """The case of an inquiry: its number, where it is handled, and the materials handed in for it: not what was missing, or only promised."""

    number: str
    window: str
    handler: str
    materials: tuple[str, ...]


def cases_of_inquiries(centre_id: int, inquiry_ids: Collection[int]) -> dict[int, GrewOut]:
    """The cases by inquiry; inquiries without a case are left out."""
    rows = Case.objects.filter(centre_id=centre_id, inquiry_id__in=inquiry_ids).select_related("window", "handler")
    cases = list(rows)
    received: dict[int, list[str]] = {}
    asked = CaseMaterial.objects.filter(case_id__in=[case.pk for case in cases], received_at__isnull=False)
    handed_in = asked.exclude(state__in=NOT_HERE)
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
