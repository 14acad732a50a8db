"""Reading the column matches that people made before."""

from __future__ import annotations

from collections.abc import Sequence

from shouwen.office_files.matching import SEARCHED_ROWS, Field, Match, find_header, header_hash, matched_by
from shouwen.office_files.models import ColumnMatch
from shouwen.office_files.reading import Table


def match_for(centre_id: int, purpose: str, table: Table, fields: Sequence[Field]) -> Match:
    """The match that somebody made for this header, else the one that the words of the header give; one query."""
    by_hash = {header_hash(row): row for row in reversed(table.rows[:SEARCHED_ROWS])}
    known = ColumnMatch.objects.filter(centre_id=centre_id, purpose=purpose, header_hash__in=list(by_hash))
    remembered = known.order_by("-matched_at").first()
    if remembered is None:
        return find_header(table, fields)
    return matched_by(by_hash[remembered.header_hash], remembered.columns, fields, is_remembered=True)
