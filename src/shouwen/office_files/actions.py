"""Keeping the column match that a person made, so that the next file with the same header needs no second correction."""

from __future__ import annotations

from datetime import datetime

from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.office_files.matching import Match, header_hash
from shouwen.office_files.models import ColumnMatch
from shouwen.people.actor import Actor
from shouwen.refusals import refuse


@one_change
def remember_match(*, purpose: str, match: Match, by: Actor, at: datetime) -> None:
    """记住列的对应, per purpose and header; a later correction takes its place. Raises Refused if a field is missing."""
    if match.missing:
        raise refuse("columns_missing", f"还没有对上：{'、'.join(match.missing)}", way_out="给每一项选一列")
    key = header_hash(match.header)
    columns = dict(match.columns)
    same = ColumnMatch.objects.filter(centre_id=by.centre_id, purpose=purpose, header_hash=key, columns=columns)
    if same.exists():
        return
    ColumnMatch.objects.update_or_create(
        centre_id=by.centre_id,
        purpose=purpose,
        header_hash=key,
        defaults={"columns": columns, "matched_at": at, "matched_by_id": by.member_id},
    )
    journal.record(
        by=by,
        at=at,
        action="columns.match",
        subject_kind="columns",
        subject_id=key[:16],
        data={"purpose": purpose, "columns": columns},
    )
