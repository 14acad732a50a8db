"""停办、恢复 and 空白表、样表 of an item: kept by the management office (一次性告知制度 第三、四条)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shouwen.cases.queries import Sift, Wanted, cases_wanted
from shouwen.catalogue import queries
from shouwen.catalogue.enums import GuideFileKind
from shouwen.catalogue.guide_files import put_file, take_off_file
from shouwen.catalogue.public_guide import centre_in_address
from shouwen.catalogue.withdrawal import resume_item, withdraw_item
from shouwen.civil_time import local_date
from shouwen.desk.answers import refused
from shouwen.desk.parts import WayOut
from shouwen.desk.views.guide_edit import kept
from shouwen.files.actions import name_of
from shouwen.files.checks import TOO_LARGE
from shouwen.files.uploads import counted
from shouwen.refusals import Refusal, Refused


@kept
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, item: Any) -> HttpResponse:
    """停办: from which day, and why; says what becomes of the cases that are open."""
    at = request.at  # type: ignore[attr-defined]
    refusal: Refusal | None = None
    reason, day = request.POST.get("reason", ""), request.POST.get("from_on", local_date(at).isoformat())
    if request.method == "POST":
        try:
            withdraw_item(item=item, from_on=date.fromisoformat(day), reason=reason, by=request.actor, at=at)  # type: ignore[attr-defined]
        except ValueError:
            refusal = Refusal("day_wrong", "还没有选从哪天起停办")
        except Refused as error:
            refusal = error.refusal
        else:
            messages.success(request, f"{item.name}：写了停办。不再受理新的，已经受理的办到底")
            return redirect("desk:guide", item.code)
    going_on = cases_wanted(item.centre_id, Wanted(sift=Sift.OPEN), at=at).filter(item_id=item.pk).count()
    context = {"item": item, "refusal": refusal, "reason": reason, "day": day, "open_cases": going_on}
    return render(request, "desk/guides/withdraw.html", context, status=422 if refusal else 200)


@kept
@require_POST
def resume(request: HttpRequest, item: Any) -> HttpResponse:
    """恢复办理."""
    try:
        resume_item(item=item, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as error:
        return refused(request, error.refusal, ways=_back(item))
    messages.success(request, f"{item.name}恢复办理了")
    return redirect("desk:guide", item.code)


@counted
@kept
@require_http_methods(["GET", "POST"])
def forms(request: HttpRequest, item: Any) -> HttpResponse:
    """空白表和样表: what is offered, put another one, take one off."""
    version = queries.latest_version(item.pk)
    materials = [one.name for one in version.materials.all()] if version else []
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            _put(request, item)
        except Refused as error:
            refusal = error.refusal
        else:
            messages.success(request, "放上去了，群众扫码就能下载")
            return redirect("desk:guide_files", item.code)
    context = {
        "item": item,
        "materials": list(dict.fromkeys(materials)),
        "kinds": GuideFileKind.choices,
        "files": _named(queries.files_of(item.pk)),
        "refusal": refusal,
        "of_centre": f"?c={centre}" if (centre := centre_in_address(item.centre_id)) else "",
        "chosen": request.POST.get("material", ""),
    }
    return render(request, "desk/guides/files.html", context, status=422 if refusal else 200)


def _named(rows: Iterable[Any]) -> list[Any]:
    """The forms with the names under which they came."""
    files = list(rows)
    for one in files:
        one.named = name_of(one.file)
    return files


def _put(request: HttpRequest, item: Any) -> None:
    upload = request.FILES.get("file")
    if upload is None:
        too_large = request.has_too_large_file  # type: ignore[attr-defined]
        raise Refused(TOO_LARGE if too_large else Refusal("file_missing", "还没有选文件"))
    kind = request.POST.get("kind", "")
    put_file(
        item=item,
        material_name=request.POST.get("material", ""),
        kind=GuideFileKind(kind) if kind in GuideFileKind.values else GuideFileKind.BLANK,
        name=upload.name or "",
        data=upload.read(),
        by=request.actor,  # type: ignore[attr-defined]
        at=request.at,  # type: ignore[attr-defined]
    )


@kept
@require_POST
def take_off(request: HttpRequest, item: Any, file_id: int) -> HttpResponse:
    """撤下一份."""
    found = queries.files_of(item.pk).filter(pk=file_id).first()
    if found is None:
        return refused(request, Refusal("file_gone", "这一份刚刚已经撤下了"), ways=_back(item))
    try:
        take_off_file(guide_file=found, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as error:
        return refused(request, error.refusal, ways=_back(item))
    messages.success(request, "撤下了，群众看不到了")
    return redirect("desk:guide_files", item.code)


def _back(item: Any) -> list[WayOut]:
    return [WayOut("看这份指南", reverse("desk:guide", args=[item.code]))]
