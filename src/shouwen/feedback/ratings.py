"""好差评（GB/T 39735-2020）: one rating a case, given freely by the person served; it says nothing about who gave it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.cases.enums import CaseState
from shouwen.cases.models import Case
from shouwen.feedback.enums import RatingLevel
from shouwen.feedback.models import Rating
from shouwen.feedback.rating_reasons import REASONS
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal, refuse, refuse_if

MOST_WORDS = 300
ARTICLE = "国办发〔2019〕51号"


def may_rate(case: Case, *, level: RatingLevel, reasons: Sequence[str], comment: str, by: Actor) -> Refusal | None:
    """A case that is done is rated, once."""
    if refusal := same_centre(case, by):
        return refusal
    if case.state != CaseState.CONCLUDED:
        return Refusal("case_not_concluded", "这件还没有办结，办结以后再评价", ARTICLE)
    if len(comment.strip()) > MOST_WORDS:
        return Refusal("words_too_long", f"评价最多 {MOST_WORDS} 字，现在 {len(comment.strip())} 字")
    if strange := [one for one in reasons if one not in REASONS[level]]:
        return Refusal("reason_unknown", f"没有这个原因：{strange[0][:20]}", way_out="从列出的里面选")
    return None


@one_change
def rate(
    *, case: Case, level: RatingLevel, reasons: Sequence[str] = (), comment: str = "", by: Actor, at: datetime
) -> Rating:
    """评价一件: an active rating of whoever handled the case, with what was ticked and said. A second one of the same case is
    refused. Raises Refused."""
    level = RatingLevel(level)
    refuse_if(may_rate(case, level=level, reasons=reasons, comment=comment, by=by))
    try:
        with transaction.atomic():
            rating = Rating.objects.create(
                centre_id=case.centre_id,
                case=case,
                staff_id=case.handler_id,
                at=at,
                level=level,
                active=True,
                comment=comment.strip(),
                reasons=[key for key in REASONS[level] if key in reasons],
            )
    except IntegrityError as error:
        raise refuse("already_rated", "这件已经评价过了，一件评一次", clause=ARTICLE) from error
    data = {"number": case.number, "level": int(level), "comment": Words(rating.comment), "active": True}
    data["ticked"] = rating.reasons
    journal.record(by=by, at=at, action="rating.give", subject_kind="rating", subject_id=rating.pk, data=data)
    return rating
