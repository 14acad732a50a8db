"""网上办, before it is sent: choose what, in which situation; fill in; upload; look through; send. One thing a page, saved at each."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen import civil_time
from shouwen.applications import by_applicant, drafts, phone_codes, policies, queries, sessions, uploads
from shouwen.applications.enums import ApplicationState
from shouwen.applications.forms import form_of
from shouwen.applications.resume_codes import resume_code
from shouwen.applications.stored import values_of
from shouwen.applications.submitting import missing_materials, submit
from shouwen.catalogue.public_guide import centre_in_address, guide_path
from shouwen.catalogue.queries import item_with_code, items, situations, version_in_force
from shouwen.civil_time import local_date
from shouwen.files.uploads import counted_to
from shouwen.hall import for_another
from shouwen.hall.ask import address_of
from shouwen.hall.let_in import again, let_in, mark_in, opened, page_token, session_in
from shouwen.people.queries import centre_by_code
from shouwen.refusals import Refusal, Refused

_TOO_LARGE = Refusal("file_too_large", "照片太大了，没有收下", way_out="一张最大 10 MB；拍的时候选小一点，或一张一张传")
_NONE = Refusal("file_missing", "还没有选照片", way_out="先点“选照片”，再点“传上去”")
MOST_AT_ONCE = 3 * 10 * 1024 * 1024


@require_safe
def items_to_apply(request: HttpRequest) -> HttpResponse:
    """可以网上办的事."""
    town = centre_by_code(request.GET.get("c", ""))
    if town is None:
        raise Http404("no such centre")
    offered = sorted(items(town.pk), key=lambda item: (item.domain, item.name))
    on = local_date(civil_time.now())
    there = [item for item in offered if item.withdrawn_at is None or local_date(item.withdrawn_at) > on]
    domains = [(domain, list(those)) for domain, those in groupby(there, key=lambda item: item.domain)]
    page = {"town": town, "domains": domains, "of_centre": _of_centre(town)}
    return render(request, "hall/apply_items.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """一件事从这里开始: what it takes, which situation; the phone is proved first where a code can be sent."""
    session, at = session_in(request), civil_time.now()
    town = (
        session.centre if session is not None else centre_by_code(request.GET.get("c", "") or request.POST.get("c", ""))
    )
    item = item_with_code(town.pk, code) if town else None
    version = version_in_force(item.pk, on=local_date(at)) if item else None
    if item is None or version is None:
        raise Http404("no such item")
    known = list(situations(version.pk))
    is_verified = session is not None and bool(session.phone_hash)
    must_prove = phone_codes.can_send() and not is_verified
    refusal = None
    if request.method == "POST" and not must_prove:
        chosen = request.POST.get("situation", "")
        try:
            row = drafts.begin(
                item=item,
                situation_id=int(chosen) if chosen.isdecimal() and len(chosen) < 18 else None,
                phone=sessions.phone_of(session) if is_verified else request.POST.get("phone", "")[:40],
                is_verified=is_verified,
                address=address_of(request),
                authorisation=for_another.chosen(request, town, session, item.code, at=at),
                at=at,
            )
        except Refused as refused:
            refusal = refused.refusal
        else:
            answer = redirect("hall:application_fill", row.mark)
            return answer if is_verified else let_in(answer, request, sessions.open_for_one(row, at=at))
    page = {
        "town": town,
        "item": item,
        "version": version,
        "situations": known,
        "said": request.POST,
        "must_prove": must_prove,
        "is_verified": is_verified,
        "phone": session.phone_masked if is_verified else "",
        "usable": for_another.usable(session, item.code, at=at),
        "refusal": refusal,
        "guide": guide_path(item.code, centre=centre_in_address(item.centre_id)),
        "of_centre": _of_centre(town),
    }
    return render(request, "hall/apply_start.html", page, status=422 if refusal else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, mark: str) -> HttpResponse:
    """第一步: who applies and what the item asks. What was typed is kept, right or wrong, with a session or without."""
    at = civil_time.now()
    if request.method == "POST" and mark_in(request.POST.get("page", "")) == mark and session_in(request) is None:
        found = queries.marked(mark)
        if found is not None and found.state == ApplicationState.DRAFT:
            drafts.save(application=found, typed=request.POST.dict(), at=at)
        return again(mark)
    found = opened(request, mark)
    if found is None:
        return again(mark)
    if found.state != ApplicationState.DRAFT:
        return redirect("hall:application", mark)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        wrong = drafts.save(application=found, typed=request.POST.dict(), at=at)
        if not wrong or request.POST.get("go") == "later":
            return redirect("hall:application_materials" if not wrong else "hall:application", mark)
    elif gone := _up_to_date(request, found):
        return gone
    form, values = form_of(found.version, found.situation), values_of(found)
    page = {
        "fields": [(one, values.get(one.key, ""), wrong.get(one.key, "")) for one in form.fields],
        "first_wrong": next(iter(wrong), ""),
        "count": len(wrong),
        **_common(found),
    }
    return render(request, "hall/apply_fill.html", page, status=422 if wrong else 200)


@never_cache
@require_safe
def materials(request: HttpRequest, mark: str) -> HttpResponse:
    """第二步: a photo for each material."""
    return _materials(request, mark)


def _materials(
    request: HttpRequest, mark: str, *, at_position: int = 0, refusal: Refusal | None = None
) -> HttpResponse:
    found = opened(request, mark)
    if found is None:
        return again(mark)
    asked = by_applicant.asked_materials(found)
    if found.state != ApplicationState.DRAFT and not asked:
        return redirect("hall:application", mark)
    if not asked and request.method == "GET" and (gone := _up_to_date(request, found)):
        return gone
    rows = asked or queries.materials_of(found)
    page = {
        "rows": [_row(row, found) for row in rows],
        "at_position": at_position,
        "refusal": refusal,
        "is_correction": bool(asked),
        "most_files": policies.MOST_FILES,
        **_common(found),
    }
    return render(request, "hall/apply_materials.html", page, status=422 if refusal else 200)


def _row(row: Any, found: Any) -> dict[str, Any]:
    is_optional = row.material.is_minor or row.material.can_be_promised
    case_row = row.case_material
    return {
        "position": row.position,
        "name": row.name,
        "form": row.material.get_form_display(),
        "source": row.material.source,
        "criterion": row.material.criterion,
        "is_optional": is_optional and found.state == ApplicationState.DRAFT,
        "reason": case_row.reason if case_row else "",
        "requirement": case_row.requirement if case_row else "",
        "files": [file for file in row.files.all() if file.sent_at is None],
    }


@counted_to(MOST_AT_ONCE)
@never_cache
@require_POST
def upload(request: HttpRequest, mark: str, position: str) -> HttpResponse:
    """传一份材料的照片; several at once. What can't be taken is said at the material, the others are kept."""
    found = opened(request, mark)
    if found is None:
        return again(mark)
    material = queries.material_at(found, int(position))
    if material is None:
        raise Http404("no such material")
    sent = request.FILES.getlist("files")
    refusal = None
    if request.has_too_large_file:  # type: ignore[attr-defined]
        refusal = _TOO_LARGE
    elif not sent:
        refusal = _NONE
    for one in sent:
        try:
            uploads.upload(material=material, name=one.name or "", data=one.read(), at=civil_time.now())
        except Refused as refused:
            refusal = refused.refusal
    if refusal is not None:
        return _materials(request, mark, at_position=int(position), refusal=refusal)
    return redirect(reverse("hall:application_materials", args=[mark]) + f"#m{position}")


