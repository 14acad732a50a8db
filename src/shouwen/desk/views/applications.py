"""网上申请: the list, the pre-review of one, and what comes of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shouwen.applications import deciding, policies, queries, reviewing
from shouwen.applications.enums import PreReview
from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.answers import refused
from shouwen.desk.applications.pages import list_page, review_page
from shouwen.desk.views.case_files import harmless
from shouwen.files.actions import name_of
from shouwen.inquiries.enums import DeclineGround
from shouwen.refusals import Refusal, Refused

_GROUND = Refusal("ground_missing", "先选不予受理的理由是哪一种")


@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """网上申请, those waiting for a pre-review first."""
    actor = request.actor  # type: ignore[attr-defined]
    if refusal := policies.may_see_list(actor):
        return refused(request, refusal)
    page = list_page(actor, request.GET, at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/applications/list.html", {"page": page})


@never_cache
@login_required
@require_safe
def application(request: HttpRequest, serial: str) -> HttpResponse:
    """One application; what was typed stays closed until somebody opens it."""
    return _page(request, _found(request, serial))


@never_cache
@login_required
@require_POST
def typed(request: HttpRequest, serial: str) -> HttpResponse:
    """看填写的内容: opened, and journalled."""
    found = _found(request, serial)
    try:
        opened = reviewing.open_typed(application=found, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused_:
        return refused(request, refused_.refusal)
    return _page(request, found, opened=opened)


@login_required
@require_safe
def uploaded(request: HttpRequest, serial: str, file_id: int) -> HttpResponse:
    """One of the photos on a page of its own, `?as=it-came` the bytes; those are journalled each time."""
    found = _found(request, serial)
    row = queries.file_of(found, file_id)
    if row is None:
        raise Http404("no such file")
    is_picture = row.file.media_type.startswith("image/")
    if is_picture and request.GET.get("as") != "it-came":
        return render(request, "desk/applications/photo.html", {"row": row, "application": found, "serial": serial})
    try:
        data = reviewing.open_uploaded(row=row, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused_:
        return refused(request, refused_.refusal)
    return harmless(data, row.file.media_type, name_of(row.file))


@never_cache
@login_required
@require_POST
def decide(request: HttpRequest, serial: str) -> HttpResponse:
    """审好的存下来; and, by the button pressed, 受理 or 一次告知补正. What was typed stays when it is refused."""
    found, actor, at = _found(request, serial), request.actor, request.at  # type: ignore[attr-defined]
    what = request.POST.get("do", "")
    try:
        reviewing.review(application=found, said=_said(request, found), by=actor, at=at)
        if what == "accept":
            names = {str(row.pk): row.name for row in found.materials.all()}
            originals = [names[one] for one in request.POST.getlist("originals") if one in names]
            case = deciding.accept(application=found, originals=originals, by=actor, at=at)
            messages.success(request, f"已受理 {case.number}，网上交的材料都在里面；要不要来已经告诉申请人")
            return redirect(address_of(ClockKind.CASE, case.number))
        if what == "correct":
            case = deciding.ask_correction(application=found, by=actor, at=at)
            messages.success(request, f"已收件 {case.number}，要补的一次告诉了申请人")
            return redirect(address_of(ClockKind.CASE, case.number))
    except Refused as refused_:
        return _page(request, _found(request, serial), refusal=refused_.refusal, said=request.POST)
    messages.success(request, "审的都存下了")
    return redirect("desk:application", serial)


@never_cache
@login_required
@require_POST
def decline(request: HttpRequest, serial: str) -> HttpResponse:
    """拟不予受理: to the inquiry, where a second person checks it."""
    found, sent = _found(request, serial), request.POST
    try:
        if sent.get("ground", "") not in DeclineGround.values:
            raise Refused(_GROUND)
        inquiry = deciding.decline(
            application=found,
            ground=DeclineGround(sent["ground"]),
            reason=sent.get("why", ""),
            basis=sent.get("basis", ""),
            way_out=sent.get("way_out", ""),
            words=sent.get("words", ""),
            by=request.actor,  # type: ignore[attr-defined]
            at=request.at,  # type: ignore[attr-defined]
        )
    except Refused as refused_:
        return _page(request, _found(request, serial), refusal=refused_.refusal, said=sent)
    messages.success(request, f"已提请复核不予受理（{inquiry.number}），复核同意后告知申请人")
    return redirect(address_of(ClockKind.INQUIRY, inquiry.number))


def _said(request: HttpRequest, found: Any) -> dict[int, reviewing.Said]:
    """What was said of each material; one that wasn't touched says nothing."""
    sent = request.POST
    return {
        row.pk: reviewing.Said(
            PreReview(state), sent.get(f"reason-{row.pk}", ""), sent.get(f"requirement-{row.pk}", "")
        )
        for row in found.materials.all()
        if (state := sent.get(f"state-{row.pk}", "")) in PreReview.values
    }


def _found(request: HttpRequest, serial: str) -> Any:
    found = queries.numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404("no such application")
    return found


def _page(
    request: HttpRequest, found: Any, *, opened: Any = None, refusal: Refusal | None = None, said: Any = None
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    if no := policies.may_see_list(actor):
        return refused(request, no)
    page = review_page(actor, found, at=request.at, opened=opened, said=said)  # type: ignore[attr-defined]
    context = {"page": page, "refusal": refusal, "said": said or {}}
    return render(request, "desk/applications/page.html", context, status=422 if refusal else 200)
