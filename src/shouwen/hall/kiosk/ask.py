"""问一问 on the kiosk: name, phone, matter; then the number, to print or to take along on the phone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shouwen import civil_time
from shouwen.catalogue.queries import item_with_code
from shouwen.hall.ask import FIELD_OF, address_of
from shouwen.hall.asked import asked_page
from shouwen.hall.kiosk.codes import qr_of
from shouwen.hall.kiosk.paired import in_visit, sent
from shouwen.inquiries import online
from shouwen.inquiries.incoming_queries import question_path, question_with_code
from shouwen.refusals import Refusal, Refused


@in_visit
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """`?item=` the code of the item it is about, if one came from its guide."""
    town = request.device.centre  # type: ignore[attr-defined]
    item = item_with_code(town.pk, request.GET.get("item", "") or request.POST.get("item", ""))
    if request.method == "GET":
        return _form(request, item)
    typed = {name: request.POST.get(name, "") for name in ("name", "phone", "matter")}
    if missing := online.all_missing(**typed):
        return _form(request, item, *missing)

    def do() -> str:
        question = online.ask_online(
            centre_id=town.pk,
            **typed,
            item_id=item.pk if item else None,
            address=address_of(request),
            at=civil_time.now(),
        )
        return "/kiosk" + question_path(question)

    try:
        return sent(request, do)
    except Refused as refused:
        return _form(request, item, refused.refusal)


@in_visit
@require_safe
def asked(request: HttpRequest, serial: str, code: str) -> HttpResponse:
    """我问的事: right after it was asked, or opened by its code."""
    found = question_with_code(serial, code)
    if found is None:
        raise Http404("no such question")
    qr = qr_of(reverse("hall:asked", args=[serial, code]))
    return render(request, "hall/kiosk/asked.html", {"page": asked_page(found, at=civil_time.now()), "qr": qr})


def _form(request: HttpRequest, item: object, *refusals: Refusal) -> HttpResponse:
    page = {
        "item": item,
        "said": request.POST,
        "above": [one for one in refusals if one.code not in FIELD_OF],
        "wrong": {FIELD_OF[one.code]: one.message for one in refusals if one.code in FIELD_OF},
    }
    return render(request, "hall/kiosk/ask.html", page, status=422 if refusals else 200)
