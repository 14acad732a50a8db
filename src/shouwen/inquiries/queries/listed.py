"""Inquiries in the order in which they were registered, for another system that reads on from where it stopped."""

from __future__ import annotations

from datetime import datetime

from shouwen.inquiries.enums import Channel, InquiryState
from shouwen.inquiries.models import Inquiry


def inquiries_before(
    centre_id: int,
    *,
    before: int | None,
    most: int,
    state: InquiryState | None = None,
    channel: Channel | None = None,
    since: datetime | None = None,
) -> list[Inquiry]:
    """The inquiries registered before this one (its id), newest first, at most so many; one query."""
    rows = Inquiry.objects.filter(centre_id=centre_id)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    if state is not None:
        rows = rows.filter(state=state)
    if channel is not None:
        rows = rows.filter(channel=channel)
    if since is not None:
        rows = rows.filter(received_at__gte=since)
    return list(rows.select_related("person", "item", "first_responder", "window").order_by("-pk")[:most])


def inquiry_listed(centre_id: int, serial: str) -> Inquiry | None:
    """One inquiry by its serial 261009-12, with what the list shows of it; one query."""
    rows = Inquiry.objects.filter(centre_id=centre_id, number=f"问 {serial}")
    return rows.select_related("person", "item", "first_responder", "window").first()
