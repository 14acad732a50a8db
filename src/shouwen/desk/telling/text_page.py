"""One purpose: its words, the blanks they may use, how they read, and every version there was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.desk.inquiries.listing import when
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal
from shouwen.telling import queries
from shouwen.telling.policies import may_write_texts
from shouwen.telling.shipped import BY_CODE
from shouwen.telling.templates import Blank, Template
from shouwen.telling.texts import MOST_WORDS, Preview, preview_of, text_fits

SHIPPED_VERSION = 0


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the words. `number` 0: the shipped ones."""

    number: int
    name: str
    words: str
    written: str
    reason: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class TextPage:
    """Everything the page shows."""

    template: Template
    words: str
    is_essential: bool
    seen: int
    reason: str
    preview: Preview | None
    refusal: Refusal | None
    versions: Sequence[Version]
    may_write: bool
    taken_from: str
    most: int = MOST_WORDS

    @property
    def is_clause(self) -> bool:
        """Whether the article is one of the regulation, whose words the desk can open; a law's isn't."""
        return self.template.article.partition(" ")[0].endswith("制度")

    @property
    def needed(self) -> Sequence[Blank]:
        """What must stand in the words."""
        return [blank for blank in self.template.blanks if blank.is_needed]

    @property
    def others(self) -> Sequence[Blank]:
        """What may stand in the words."""
        return [blank for blank in self.template.all_blanks if not blank.is_needed]


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote and didn't keep yet."""

    words: str
    is_essential: bool
    reason: str
    seen: int


def text_page(
    actor: Actor,
    code: str,
    *,
    at: datetime,
    asked: Mapping[str, str],
    written: Written | None = None,
    refusal: Refusal | None = None,
) -> TextPage | None:
    """The page of one purpose, None for one that isn't shipped. `from` in the address brings an older version's words back."""
    template = BY_CODE.get(code)
    if template is None:
        return None
    versions = _versions(actor.centre_id, template, at=at)
    in_force = next(one for one in versions if one.is_in_force)
    taken = next((one for one in versions if str(one.number) == asked.get("from")), None)
    own = queries.texts_in_force(actor.centre_id).get(code)
    essential = own.is_essential if own else template.is_essential
    if written is None:
        written = Written((taken or in_force).words, essential, "", in_force.number)
    fault = text_fits(template, written.words, is_essential=written.is_essential)
    return TextPage(
        template=template,
        words=written.words,
        is_essential=written.is_essential,
        seen=written.seen,
        reason=written.reason,
        preview=None if fault else preview_of(template, written.words, people.centre(actor.centre_id)),
        refusal=refusal,
        versions=versions,
        may_write=not may_write_texts(actor),
        taken_from=taken.name if taken and not taken.is_in_force and not refusal else "",
    )


def _versions(centre_id: int, template: Template, *, at: datetime) -> list[Version]:
    own = queries.text_versions(centre_id, template.code)
    found = [
        Version(
            one.number,
            f"第 {one.number} 版",
            one.words,
            f"{one.written_by.name} {when(one.written_at, at)}",
            one.reason,
            place == 0,
        )
        for place, one in enumerate(own)
    ]
    return [*found, Version(SHIPPED_VERSION, "软件自带的", template.words, "", "", not own)]
