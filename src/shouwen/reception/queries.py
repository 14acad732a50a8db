"""Reading what became of an inquiry."""

from __future__ import annotations

from shouwen.cases.models import Case
from shouwen.inquiries.models import SentPage


def case_of_inquiry(centre_id: int, inquiry_id: int) -> Case | None:
    """The case that an inquiry became."""
    return Case.objects.filter(centre_id=centre_id, inquiry_id=inquiry_id).select_related("item", "handler").first()


def number_of_page(centre_id: int, mark: str) -> str:
    """The number of the inquiry that a page became; empty if it was never sent."""
    rows = SentPage.objects.filter(centre_id=centre_id, mark=mark)
    return rows.values_list("inquiry__number", flat=True).first() or ""
