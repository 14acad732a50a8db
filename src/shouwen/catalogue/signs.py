"""事项牌 (一体机进驻服务 第六条): what stands on the sign of an item, from the guide in force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from shouwen.catalogue.models import ItemVersion
from shouwen.catalogue.public_guide import centre_in_address, guide_path
from shouwen.catalogue.queries import guides, versions_in_force
from shouwen.catalogue.told_words import promised_words
from shouwen.papers.rendering.signs import AreaSign, ItemSign, SignSize, area_sign, item_signs
from shouwen.people import queries as people
from shouwen.refusals import refuse


def signs_of(centre_id: int, *, items: Iterable[int] | None = None, size: SignSize, on: date) -> bytes:
    """One PDF with a sheet for each of these items, or of all that are offered, by code. Raises Refused when none is offered."""
    centre, in_address = people.centre(centre_id), centre_in_address(centre_id)
    in_force = versions_in_force(centre_id, on=on, items=items)
    versions = sorted(guides(one.pk for one in in_force.values()).values(), key=lambda one: one.item.code)
    if not versions:
        raise refuse("nothing_offered", "没有在办的事项，打印不了牌子", way_out="先发布办事指南")
    return item_signs([_sign(one, centre.name, centre.phone, in_address) for one in versions], size=size, on=on)


def sign_of_area(
    centre_id: int,
    *,
    name: str,
    place: str,
    maintainer: str,
    maintainer_phone: str,
    path: str,
    size: SignSize,
    on: date,
) -> bytes:
    """自助服务区牌 (第五条): whom to call, and the items offered, by domain. `path`: what its code opens."""
    centre = people.centre(centre_id)
    in_force = versions_in_force(centre_id, on=on)
    by_domain: dict[str, list[str]] = {}
    for version in sorted(guides(one.pk for one in in_force.values()).values(), key=lambda one: one.item.code):
        by_domain.setdefault(version.item.domain, []).append(version.item.name)
    sign = AreaSign(
        centre=centre.name,
        name=name,
        place=place,
        maintainer=maintainer,
        maintainer_phone=maintainer_phone,
        phone=centre.phone,
        hours=centre.hours,
        groups=list(by_domain.items()),
        address=settings.PUBLIC_ADDRESS + path,
    )
    return area_sign(sign, size=size, on=on)


def _sign(version: ItemVersion, centre: str, phone: str, in_address: str) -> ItemSign:
    item = version.item
    return ItemSign(
        centre=centre,
        name=item.name,
        steps=[step for step in version.steps if step.strip()],
        limit=promised_words(version),
        fee=version.fee,
        window=version.place or item.window.label,
        phone=item.window.phone or phone,
        since=f"照 {version.effective_from:%Y-%m-%d} 起的办事指南（第 {version.number} 版）{item.code}",
        address=settings.PUBLIC_ADDRESS + guide_path(item.code, centre=in_address),
    )
