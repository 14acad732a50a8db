"""Reading what became of an inquiry."""

from __future__ import annotations

from shouwen.cases.models import Case


def case_of_inquiry(centre_id: int, inquiry_id: int) -> Case | None:
    """The case that an inquiry became."""
    return Case.objects.filter(centre_id=centre_id, inquiry_id=inquiry_id).select_related("item", "handler").first()
