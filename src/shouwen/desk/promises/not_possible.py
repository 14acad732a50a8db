"""现在办不了 on the page of its inquiry: the kind of reason, and which of the later steps this person may take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shouwen.desk.promises.forms import TOLD_CHOICES
from shouwen.inquiries import policies, reasons
from shouwen.people.actor import Actor

SAID = "…" * 10
"""Stands for words that aren't written yet, when only the right to write them is asked about."""


def steps_of(row: Any, actor: Actor, *, at: datetime) -> Mapping[str, Any]:
    """For the panel: `kind` in words, `means`, and for each step whether it may be taken."""
    return {
        "kind": reasons.words_of(row.centre_id, row.category),
        "means": TOLD_CHOICES,
        "check": policies.may_check_reason(row, is_clear=True, words="", by=actor) is None,
        "explain": policies.may_explain_again(row, reason=SAID, words=SAID, by=actor, at=at) is None,
        "possible": policies.may_mark_possible(row, words=SAID, by=actor) is None,
        "tell": policies.may_tell_again(row, by=actor, at=at) is None,
    }
