"""给我的消息: notices on the desk of the member of staff who is logged in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages as said
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shouwen.assistance.recording import HELP_CALL
from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of, serial_of
from shouwen.desk.inquiries.listing import when
from shouwen.messages import actions, queries
from shouwen.supervision.policies import may_see_warnings
from shouwen.supervision.warning import SUBJECT as SEVERAL_WARNED

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice: about what, what it says, from whom, and whether it was read."""

    number: str
    words: str
    written: str
    writer: str
    url: str
    is_new: bool


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """The list, the newest first; POST says that all that came so far was read."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    mine = queries.notices_for(actor.centre_id, actor.staff_id, at=at)
    if request.method == "POST":
        unread = list(mine.filter(read_at=None).values_list("pk", flat=True))
        actions.mark_read(message_ids=unread, by=actor, at=at)
        said.success(request, "都看过了")
        return redirect("desk:notices")
    pages = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    sees_warnings = may_see_warnings(actor) is None
    rows = [_row(message, at, sees_warnings=sees_warnings) for message in pages]
    page = {"rows": rows, "pages": pages, "has_new": any(row.is_new for row in rows)}
    return render(request, "desk/notices.html", {"page": page})


def _row(message: Any, at: datetime, *, sees_warnings: bool) -> NoticeRow:
    return NoticeRow(
        number=message.number,
        words=actions.words_of(message),
        written=when(message.written_at, at),
        writer=message.written_by.name if message.written_by else "系统",
        url=_address(message, sees_warnings=sees_warnings),
        is_new=message.read_at is None,
    )


def _address(message: Any, *, sees_warnings: bool) -> str:
    """Where a notice leads: the matter it is about, the list of the due dates that moved, or of what is near or over."""
    if message.subject_kind == "recomputation":
        return reverse("desk:moves_of", args=[message.subject_id]) + "?show=mine"
    if message.subject_kind == SEVERAL_WARNED:
        return reverse("desk:watch" if sees_warnings else "desk:today")
    if message.subject_kind == HELP_CALL:
        return reverse("desk:help_call", args=[serial_of(message.number)])
    return address_of(message.subject_kind, message.number) if message.subject_kind in ClockKind.values else ""
