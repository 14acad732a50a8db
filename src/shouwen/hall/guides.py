"""办事指南 for everybody (一次性告知制度 第四条): opened by a link or a code, without log-in, and without script."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shouwen import civil_time
from shouwen.catalogue import queries
from shouwen.catalogue.public_guide import GuideStanding, PublicGuide, centre_in_address, public_guide
from shouwen.civil_time import local_date
from shouwen.clocks.open_now import open_now
from shouwen.clocks.opening_times import times_words
from shouwen.files import actions as files
from shouwen.hall.bring import bring_sheet, sheet_answer
from shouwen.people import queries as people
from shouwen.refusals import Refused

log = logging.getLogger(__name__)

_DOWNLOAD_POLICY = "default-src 'none'; sandbox"
"""A form that is downloaded does nothing in a browser but show itself."""


@never_cache
@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of one item; `?v=2` that version, `?s=1` what one situation needs, `?a=0.1` the answers given so far."""
    page = _guide(request, code, request.path)
    if page is None:
        return _unknown(request)
    at = civil_time.now()
    ask = f"{reverse('hall:ask_of', args=[page.centre.code])}?{urlencode({'item': code})}"
    more = {"ask": ask, "now": open_now(page.centre.pk, at=at)}
    words = urlencode({key: request.GET[key] for key in ("c", "v", "s", "a") if request.GET.get(key)})
    sheet = reverse("hall:bring", args=[code]) + (f"?{words}" if words else "")
    return render(request, "hall/guide.html", {"guide": page, "sheet": sheet, **more})


@never_cache
@require_safe
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """要带什么 of the same address as a sheet to print or keep."""
    page = _guide(request, code, reverse("hall:guide", args=[code]))
    if page is None:
        return _unknown(request)
    hours = times_words(page.centre.pk, local_date(civil_time.now()))
    return sheet_answer(bring_sheet(page, hours=hours, centre_code=centre_in_address(page.centre.pk)))


def _guide(request: HttpRequest, code: str, address: str) -> PublicGuide | None:
    """What the address asks for; None where there is no such item."""
    centre = people.centre_by_code(request.GET.get("c", ""))
    item = queries.item_with_code(centre.pk, code) if centre else None
    if centre is None or item is None:
        return None
    on = local_date(civil_time.now())
    versions = queries.versions_of(item.pk)
    in_force = next((version for version in versions if version.effective_from <= on), None)
    usual = in_force or (versions[-1] if versions else None)
    wanted = request.GET.get("v", "")
    shown = next((version for version in versions if str(version.number) == wanted), usual)
    if shown is None:
        return None
    standing = GuideStanding.IN_FORCE
    if shown is not in_force:
        standing = GuideStanding.COMING if shown.effective_from > on else GuideStanding.OLD
    return public_guide(
        item,
        queries.guide_of(shown),
        centre=centre,
        number=shown.number,
        since=shown.effective_from,
        standing=standing,
        in_force_number=in_force.number if in_force else None,
        files=list(queries.files_of(item.pk)),
        address=address,
        query=request.GET.dict(),
        on=on,
    )


def _unknown(request: HttpRequest) -> HttpResponse:
    """No such item: a page that says what to do, not a blank one."""
    return render(request, "hall/guide_unknown.html", {"centres": people.centre_ids()}, status=404)


def _form_gone(request: HttpRequest, centre: Any, item: Any, name: str) -> HttpResponse:
    """The archived bytes are gone or damaged: where to get the form instead."""
    page = {"centre": centre, "name": name, "phone": item.window.phone or centre.phone or "12345"}
    return render(request, "hall/form_gone.html", page, status=404)


@require_safe
def download(request: HttpRequest, code: str, file_id: int) -> HttpResponse:
    """空白表、样表: free for everybody, as a file to keep; one that was taken off is gone."""
    centre = people.centre_by_code(request.GET.get("c", ""))
    item = queries.item_with_code(centre.pk, code) if centre else None
    found = queries.files_of(item.pk).filter(pk=file_id).first() if item else None
    if found is None:
        raise Http404("no such form")
    try:
        data = files.open_file(found.file)
    except Refused as refused:
        log.error("form %s of guide %s can't be given out: %s", file_id, code, refused.refusal.code)
        return _form_gone(request, centre, item, found.material_name)
    answer = HttpResponse(data, content_type=found.file.media_type)
    name = f"{found.material_name}-{found.get_kind_display()}{files.ending_of(found.file)}"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer.headers["Content-Security-Policy"] = _DOWNLOAD_POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
