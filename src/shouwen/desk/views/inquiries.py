"""登记首问 and 首问登记簿."""

from __future__ import annotations

from urllib.parse import urlencode

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen.catalogue.queries import item_with_code
from shouwen.clocks.enums import ClockKind
from shouwen.desk import waiting
from shouwen.desk.addresses import address_of
from shouwen.desk.answers import refused
from shouwen.desk.incoming.call_page import register_fields
from shouwen.desk.inquiries import register_page as pages
from shouwen.desk.inquiries.forms import FIELD_OF, PRINT, RegisterForm
from shouwen.desk.inquiries.listing import inquiry_list
from shouwen.desk.inquiries.outcome import day_words
from shouwen.desk.inquiries.precedents import precedents
from shouwen.desk.inquiries.script import Script, script_of, suggestions
from shouwen.desk.inquiries.started import Started, begun_offline, new_start, opened
from shouwen.desk.parts import WayOut
from shouwen.desk.search_words import asked, searched
from shouwen.inquiries.enums import Outcome
from shouwen.people.actor import Actor
from shouwen.people.policies import may_serve
from shouwen.reception import actions as reception
from shouwen.reception.queries import number_of_page
from shouwen.refusals import Refusal, Refused

DONE = "inquiries_sent"
"""In the session: pages that were sent, by their mark, with the number they became; the newest twenty.

Saves a second sending the work; that there is no second inquiry is held by the database."""
MOST_DONE = 20


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """登记首问（首问负责制度 第三、五条）. One domain call; a page sent twice registers once.

    The browser keeps no copy: who goes back to a page that was sent gets a new one, with nothing of it on."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if refusal := may_serve(actor):
        return refused(request, refusal, ways=[WayOut("看首问登记簿", "/inquiries/")])
    if request.method == "GET":
        item = item_with_code(actor.centre_id, request.GET.get("item", ""))  # from the button of a guide
        called = register_fields(actor, request.GET.get("call", ""), at=request.at)  # type: ignore[attr-defined]
        empty = RegisterForm(initial={"item": item.pk if item else None, **called})
        return _page(request, empty, new_start(actor, at=request.at))  # type: ignore[attr-defined]
    if (others := waiting.written_by_another(request)) is not None:
        return others
    form = RegisterForm(request.POST)
    started = _start_of(request)
    if (sent := request.session.get(DONE, {}).get(started.mark)) is not None:
        return _sent_before(request, sent)
    form.is_valid()
    above = form.look_through(actor, at=request.at)  # type: ignore[attr-defined]
    if form.errors:
        return _page(request, form, started, refusal=above, status=422)
    try:
        received = _receive(form, actor, started, request)
    except Refused as refusal_raised:
        if refusal_raised.code == "already_registered":
            return _sent_before(request, number_of_page(actor.centre_id, started.mark))
        form.refuse(refusal_raised.refusal)
        return _page(request, form, started, refusal=_above(refusal_raised.refusal), status=422)
    remember_sent(request, started.mark, received.inquiry.number)
    words = pages.what_happened(received, actor, at=request.at)  # type: ignore[attr-defined]
    to, newer = _next(received, back=pages.back_of(request)), _newer_guide(received)
    if not waiting.is_sent_later(request):
        messages.success(request, words)
        if newer:
            messages.warning(request, newer)
    return (
        waiting.done("。".join(filter(None, (words, newer))), to=to)
        if waiting.is_read_by_script(request)
        else redirect(to)
    )


def _newer_guide(received: reception.Received) -> str:
    """What the clerk hears when a version of the guide began while an earlier one was being told (一次性告知制度 第三条)."""
    newer = received.newer_guide
    if newer is None:
        return ""
    return f"{newer.item.name}的第 {newer.number} 版刚刚起用了：告知记的是你说的那一版，差别要补告诉本人"


def _start_of(request: HttpRequest) -> Started:
    sent, at = request.POST, request.at  # type: ignore[attr-defined]
    started = opened(sent.get("started", ""), request.actor, at=at)  # type: ignore[attr-defined]
    return begun_offline(started, mark=sent.get("mark", ""), came=sent.get("came_at", ""), at=at)


def _sent_before(request: HttpRequest, number: str) -> HttpResponse:
    """The same page came twice: to what it became the first time."""
    to = address_of(ClockKind.COMPLAINT if number.startswith(ClockKind.COMPLAINT.mark) else ClockKind.INQUIRY, number)
    if waiting.is_read_by_script(request):
        return waiting.done(f"这件已经登记成 {number}，没有再登一次", to=to)
    messages.info(request, f"这件刚才已经登记成 {number}，没有再登一次")
    return redirect(to)


def _receive(form: RegisterForm, actor: Actor, started: Started, request: HttpRequest) -> reception.Received:
    data = form.cleaned_data
    return reception.receive(
        channel=form.chosen_channel,
        visitor=form.visitor(),
        matter=data["matter"],
        item_id=data["item"],
        outcome=Outcome(data["outcome"]),
        told=form.told_now(),
        step=form.step(),
        notice_means=form.notice_means(),
        notice_version_id=data["notice_version"],
        with_papers=data["notice"] == PRINT or data["with_slip"],
        received_at=started.at,
        mark=started.mark,
        by=actor,
        at=request.at,  # type: ignore[attr-defined]
    )


def _above(refusal: Refusal) -> Refusal | None:
    """A refusal with its clause stands above the form too; one that only speaks of a field stands there alone."""
    return refusal if refusal.clause or refusal.code not in FIELD_OF else None


def _next(received: reception.Received, *, back: str) -> str:
    """To the papers, if there are any to hand over; to the case; else where one came from."""
    if received.papers:
        words = urlencode([*(("print", paper.pk) for paper in received.papers), ("back", back)])
        return f"{address_of(ClockKind.INQUIRY, received.inquiry.number)}?{words}"
    return address_of(ClockKind.CASE, received.case.number) if received.case else back


def remember_sent(request: HttpRequest, mark: str, number: str) -> None:
    """The page of this mark was sent, and became this number: its draft is done with."""
    kept = list(request.session.get(DONE, {}).items())[1 - MOST_DONE :]
    request.session[DONE] = dict([*kept, (mark, number)])


def _page(
    request: HttpRequest, form: RegisterForm, started: Started, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    if waiting.is_read_by_script(request):
        return waiting.refused(str(words) for field in form.errors.values() for words in field)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    page = pages.register_page(
        form,
        actor,
        started,
        back=pages.back_of(request),
        at=request.at,  # type: ignore[attr-defined]
        refusal=refusal,
    )
    done = list(request.session.get(DONE, {}))
    return render(request, "desk/inquiries/register.html", {"page": page, "done_marks": done}, status=status)


@login_required
@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """像是这件事, while typing. Sent as POST: what people say stays out of addresses and logs."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    matter, taken = request.POST.get("matter", ""), pages.whole(request.POST.get("item"))
    found = suggestions(actor.centre_id, matter, at=request.at)  # type: ignore[attr-defined]
    shown = None
    if not taken and found.rows:
        shown = _script(request, found.rows[0].item_id)
    alike = precedents(actor.centre_id, matter, item_id=taken, at=request.at)  # type: ignore[attr-defined]
    page = {"found": found, "script": shown, "form": RegisterForm({"matter": matter}), "precedents": alike}
    return render(request, "desk/inquiries/found.html", {"page": page, "is_taken": bool(taken)})


