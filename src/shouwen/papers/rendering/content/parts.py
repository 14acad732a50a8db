"""What several papers share: who applied, whom to ask, where to go, what stands above the double rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from shouwen.papers.rendering.content.codec import decode, encode
from shouwen.papers.rendering.content.errors import ContentError

CURRENT_VERSION = 2
"""Version of words and templates that new papers get. An issued paper keeps its own for ever."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """The person served (服务对象) as the paper prints it; the caller masks `id_number` and `phone`."""

    name: str
    id_number: str = ""
    phone: str = ""
    is_unit: bool = False
    agent: str = ""
    """Who acts for the applicant (代办人), empty when nobody does."""

    @property
    def you(self) -> str:
        """How the paper speaks to the applicant."""
        return "你单位" if self.is_unit else "你"


@dataclass(frozen=True, slots=True)
class Contact:
    """A member of staff whom the person can call."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """Where and when: `hours` as people say it (`工作日9:00—12:00、13:30—17:30`), phones for complaints and advice."""

    place: str
    hours: str
    phone: str = ""
    supervision_phones: tuple[str, ...] = ("12345",)


@dataclass(frozen=True, slots=True)
class Remedy:
    """Where a decision can be challenged (行政复议法, 行政诉讼法)."""

    reconsideration_authority: str
    court: str


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code: the address it carries, and the words under it."""

    address: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What every numbered paper (文书) has. Subclasses set `kind` and `title`."""

    kind: ClassVar[str] = ""
    title: ClassVar[str] = ""

    centre: str
    number: str
    issued_on: date
    reference: str = ""
    """Number of the case or inquiry it belongs to (`办 26-01873`)."""
    qr: Qr | None = None
    guide_version: int | None = None
    """Version of the service guide (办事指南) that was told."""
    copies: tuple[str, ...] = ()
    """Who keeps which copy, in order; empty for a paper with one copy."""
    has_electronic_seal: bool = False
    """The place for the seal is left unmarked, because the seal is put on electronically."""
    template_version: int = CURRENT_VERSION

    def __post_init__(self) -> None:
        if not self.kind:
            raise ContentError("", "这不是一种文书")
        for name in ("centre", "number"):
            if not getattr(self, name).strip():
                raise ContentError(name, "不能为空")
        if not 1 <= self.template_version <= CURRENT_VERSION:
            raise ContentError("template_version", f"没有第 {self.template_version} 版模板")
        self.check()

    def check(self) -> None:
        """Refuse content that this kind of paper can't print. Raises ContentError."""

    def to_dict(self) -> dict[str, Any]:
        """JSON-safe content with its kind; `content_from_dict` reads it back to an equal value."""
        return {"kind": self.kind, **encode(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote. Raises ContentError with the JSON path of the fault."""
        if data.get("kind") != cls.kind:
            raise ContentError("kind", f"应是 {cls.kind}")
        return decode(cls, {key: value for key, value in data.items() if key != "kind"})
