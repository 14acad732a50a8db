"""Do the drafts of a month still say what the record says? The hourly job writes only what has changed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from shouwen.assessment.enums import SheetState
from shouwen.assessment.facts.gather import assessed_staff
from shouwen.assessment.facts.month import Month
from shouwen.assessment.models import MonthSheet
from shouwen.civil_time import local
from shouwen.clocks.calendars import imported_years
from shouwen.rulebook.rules import Rulebook


def facts_hash(facts: dict[str, Any]) -> str:
    """A fingerprint of the facts that a sheet was computed from."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def standing_staff(month: Month) -> set[int]:
    """Whose sheet of the month stands, because it is announced or sealed."""
    rows = MonthSheet.objects.filter(centre_id=month.centre_id, month=month.first_day)
    return set(rows.exclude(state=SheetState.DRAFT).values_list("staff_id", flat=True))


def drafts_stand(month: Month, facts: dict[str, Any], rulebook: Rulebook) -> bool:
    """Whether every draft of the month was computed from these facts, by this rulebook and calendar, on this day.

    Within a day the moment alone changes nothing: a shift is among the facts only once it is over."""
    drafts = list(
        MonthSheet.objects.filter(centre_id=month.centre_id, month=month.first_day, state=SheetState.DRAFT).values_list(
            "staff_id", "facts_hash", "rulebook_hash", "as_of", "computed_at"
        )
    )
    wanted = {person.pk for person in assessed_staff(month)} - standing_staff(month)
    if {draft[0] for draft in drafts} != wanted:
        return False
    moments = {draft[3] for draft in drafts}
    if len(moments) > 1 or any(local(moment).date() != month.as_of.date() for moment in moments):
        return False
    imported = imported_years(month.centre_id).values()
    if any(moment > computed for moment in imported for *_, computed in drafts):
        return False
    hashes = {facts_hash({**facts, "as_of": local(moment).isoformat(timespec="minutes")}) for moment in moments}
    return {(draft[1], draft[2]) for draft in drafts} == {(one, rulebook.content_hash) for one in hashes}
