"""牌子 (一体机进驻服务 第五、六条): of an item, of all items as one file, of the self-service area; made when they are asked for."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from shouwen.catalogue import queries
from shouwen.catalogue.public_guide import centre_in_address
from shouwen.catalogue.signs import sign_of_area, signs_of
from shouwen.civil_time import local_date
from shouwen.desk.answers import refused
from shouwen.devices.queries import area_of
from shouwen.papers.rendering.signs import SignSize
from shouwen.refusals import Refusal, Refused

NO_AREA = Refusal("no_area", "还没有写自助服务区和维护人", "一体机进驻服务 第五条", "请镇办公室在“台账 → 设备”里填写")


@login_required
@require_safe
def item(request: HttpRequest, code: str) -> HttpResponse:
    """The sign of one item."""
    found = queries.item_with_code(request.actor.centre_id, code)  # type: ignore[attr-defined]
    if found is None:
        raise Http404("no such item")
    return _made(request, [found.pk], f"{found.name}-牌子")


@login_required
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """The signs of every item offered, in one file."""
    return _made(request, None, "全部事项牌子")


@login_required
@require_safe
def area(request: HttpRequest) -> HttpResponse:
    """The sign of the self-service area."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = area_of(actor.centre_id)
    if found is None:
        return refused(request, NO_AREA)
    code = centre_in_address(actor.centre_id)
    try:
        pdf = sign_of_area(
            actor.centre_id,
            name=found.name,
            place=found.place,
            maintainer=found.maintainer_name,
            maintainer_phone=found.maintainer_phone,
            path=reverse("hall:home_of", args=[code]) if code else reverse("hall:home"),
            size=_size(request),
            on=local_date(at),
        )
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    return _sent(pdf, f"{found.name}-牌子", _size(request))


def _made(request: HttpRequest, ids: list[int] | None, name: str) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    try:
        pdf = signs_of(actor.centre_id, items=ids, size=_size(request), on=local_date(at))
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    return _sent(pdf, name, _size(request))


def _size(request: HttpRequest) -> SignSize:
    return SignSize.A3 if request.GET.get("size") == SignSize.A3 else SignSize.A4


def _sent(pdf: bytes, name: str, size: SignSize) -> HttpResponse:
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, f"{name}-{size.name}.pdf") or "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
