"""网上申报 on the kiosk: which situation and phone; fill in; photograph; look through; send. The applicant's session belongs to the
visit, so it ends with it; what was saved goes on at home with the 续办码 or the phone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen import civil_time
from shouwen.applications import drafts, phone_codes, queries, sessions, uploads
from shouwen.applications.enums import ApplicationState
from shouwen.applications.forms import form_of
from shouwen.applications.resume_codes import resume_code
from shouwen.applications.sending_codes import send_one
from shouwen.applications.stored import values_of
from shouwen.applications.submitting import missing_materials, submit
from shouwen.catalogue.queries import item_with_code, situations, version_in_force
from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import clock_for
from shouwen.devices.visits import hold_session
from shouwen.hall import for_another
from shouwen.hall.ask import address_of
from shouwen.hall.kiosk.codes import qr_of
from shouwen.hall.kiosk.paired import GO, in_visit, sent
from shouwen.refusals import Refusal, Refused

_NONE = Refusal("file_missing", "还没有拍照片", way_out="放好材料，点“拍一张”")
_NOT_TRUE = Refusal("not_confirmed", "请先勾上“写的、传的都是真的”")


@in_visit
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """Which situation, which phone; where text messages are sent, the phone is proved first."""
    town, at = request.device.centre, civil_time.now()  # type: ignore[attr-defined]
    item = item_with_code(town.pk, code)
    version = version_in_force(item.pk, on=local_date(at)) if item else None
    if item is None or version is None:
        raise Http404("no such item")
    session: Any = request.visit.session  # type: ignore[attr-defined]
    is_verified = session is not None and bool(session.phone_hash)
    page = {"town": town, "item": item, "situations": list(situations(version.pk)), "said": request.POST}
    proved = session if is_verified else None
    page["usable"] = for_another.usable(proved, item.code, at=at)
    page |= {"is_verified": is_verified, "must_prove": phone_codes.can_send() and not is_verified}
    if request.method == "GET":
        return render(request, "hall/kiosk/apply.html", page)
    chosen = request.POST.get("situation", "")

    def do() -> str:
        row = drafts.begin(
            item=item,
            situation_id=int(chosen) if chosen.isdecimal() and len(chosen) < 18 else None,
            phone=sessions.phone_of(session) if is_verified else request.POST.get("phone", "")[:40],
            is_verified=is_verified,
            address=address_of(request),
            authorisation=authorisation,
            at=at,
        )
        if not is_verified:
            hold_session(request.visit, sessions.open_for_one(row, at=at), at=at)  # type: ignore[attr-defined]
        return _at("fill", row.mark)

    try:
        if page["must_prove"]:
            return _prove(request, town, page)
        # Counted whether or not it is refused, so not within what is done once.
        authorisation = for_another.chosen(request, town, proved, item.code, at=at)
        return sent(request, do)
    except Refused as refused:
        return render(request, "hall/kiosk/apply.html", {**page, "refusal": refused.refusal}, status=422)


def _prove(request: HttpRequest, town: Any, page: dict[str, Any]) -> HttpResponse:
    """要验证码, then 输验证码; both on this one page. Raises Refused."""
    phone, at = request.POST.get("phone", "")[:40], civil_time.now()
    digits = request.POST.get("digits", "")[:20]
    if not digits:
        send_one(
            code_id=phone_codes.ask_code(centre_id=town.pk, phone=phone, address=address_of(request), at=at), at=at
        )
        return render(request, "hall/kiosk/apply.html", {**page, "is_sent": True})
    try:
        key = phone_codes.check_code(centre_id=town.pk, phone=phone, digits=digits, address=address_of(request), at=at)
    except Refused as refused:
        wrong = {**page, "is_sent": True, "refusal": refused.refusal}
        return render(request, "hall/kiosk/apply.html", wrong, status=422)
    hold_session(request.visit, key, at=at)  # type: ignore[attr-defined]
    return HttpResponse(status=204, headers={GO: request.path})


@in_visit
@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, mark: str) -> HttpResponse:
    """第一步: what the item asks."""
    found, at = _draft(request, mark), civil_time.now()
    wrong: dict[str, str] = {}
    if request.method == "POST":
        wrong = drafts.save(application=found, typed=request.POST.dict(), at=at)
        if not wrong:
            return HttpResponse(status=204, headers={GO: _at("materials", mark)})
    elif stopped := _up_to_date(request, found):
        return stopped
    form, values = form_of(found.version, found.situation), values_of(found)
    fields = [(one, values.get(one.key, ""), wrong.get(one.key, "")) for one in form.fields]
    page = {"fields": fields, "count": len(wrong), **_common(found)}
    return render(request, "hall/kiosk/fill.html", page, status=422 if wrong else 200)


@in_visit
@require_safe
def materials(request: HttpRequest, mark: str) -> HttpResponse:
    """第二步: each material under the camera of the kiosk, or later with one's own phone."""
    return _materials(request, _draft(request, mark))


