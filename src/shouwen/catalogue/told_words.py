"""Words about limits and materials of a guide, as they are told: 原件1份, 20 个工作日, 公示 5 天."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from shouwen.catalogue.enums import LimitDays, MaterialForm


class HandedIn(Protocol):
    """A material, published or not."""

    @property
    def form(self) -> str: ...
    @property
    def copies(self) -> int: ...


class Limited(Protocol):
    """A guide, published or not."""

    @property
    def promised_limit(self) -> int: ...
    @property
    def legal_limit(self) -> int: ...
    @property
    def promised_unit(self) -> str: ...
    @property
    def legal_unit(self) -> str: ...
    @property
    def legal_extension(self) -> int: ...
    @property
    def special_procedures(self) -> Sequence[str]: ...
    @property
    def publicity_days(self) -> int: ...


def form_words(material: HandedIn) -> str:
    """The form as it is told: 原件1份."""
    return f"{MaterialForm(material.form).label}{material.copies}份"


class Brought(Protocol):
    """A material with how one gets it, published or not."""

    @property
    def source(self) -> str: ...
    @property
    def criterion(self) -> str: ...
    @property
    def is_minor(self) -> bool: ...
    @property
    def can_be_promised(self) -> bool: ...


def later_words(material: Brought) -> str:
    """可以写书面承诺代替: what may be done where the material isn't there yet; empty where it must be (一次性告知制度 第五条)."""
    ways = (
        "一时拿不到，可以先受理，以后补" if material.is_minor else "",
        "可以写书面承诺代替" if material.can_be_promised else "",
    )
    return "；".join(filter(None, ways))


def source_words(material: Brought) -> str:
    """How one gets it and what it must be like: 公安机关出具；一年内有效."""
    return f"{material.source}；{material.criterion}" if material.criterion else material.source


def told_words(material: Brought) -> str:
    """All that is told of a material beside its name and form, the same on paper, page, message and in the script."""
    return "；".join(filter(None, (source_words(material), later_words(material))))


def address_words(centre_address: str, place: str) -> str:
    """Where to go: the window, and the address of the house where it is known."""
    return f"{place}（{centre_address}）" if centre_address else place


def promised_words(guide: Limited) -> str:
    """20 个工作日, 20 个自然日; 当场办好 for an instant item (限时办结制度 第四条)."""
    return days_words(guide.promised_limit, guide.promised_unit) if guide.promised_limit else "当场办好"


def legal_words(guide: Limited) -> str:
    """30 个工作日: the limit of the law, which no promise may pass; with what the law allows beyond it."""
    more = f"，经批准可再延 {guide.legal_extension} 个工作日" if guide.legal_extension else ""
    return days_words(guide.legal_limit, guide.legal_unit) + more


def days_words(days: int, unit: str) -> str:
    """20 个工作日, 20 个自然日."""
    return f"{days} 个{LimitDays(unit).label}"


def unit_on_paper(unit: str) -> str:
    """自然日; empty for working days, which papers name by themselves."""
    return "" if unit == LimitDays.WORKDAY else LimitDays(unit).label


def special_procedures(guide: Limited) -> tuple[str, ...]:
    """What isn't counted in the limit (R9): 现场踏勘, 公示 5 天."""
    named = [word for word in guide.special_procedures if word != "公示" or not guide.publicity_days]
    return (*named, f"公示 {guide.publicity_days} 天") if guide.publicity_days else tuple(named)


def uncounted_words(guide: Limited) -> str:
    """现场踏勘、公示 5 天: what isn't counted in the limit (reading R9); empty where nothing is."""
    return "、".join(special_procedures(guide))