@login_required
@require_POST
def script(request: HttpRequest) -> HttpResponse:
    """可以照着念: the guide in force, for the situation chosen; `plain` without the ways of telling it."""
    item = pages.whole(request.POST.get("item")) or pages.whole(request.POST.get("shown"))
    if request.POST.get("plain"):
        return render(request, "desk/inquiries/guide.html", {"script": _script(request, item or 0)})
    page = {"script": _script(request, item or 0), "form": RegisterForm(request.POST)}
    return render(request, "desk/inquiries/register.html#script", {"page": page})


def _script(request: HttpRequest, item_id: int) -> Script | None:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    situation = pages.whole(request.POST.get("situation"))
    said = request.POST.get("asked", "")
    return script_of(actor.centre_id, item_id, situation_id=situation, asked=said, at=request.at)  # type: ignore[attr-defined]


@login_required
@require_POST
def caller(request: HttpRequest) -> HttpResponse:
    """Whether this number has asked before."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    page = {"caller": pages.caller_of(actor.centre_id, request.POST.get("phone", ""))}
    return render(request, "desk/inquiries/register.html#caller", {"page": page})


@login_required
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """What kind of day a promised date is."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    words = day_words(actor.centre_id, request.GET.get("promised_for", ""), at=request.at)  # type: ignore[attr-defined]
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@login_required
@require_safe
def qr(request: HttpRequest, item_id: int) -> HttpResponse:
    """发到手机: a code that opens the public guide of this version and situation; `offline` the guide as text in the code itself,
    for a phone without network."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    situation, offline = pages.whole(request.GET.get("situation")), request.GET.get("offline") == "1"
    found = script_of(actor.centre_id, item_id, situation_id=situation, at=request.at)  # type: ignore[attr-defined]
    if found is None:
        raise Http404("no such item")
    context = {"script": found, "drawing": "", "offline": offline}
    try:
        code = segno.make(found.as_text() if offline else found.address, error="l" if offline else "m", micro=False)
    except segno.DataOverflowError:
        return render(request, "desk/inquiries/qr.html", context)
    # Drawn from numbers, no input of a user.
    context["drawing"] = mark_safe(code.svg_inline(scale=1, border=2, omitsize=True))
    return render(request, "desk/inquiries/qr.html", context)


@login_required
@searched
@require_safe
def register_list(request: HttpRequest) -> HttpResponse:
    """首问登记簿: every inquiry of the centre, newest first, to search and to narrow."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    page = inquiry_list(actor, asked(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/inquiries/list.html", {"page": page})
