"""Words about limits and materials of a guide, as they are told: 原件1份, 20 个工作日, 公示 5 天."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from shouwen.catalogue.enums import MaterialForm


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
    def special_procedures(self) -> Sequence[str]: ...
    @property
    def publicity_days(self) -> int: ...


def form_words(material: HandedIn) -> str:
    """The form as it is told: 原件1份."""
    return f"{MaterialForm(material.form).label}{material.copies}份"


def promised_words(guide: Limited) -> str:
    """20 个工作日; 当场办好 for an instant item (限时办结制度 第四条)."""
    return f"{guide.promised_limit} 个工作日" if guide.promised_limit else "当场办好"


def legal_words(guide: Limited) -> str:
    """30 个工作日: the limit of the law, which no promise may pass."""
    return f"{guide.legal_limit} 个工作日"


def special_procedures(guide: Limited) -> tuple[str, ...]:
    """What isn't counted in the limit (R9): 现场踏勘, 公示 5 天."""
    named = [word for word in guide.special_procedures if word != "公示" or not guide.publicity_days]
    return (*named, f"公示 {guide.publicity_days} 天") if guide.publicity_days else tuple(named)


def uncounted_words(guide: Limited) -> str:
    """现场踏勘、公示 5 天: what isn't counted in the limit (reading R9); empty where nothing is."""
    return "、".join(special_procedures(guide))
