"""The page of one inquiry: read it, give it an outcome, give the one-time notice on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.answers import refused
from shouwen.desk.inquiries import page as pages
from shouwen.desk.inquiries.forms import FIELD_OF, SettleForm
from shouwen.desk.inquiries.panel_forms import PanelForm
from shouwen.desk.inquiries.register_page import own_address, what_happened, whole
from shouwen.desk.inquiries.told_notices import told_notices
from shouwen.desk.telling.told_words import how_told
from shouwen.inquiries.enums import Channel, Outcome
from shouwen.inquiries.queries import inquiry_numbered
from shouwen.inquiries.telling_answers import answer_purpose
from shouwen.people.actor import Actor
from shouwen.reception import actions as reception
from shouwen.refusals import Refusal, Refused


def inquiry_or_404(request: HttpRequest, serial: str) -> Any:
    """The inquiry 问 261009-12 of the reader's centre, by 261009-12."""
    found = inquiry_numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(f"no inquiry {serial}")
    return found


@login_required
@require_http_methods(["GET", "POST"])
def inquiry(request: HttpRequest, serial: str) -> HttpResponse:
    """Show it; POST gives it one of the outcomes (首问负责制度 第五条)."""
    found, actor = inquiry_or_404(request, serial), request.actor  # type: ignore[attr-defined]
    if request.method == "GET":
        item = {"item": found.item_id or "", "channel": found.channel}
        return shown(request, found, SettleForm(initial=item))
    form = SettleForm(_with_item(request.POST, found))
    form.is_valid()
    above = form.look_through(actor, at=request.at)  # type: ignore[attr-defined]
    if form.errors:
        return shown(request, found, form, refusal=above, status=422)
    try:
        received = reception.settle(
            inquiry=found,
            outcome=Outcome(form.cleaned_data["outcome"]),
            told=form.told_to(Channel(found.channel)),
            step=form.step(),
            by=actor,
            at=request.at,  # type: ignore[attr-defined]
        )
    except Refused as refusal_raised:
        form.refuse(refusal_raised.refusal)
        # What was read before the refusal may have moved on: the page shows what is so now.
        return shown(request, inquiry_or_404(request, serial), form, refusal=refusal_raised.refusal, status=422)
    told = how_told(found.centre_id, answer_purpose(found))
    messages.success(request, what_happened(received, actor, at=request.at) + told)  # type: ignore[attr-defined]
    if received.case is not None:
        return redirect(address_of(ClockKind.CASE, received.case.number))
    return redirect(pages.address(found))


def _with_item(sent: QueryDict, found: Any) -> QueryDict:
    """What was sent; the item of the inquiry stands for one that wasn't chosen."""
    if sent.get("item") or not found.item_id:
        return sent
    filled = sent.copy()
    filled["item"] = str(found.item_id)
    return filled


def shown(
    request: HttpRequest,
    found: Any,
    form: SettleForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with a form, empty or with what was typed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    above = refusal if refusal and (refusal.clause or refusal.code not in FIELD_OF) else None
    at = request.at  # type: ignore[attr-defined]
    prints, back = request.GET.getlist("print"), own_address(request.GET.get("back", ""))
    page = pages.inquiry_page(found, actor, form, at=at, refusal=above, prints=prints, back=back)
    return _rendered(request, found, page, status)


def shown_with_panel(
    request: HttpRequest, found: Any, form: PanelForm, *, refusal: Refusal | None = None
) -> HttpResponse:
    """The page with what was typed in its panel and is wrong. A refusal that no field speaks of stands above."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    above = refusal if refusal and (refusal.clause or refusal.code not in form.FIELD_OF) else None
    page = pages.inquiry_page(found, actor, SettleForm(), at=at, refusal=above, panel_form=form)
    return _rendered(request, found, page, 422)


def _rendered(request: HttpRequest, found: Any, page: pages.InquiryPage, status: int) -> HttpResponse:
    context = {"page": page, "notices": told_notices(found)}
    return render(request, "desk/inquiries/inquiry.html", context, status=status)


@login_required
@require_POST
def notice(request: HttpRequest, serial: str) -> HttpResponse:
    """出具一次性告知单（一次性告知制度 第四条）of the inquiry's item, in the situation chosen."""
    found, actor = inquiry_or_404(request, serial), request.actor  # type: ignore[attr-defined]
    item = whole(request.POST.get("item")) or found.item_id
    try:
        paper = reception.print_notice_of(
            inquiry=found,
            item_id=item,
            situation_id=whole(request.POST.get("situation")),
            version_id=whole(request.POST.get("notice_version")),
            by=actor,
            at=request.at,  # type: ignore[attr-defined]
        )
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    return redirect(f"{pages.address(found)}?print={paper.pk}")
