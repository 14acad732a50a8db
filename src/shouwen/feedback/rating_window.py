"""评价的期限: a link to rate lasts so many days after the case was done, as the centre set it; nobody has to use it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shouwen.cases.enums import CaseState
from shouwen.cases.models import Case
from shouwen.civil_time import local_date
from shouwen.feedback.enums import RatingLevel
from shouwen.feedback.models import Rating
from shouwen.feedback.rating_reasons import reasons_said
from shouwen.feedback.ratings import ARTICLE, rate
from shouwen.people.actor import Actor
from shouwen.refusals import refuse


@dataclass(frozen=True, slots=True)
class RatingStanding:
    """What the person may still do, or did. `until` is the last day; None where the case isn't done."""

    until: date | None
    may_rate: bool
    level: RatingLevel | None = None
    said: str = ""


def rating_standing(case: Case, *, at: datetime) -> RatingStanding:
    """Whether this case may be rated now by whoever holds its link, and what was said already."""
    if case.state != CaseState.CONCLUDED or case.closed_at is None:
        return RatingStanding(until=None, may_rate=False)
    until = local_date(case.closed_at) + timedelta(days=case.centre.rating_days)
    row = Rating.objects.filter(centre_id=case.centre_id, case_id=case.pk).first()
    if row is None:
        return RatingStanding(until=until, may_rate=local_date(at) <= until)
    level = RatingLevel(row.level)
    said = [*reasons_said(level, row.reasons), *([row.comment] if row.comment else [])]
    return RatingStanding(until=until, may_rate=False, level=level if row.active else None, said="；".join(said))


def rate_by_link(
    *, case: Case, level: RatingLevel, reasons: Sequence[str] = (), comment: str = "", at: datetime
) -> Rating:
    """评价 by whoever holds the link; who that is isn't asked. Raises Refused, also when the days for it are over."""
    standing = rating_standing(case, at=at)
    if standing.until is not None and local_date(at) > standing.until:
        day = f"{standing.until.month}月{standing.until.day}日"
        way_out = "还有话要说，可以打监督电话，或者投诉"
        raise refuse("rating_over", f"评价到 {day} 为止，现在过了", clause=ARTICLE, way_out=way_out)
    by = Actor.system(case.centre_id)
    return rate(case=case, level=level, reasons=reasons, comment=comment, by=by, at=at)
