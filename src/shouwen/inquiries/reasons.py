"""Kinds of reasons why something can't be done now (服务承诺制度 第三条), as the centre's rulebook names them."""

from __future__ import annotations

from datetime import date

from shouwen.clocks.rules import rulebook_of
from shouwen.rulebook.promises import ReasonCategory, ReasonUse


def for_use(centre_id: int, use: ReasonUse, *, on: date) -> tuple[ReasonCategory, ...]:
    """The kinds that may be chosen here on a day; none for a rulebook that names none."""
    return rulebook_of(centre_id).on(on).reasons_for(use)


def words_of(centre_id: int, key: str) -> str:
    """A kind in words, by its latest version, so that an old record stays readable; empty for none."""
    versions = [reason for reason in rulebook_of(centre_id).reasons if reason.key == key]
    return max(versions, key=lambda reason: reason.since).words if versions else key
