"""Scans and photos of a case's materials: sent, seen, taken off. What is given back can do nothing in a browser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shouwen.cases import material_files
from shouwen.cases.queries import file_of, material_to_change
from shouwen.desk.answers import refused as refused_page
from shouwen.desk.cases.answers import actor_of, asked_case, done, status_of
from shouwen.desk.cases.beside import scan_of
from shouwen.desk.cases.material_forms import RemoveForm
from shouwen.desk.cases.page import page_of
from shouwen.files.actions import name_of
from shouwen.files.checks import TOO_LARGE
from shouwen.files.uploads import counted
from shouwen.refusals import Refusal, Refused

_MISSING = Refusal("file_missing", "没有收到文件，请再选一次")


@counted
@login_required
@require_POST
def attach(request: HttpRequest, serial: str, material_id: int) -> HttpResponse:
    """One file for one material; the answer is its row, or the words why not."""
    case = asked_case(request, serial)
    material = material_to_change(case, material_id)
    if material is None:
        raise Http404(f"no material {material_id}")
    sent = request.FILES.get("file")
    if sent is None:
        too_large = request.has_too_large_file  # type: ignore[attr-defined]
        return _no(TOO_LARGE if too_large else _MISSING)
    try:
        material_files.attach(
            material=material,
            name=sent.name or "",
            data=sent.read(),
            by=actor_of(request),
            at=request.at,  # type: ignore[attr-defined]
        )
    except Refused as refused:
        return _no(refused.refusal)
    return _row(request, serial, material_id)


@login_required
@require_GET
def attached(request: HttpRequest, serial: str, file_id: int) -> HttpResponse:
    """The bytes as they came, journalled each time."""
    row = _asked_file(request, serial, file_id)
    try:
        data = material_files.open_attached(row=row, by=actor_of(request), at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return refused_page(request, refused.refusal)
    return harmless(data, row.file.media_type, name_of(row.file))


@login_required
@require_GET
def small(request: HttpRequest, serial: str, file_id: int) -> HttpResponse:
    """The small picture in the list."""
    row = _asked_file(request, serial, file_id)
    try:
        data = material_files.small_picture(row, by=actor_of(request))
    except Refused as refused:
        raise Http404(refused.message) from refused
    return harmless(data, "image/jpeg", "small.jpg")


@login_required
@require_GET
def seen(request: HttpRequest, serial: str, file_id: int) -> HttpResponse:
    """A picture in the page's dialog, or a PDF to be fetched."""
    row = _asked_file(request, serial, file_id)
    if refusal := material_files.may_see(row, by=actor_of(request)):
        return refused_page(request, refusal)
    name = "desk/cases/scan.html" if request.headers.get("HX-Request") else "desk/cases/scan_page.html"
    return render(
        request, name, {"case": asked_case(request, serial), "serial": serial, "row": row, "scan": scan_of(row)}
    )


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, serial: str, file_id: int) -> HttpResponse:
    """撤下附件: asked in the dialog, with a reason."""
    row = _asked_file(request, serial, file_id)
    refusal = material_files.may_see(row, by=actor_of(request))
    if refusal is not None:
        return refused_page(request, refusal)
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            material_files.remove(row=row, reason=reason, by=actor_of(request), at=request.at)  # type: ignore[attr-defined]
            return done(request, row.case_material.case, f"已撤下“{name_of(row.file)}”")
        except Refused as refused:
            refusal = refused.refusal
    context = {"case": row.case_material.case, "serial": serial, "row": row, "form": form, "refusal": refusal}
    context |= {"title": "撤下扫描件", "file_name": name_of(row.file)}
    name = "desk/cases/remove_file.html" if request.headers.get("HX-Request") else "desk/cases/remove_file_page.html"
    return render(request, name, context, status=status_of(refusal) if refusal else 200)


def _asked_file(request: HttpRequest, serial: str, file_id: int) -> Any:
    row = file_of(actor_of(request).centre_id, serial, file_id)
    if row is None:
        raise Http404(f"no file {file_id}")
    return row


def harmless(data: bytes, media_type: str, name: str) -> HttpResponse:
    """A fixed type that the browser may not guess anew, saved rather than opened, and without any right where it is shown."""
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    answer["Cache-Control"] = "no-store"
    return answer


def _row(request: HttpRequest, serial: str, material_id: int) -> HttpResponse:
    case = asked_case(request, serial)
    page = page_of(case, by=actor_of(request), at=request.at, unfold=True)  # type: ignore[attr-defined]
    row = replace(next(row for row in page.review.rows if row.id == material_id), is_selected=True)
    return render(request, "desk/cases/review_row.html", {"row": row, "serial": serial})


def _no(refusal: Refusal) -> HttpResponse:
    """Plain words for the script that sends several files, one after the other."""
    words = "。".join(part.rstrip("。") for part in (refusal.message, refusal.way_out) if part)
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status_of(refusal))
