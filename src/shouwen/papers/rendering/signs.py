"""Signs for the wall (一体机进驻服务 第五、六条): of an item, its steps as pictures with words; of the area, whom to call. No official papers:
they carry no number and aren't kept. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shouwen.papers.rendering.pdf import NoGlyphError, drawn
from shouwen.papers.rendering.qr import qr_image
from shouwen.papers.rendering.sign_icons import NAMES, icon_for, icon_svg
from shouwen.refusals import refuse


class SignSize(StrEnum):
    """The sheet, upright."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, slots=True)
class ItemSign:
    """事项牌: all that stands on it. `address` is what its code opens."""

    centre: str
    name: str
    steps: Sequence[str]
    limit: str
    fee: str
    window: str
    phone: str
    since: str
    address: str


@dataclass(frozen=True, slots=True)
class AreaSign:
    """自助服务区牌: `groups` are the items by domain."""

    centre: str
    name: str
    place: str
    maintainer: str
    maintainer_phone: str
    phone: str
    hours: str
    groups: Sequence[tuple[str, Sequence[str]]]
    address: str


def item_signs(signs: Sequence[ItemSign], *, size: SignSize, on: date) -> bytes:
    """A sheet for each item, in one file. Raises Refused (`no_glyph`) when no font has a character."""
    drawing = [
        {
            "centre": one.centre,
            "name": one.name,
            "steps": [{"words": step, "icon": icon_for(step)} for step in one.steps],
            "limit": one.limit,
            "fee": one.fee,
            "window": one.window,
            "phone": one.phone,
            "since": one.since,
        }
        for one in signs
    ]
    title = signs[0].name if len(signs) == 1 else "事项办理流程"
    return _drawn("signs/item.typ", title, drawing, [one.address for one in signs], size=size, on=on)


def area_sign(sign: AreaSign, *, size: SignSize, on: date) -> bytes:
    """One sheet. Raises as `item_signs`."""
    drawing = {
        "centre": sign.centre,
        "name": sign.name,
        "place": sign.place,
        "maintainer": sign.maintainer,
        "maintainer_phone": sign.maintainer_phone,
        "phone": sign.phone,
        "hours": sign.hours,
        "groups": [{"title": title, "items": list(items)} for title, items in sign.groups],
    }
    return _drawn("signs/area.typ", sign.name, [drawing], [sign.address], size=size, on=on)


def _drawn(
    template: str, title: str, signs: Sequence[object], addresses: Sequence[str], *, size: SignSize, on: date
) -> bytes:
    # Not among the words of the drawing: nothing may be put into a picture.
    codes = [qr_image(address, "svg").decode() for address in addresses]
    pictures = {"codes": codes, "icons": {name: icon_svg(name) for name in NAMES}}
    try:
        return drawn(template, {"size": size.value, "title": title, "signs": signs}, on=on, pictures=pictures)
    except NoGlyphError as error:
        characters = "、".join(error.characters)
        raise refuse(
            "no_glyph",
            f"打印字体里没有这些字：{characters}",
            way_out="请管理员把含有这些字的字体放进字体文件夹",
        ) from error