@require_POST
def take_off(request: HttpRequest, mark: str, file_id: str) -> HttpResponse:
    """去掉一张."""
    found = opened(request, mark)
    if found is None:
        return again(mark)
    row = queries.file_of(found, int(file_id))
    if row is not None:
        try:
            uploads.take_off(row=row, at=civil_time.now())
        except Refused as refused:
            return _materials(request, mark, at_position=row.material.position, refusal=refused.refusal)
    to = f"#m{row.material.position}" if row is not None else ""
    return redirect(reverse("hall:application_materials", args=[mark]) + to)


@never_cache
@require_safe
def uploaded(request: HttpRequest, mark: str, file_id: str) -> HttpResponse:
    """看一眼传了什么: the applicant's own file, as it came, able to do nothing in a browser."""
    found = opened(request, mark)
    if found is None:
        return again(mark)
    row = queries.file_of(found, int(file_id))
    if row is None:
        raise Http404("no such file")
    try:
        data = uploads.open_own(row)
    except Refused as refused:
        return _materials(request, mark, at_position=row.material.position, refusal=refused.refusal)
    answer = HttpResponse(data, content_type=row.file.media_type)
    is_picture = row.file.media_type.startswith("image/")
    answer["Content-Disposition"] = content_disposition_header(not is_picture, f"{row.material.position}") or "inline"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, mark: str) -> HttpResponse:
    """第三步: everything once more, then 交上去. Pressed twice, it is sent once."""
    found, at = opened(request, mark), civil_time.now()
    if found is None:
        return again(mark)
    refusal = None
    if request.method == "POST":
        if not request.POST.get("true") and found.state == ApplicationState.DRAFT:
            refusal = Refusal("not_confirmed", "请先勾上“写的、传的都是真的”")
        else:
            try:
                submit(application=found, at=at)
                return redirect(reverse("hall:application", args=[mark]) + "?new=1")
            except Refused as refused:
                refusal = refused.refusal
    elif found.state != ApplicationState.DRAFT:
        return redirect("hall:application", mark)
    elif gone := _up_to_date(request, found):
        return gone
    form, values = form_of(found.version, found.situation), values_of(found)
    problems = form.problems(values, today=local_date(at))
    page = {
        "fields": [(one.label, values.get(one.key, ""), problems.get(one.key, "")) for one in form.fields],
        "materials": queries.materials_of(found),
        "missing": {row.pk for row in missing_materials(found)},
        "is_whole": not problems and not missing_materials(found),
        "refusal": refusal,
        **_common(found),
    }
    return render(request, "hall/apply_check.html", page, status=422 if refusal else 200)


def _up_to_date(request: HttpRequest, found: Any) -> HttpResponse | None:
    """A draft follows the guide; the page says that it moved, or why it can't go on."""
    try:
        if drafts.bring_up_to_date(application=found, at=civil_time.now()):
            return redirect(reverse("hall:application", args=[found.mark]) + "?guide=1")
    except Refused as refused:
        page = {"refusal": refused.refusal, "application": found, "town": found.centre}
        return render(request, "hall/apply_stopped.html", page, status=422)
    return None


def _common(found: Any) -> dict[str, Any]:
    return {
        "application": found,
        "town": found.centre,
        "token": page_token(found.mark),
        "resume_code": "" if found.is_verified else resume_code(found),
        "kept_until": found.saved_at + drafts.KEPT,
        "guide": guide_path(
            found.item.code,
            situation=found.situation.position if found.situation else None,
            centre=centre_in_address(found.centre_id),
        ),
    }


def _of_centre(town: Any) -> str:
    code = centre_in_address(town.pk)
    return f"?c={code}" if code else ""
