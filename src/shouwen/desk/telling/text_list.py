"""告知用语: what is told for which purpose, in which words, and whether reminders may be refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from shouwen.desk.inquiries.listing import when
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.telling import queries
from shouwen.telling.policies import may_write_texts
from shouwen.telling.shipped import SHIPPED
from shouwen.telling.texts import preview_of


@dataclass(frozen=True, slots=True)
class TextRow:
    """One purpose as the list shows it, its words with example values."""

    title: str
    article: str
    shown: str
    parts: int
    is_essential: bool
    written: str
    url: str


@dataclass(frozen=True, slots=True)
class TextList:
    """The page."""

    rows: Sequence[TextRow]
    may_write: bool


def text_list(actor: Actor, *, at: datetime) -> TextList:
    """Every purpose; two queries."""
    centre, own = people.centre(actor.centre_id), queries.texts_in_force(actor.centre_id)
    rows = []
    for template in SHIPPED:
        row = own.get(template.code)
        shown = preview_of(template, row.words if row else template.words, centre)
        rows.append(
            TextRow(
                title=template.title,
                article=template.article,
                shown=shown.text,
                parts=shown.parts,
                is_essential=row.is_essential if row else template.is_essential,
                written=f"{row.written_by.name} {when(row.written_at, at)} 改的" if row else "",
                url=reverse("desk:settings_text", args=[template.code]),
            )
        )
    return TextList(rows, not may_write_texts(actor))
