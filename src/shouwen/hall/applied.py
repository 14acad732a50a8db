"""网上办, after it was sent: how far it is, what must be corrected and handed in, withdrawal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen import civil_time
from shouwen.applications import by_applicant, drafts, queries
from shouwen.applications.declined import after_decline
from shouwen.applications.enums import ApplicationState
from shouwen.applications.resume_codes import resume_code
from shouwen.applications.submitting import missing_materials
from shouwen.cases.progress import progress_path
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import clock_for
from shouwen.hall.let_in import again, opened, session_in
from shouwen.refusals import Refusal, Refused


@never_cache
@require_safe
def application(request: HttpRequest, mark: str) -> HttpResponse:
    """The page of one application; `?new=1` right after it was sent."""
    found = opened(request, mark)
    if found is None:
        return again(mark)
    return _page(request, found)


@never_cache
@require_POST
def hand_in(request: HttpRequest, mark: str) -> HttpResponse:
    """交补的材料: all of the list in one go."""
    found = opened(request, mark)
    if found is None:
        return again(mark)
    try:
        by_applicant.hand_in(application=found, at=civil_time.now())
    except Refused as refused:
        return _page(request, found, refusal=refused.refusal)
    return redirect(reverse("hall:application", args=[mark]) + "?handed=1")


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, mark: str) -> HttpResponse:
    """撤回, asked once more before it is done."""
    found = opened(request, mark)
    if found is None:
        return again(mark)
    refusal = None
    if request.method == "POST":
        try:
            reason = request.POST.get("reason", "")
            by_applicant.withdraw(application=found, reason=reason, at=civil_time.now())
            return redirect(reverse("hall:application", args=[mark]) + "?gone=1")
        except Refused as refused:
            refusal = refused.refusal
    page = {"application": found, "town": found.centre, "refusal": refusal, "said": request.POST}
    return render(request, "hall/apply_withdraw.html", page, status=422 if refusal else 200)


def _page(request: HttpRequest, found: Any, *, refusal: Refusal | None = None) -> HttpResponse:
    declined = after_decline(found) if found.state == ApplicationState.DECLINING else None
    session, case = session_in(request), declined.case if declined else found.case
    clock = clock_for(centre_id=found.centre_id, kind=ClockKind.PREREVIEW, subject_id=found.pk)
    asked = by_applicant.asked_materials(found)
    is_draft = found.state == ApplicationState.DRAFT
    page = {
        "application": found,
        "town": found.centre,
        "state": ApplicationState(found.state),
        "until": clock.due_at if clock and clock.closed_at is None else None,
        "is_late": bool(clock and clock.closed_at is None and clock.due_at < civil_time.now()),
        "case": case,
        "progress": progress_path(case) if case is not None else "",
        "asked": asked,
        "asked_here": sum(any(file.sent_at is None for file in row.files.all()) for row in asked),
        "materials": queries.materials_of(found),
        "missing": len(missing_materials(found)) if is_draft else 0,
        "kept_until": found.saved_at + drafts.KEPT,
        "resume_code": "" if found.is_verified else resume_code(found),
        "is_of_phone": bool(session and session.phone_hash),
        "may_withdraw": found.state == ApplicationState.SUBMITTED
        or (found.case is not None and found.case.closed_at is None),
        "refusal": refusal,
        "said": request.GET,
        "declined": declined,
    }
    return render(request, "hall/application.html", page, status=422 if refusal else 200)