@in_visit
@require_POST
def upload(request: HttpRequest, mark: str, position: str) -> HttpResponse:
    """传一张."""
    found = _draft(request, mark)
    material, photo = queries.material_at(found, int(position)), request.FILES.get("photo")
    if material is None:
        raise Http404("no such material")
    if photo is None:
        return _materials(request, found, at_position=int(position), refusal=_NONE)

    def do() -> str:
        uploads.upload(material=material, name="照片.jpg", data=photo.read(), at=civil_time.now())
        return _at("materials", mark)

    try:
        return sent(request, do)
    except Refused as refused:
        return _materials(request, found, at_position=int(position), refusal=refused.refusal)


@in_visit
@require_POST
def take_off(request: HttpRequest, mark: str, file_id: str) -> HttpResponse:
    """去掉一张."""
    found = _draft(request, mark)
    row = queries.file_of(found, int(file_id))
    if row is not None:
        try:
            uploads.take_off(row=row, at=civil_time.now())
        except Refused as refused:
            return _materials(request, found, at_position=row.material.position, refusal=refused.refusal)
    return HttpResponse(status=204, headers={GO: _at("materials", mark)})


@in_visit
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, mark: str) -> HttpResponse:
    """第三步: everything once more, then 交上去."""
    found, at, refusal = _opened(request, mark), civil_time.now(), None
    if found.state != ApplicationState.DRAFT:
        return HttpResponse(status=204, headers={GO: _at("sent", mark)})
    if request.method == "POST":

        def do() -> str:
            submit(application=found, at=at)
            return _at("sent", mark)

        try:
            if request.POST.get("true"):
                return sent(request, do)
            refusal = _NOT_TRUE
        except Refused as refused:
            refusal = refused.refusal
    elif stopped := _up_to_date(request, found):
        return stopped
    form, values = form_of(found.version, found.situation), values_of(found)
    problems = form.problems(values, today=local_date(at))
    missing = {row.pk for row in missing_materials(found)}
    page = {
        "fields": [(one.label, values.get(one.key, ""), problems.get(one.key, "")) for one in form.fields],
        "materials": queries.materials_of(found),
        "missing": missing,
        "is_whole": not problems and not missing,
        "refusal": refusal,
        **_common(found),
    }
    return render(request, "hall/kiosk/check.html", page, status=422 if refusal else 200)


@in_visit
@require_safe
def after(request: HttpRequest, mark: str) -> HttpResponse:
    """回执: the number, until when somebody looks at it, and how one comes back to it."""
    found = _opened(request, mark)
    clock = clock_for(centre_id=found.centre_id, kind=ClockKind.PREREVIEW, subject_id=found.pk)
    page = {"until": clock.due_at if clock else None, **_common(found)}
    return render(request, "hall/kiosk/sent.html", page)


def _opened(request: HttpRequest, mark: str) -> Any:
    session = request.visit.session  # type: ignore[attr-defined]
    found = queries.marked(mark) if session is not None else None
    if found is None or not sessions.may_open(session, found):
        raise Http404("no such application")
    return found


def _draft(request: HttpRequest, mark: str) -> Any:
    found = _opened(request, mark)
    if found.state != ApplicationState.DRAFT:
        raise Http404("no draft any more")
    return found


def _materials(
    request: HttpRequest, found: Any, *, at_position: int = 0, refusal: Refusal | None = None
) -> HttpResponse:
    missing = bool(missing_materials(found))
    page = {
        "rows": queries.materials_of(found),
        "missing": missing,
        "at_position": at_position,
        "refusal": refusal,
        **_common(found),
    }
    return render(request, "hall/kiosk/materials.html", page, status=422 if refusal else 200)


def _up_to_date(request: HttpRequest, found: Any) -> HttpResponse | None:
    try:
        drafts.bring_up_to_date(application=found, at=civil_time.now())
    except Refused as refused:
        page = {"refusal": refused.refusal, **_common(found)}
        return render(request, "hall/kiosk/stopped.html", page, status=422)
    return None


def _common(found: Any) -> dict[str, Any]:
    return {
        "application": found,
        "town": found.centre,
        "resume_code": "" if found.is_verified else resume_code(found),
        "qr": qr_of(f"{reverse('hall:my')}?to={found.mark}&c={found.centre.code}"),
        "kept_until": found.saved_at + drafts.KEPT,
    }


def _at(step: str, mark: str) -> str:
    return reverse(f"hall:kiosk_{step}", args=[mark])
