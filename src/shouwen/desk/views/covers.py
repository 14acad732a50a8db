"""交接单（AB岗）: what is open of a colleague who is away, for whoever stands in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shouwen.desk.today.covers import cover_sheet
from shouwen.people.enums import Role
from shouwen.people.queries import cover_with


@login_required
@require_safe
def cover(request: HttpRequest, cover_id: int) -> HttpResponse:
    """For the two whom it concerns, and the management office."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = cover_with(cover_id, actor.centre_id)
    if found is None:
        raise Http404(f"no cover {cover_id}")
    if actor.staff_id not in {found.by_id, found.absent_id} and not actor.has(Role.MANAGEMENT_OFFICE):
        raise PermissionDenied("交接单只给代班的人和被代的人看")
    return render(request, "desk/covers.html", {"sheet": cover_sheet(found, at=at)})
