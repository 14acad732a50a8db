"""代办 on the desk: authorisations are written down, looked at, used for who comes to the window, and taken back."""

from __future__ import annotations

import base64
import binascii
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen.agency import actions, policies, queries
from shouwen.agency.enums import Basis, RevokedBy
from shouwen.desk.addresses import serial_of
from shouwen.desk.agency.pages import SIFTS, choices, line_of, lines, one_page
from shouwen.desk.answers import refused
from shouwen.desk.search_words import asked, searched
from shouwen.files import actions as files
from shouwen.files.checks import TOO_LARGE
from shouwen.files.uploads import counted
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused

PER_PAGE = 25
_PNG = "data:image/png;base64,"
_DAY_WRONG = Refusal("day_wrong", "日子不对，写成 2026-10-12", policies.ARTICLE)


@login_required
@searched
@require_safe
def authorisations(request: HttpRequest) -> HttpResponse:
    """委托; `state=mine`: whom the village helper acts for."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if refusal := policies.may_see(actor):
        return refused(request, refusal)
    said = asked(request)
    state = said.get("state", "in_force")
    pages = Paginator(lines(actor, said.get("q", ""), state, at=at), PER_PAGE).get_page(said.get("page"))
    page = {
        "rows": [line_of(row, at=at) for row in pages],
        "pages": pages,
        "state": state,
        "sifts": [(key, words, key == state) for key, words in SIFTS],
        "may_make": policies.may_make(actor) is None,
    }
    return render(request, "desk/agency/list.html", {"page": page})


@counted
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """登记委托, with both at the window, or with the paper they signed."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if refusal := policies.may_make(actor):
        return refused(request, refusal)
    if request.method == "GET":
        return render(request, "desk/agency/new.html", {"choices": choices(actor, at=at), "said": {}, "ticked": []})
    try:
        made = actions.authorise(**_said(request), proof=_proof(request, actor), by=actor, at=at)
    except Refused as refused_by:
        page = {
            "choices": choices(actor, at=at),
            "said": request.POST,
            "ticked": request.POST.getlist("items"),
            "refusal": refused_by.refusal,
        }
        return render(request, "desk/agency/new.html", page, status=422)
    messages.success(request, f"{made.authorisation.number} 登记了，告诉委托人了。委托码给代办人抄下来")
    return redirect("desk:authorisation", serial_of(made.authorisation.number))


@never_cache
@login_required
@require_safe
def authorisation(request: HttpRequest, serial: str) -> HttpResponse:
    """One of them."""
    return _page(request, _row_or_404(request, serial))


@login_required
@require_POST
def revoke(request: HttpRequest, serial: str) -> HttpResponse:
    """撤回: the principal is here, or rang."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    row, how = _row_or_404(request, serial), request.POST.get("how", "")
    how = RevokedBy.PHONE if how == RevokedBy.PHONE else RevokedBy.DESK
    try:
        actions.revoke(authorisation=row, how=how, reason=request.POST.get("reason", ""), by=actor, at=at)
    except Refused as refused_by:
        return _page(request, _row_or_404(request, serial), refusal=refused_by.refusal, said=request.POST, status=422)
    messages.success(request, f"{row.number} 撤回了，代办人不能再办")
    return redirect("desk:authorisation", serial)


@login_required
@require_POST
def came(request: HttpRequest, serial: str) -> HttpResponse:
    """代办人来了: whether they may do this today, and the record that they did."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    row, sent = _row_or_404(request, serial), request.POST
    number, item = sent.get("number", "").strip()[:20], sent.get("item", "")[:20]
    what = "到窗口交材料" if sent.get("what") == "hand_in" else "到窗口申请"
    numbers = [number] if number else []
    try:
        actions.act(authorisation=row, what=what, item_code=item, numbers=numbers, by=actor, at=at)
    except Refused as refused_by:
        return _page(request, _row_or_404(request, serial), refusal=refused_by.refusal, said=sent, status=422)
    messages.success(request, f"{row.number} 能办，记下了。请核对代办人的证件")
    return redirect("desk:authorisation", serial)


@login_required
@require_safe
def proof(request: HttpRequest, serial: str, which: str) -> HttpResponse:
    """看签名、委托书; journalled each time, without any right in the browser."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    try:
        data, kind = actions.open_proof(authorisation=_row_or_404(request, serial), which=which, by=actor, at=at)
    except Refused as refused_by:
        return refused(request, refused_by.refusal)
    answer = HttpResponse(data, content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    answer["Cache-Control"] = "no-store"
    return answer


def _said(request: HttpRequest) -> dict[str, Any]:
    sent = request.POST
    helper, basis = sent.get("helper", ""), sent.get("basis", "")
    by_helper = helper.isdecimal() and len(helper) < 18
    agent = actions.Identity(sent.get("agent_name", ""), sent.get("agent_number", ""), sent.get("agent_phone", ""))
    return {
        "basis": Basis(basis) if basis in Basis.values else Basis.AUTHORISED,
        "principal": actions.Identity(
            sent.get("principal_name", ""), sent.get("principal_number", ""), sent.get("principal_phone", "")
        ),
        "agent": None if by_helper or not agent.name.strip() else agent,
        "helper_id": int(helper) if by_helper else None,
        "relation": sent.get("relation", ""),
        "basis_words": sent.get("basis_words", ""),
        "item_codes": sent.getlist("items"),
        "matter_number": sent.get("matter_number", "")[:20],
        "from_on": _day(sent.get("from_on", "")),
        "until_on": _day(sent.get("until_on", "")),
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(_DAY_WRONG) from error


def _proof(request: HttpRequest, by: Actor) -> actions.Proof:
    """The drawing as a PNG, the paper as a scan; both looked at by their content."""
    if request.has_too_large_file:  # type: ignore[attr-defined]
        raise Refused(TOO_LARGE)
    drawn, paper = request.POST.get("signature", ""), request.FILES.get("paper")
    signature = None
    if drawn.startswith(_PNG):
        try:
            data = base64.b64decode(drawn.removeprefix(_PNG), validate=True)
        except binascii.Error as error:
            raise Refused(Refusal("signature_wrong", "签名没有传好，请重新签", policies.ARTICLE)) from error
        signature = files.take_in(name="签名.png", data=data, by=by)
    scan = files.take_in(name=paper.name or "委托书", data=paper.read(), by=by) if paper else None
    return actions.Proof(signature, scan)


def _page(request: HttpRequest, row: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if not_for_you := policies.may_see(actor):
        return refused(request, not_for_you)
    return render(request, "desk/agency/page.html", {"page": one_page(row, by=actor, at=at, **more)}, status=status)


def _row_or_404(request: HttpRequest, serial: str) -> Any:
    found = queries.numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(f"no authorisation {serial}")
    return found
