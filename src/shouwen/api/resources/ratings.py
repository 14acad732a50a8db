"""好差评（国办发〔2019〕51号）: one a case, given freely. Who gave it isn't asked."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from shouwen.api.bearer import acting, centre_of, needs
from shouwen.api.declared import changing
from shouwen.api.fields import Asked, CaseSerial, lines, local_time
from shouwen.api.once import IdempotencyKey, once
from shouwen.api.problems import NotFound
from shouwen.cases.listing import case_listed
from shouwen.feedback.enums import RatingLevel
from shouwen.feedback.ratings import rate
from shouwen.systems.enums import Scope

router = Router(tags=["评价"])


class RatingIn(Asked):
    """一次评价."""

    case: CaseSerial = Field(description="办件编号，如 26-01873")
    level: RatingLevel = Field(description="5 非常满意，4 满意，3 基本满意，2 不满意，1 非常不满意")
    comment: lines(300, least=0) = Field("", description="想说的话")  # type: ignore[valid-type]


class Rating(Schema):
    """收下的评价."""

    case: str
    level: RatingLevel
    at: datetime


@router.post("", response=changing(Rating), summary="送来评价", **needs(Scope.RATINGS_WRITE))
def give(request: HttpRequest, key: IdempotencyKey, body: RatingIn) -> HttpResponse:
    """本人主动评的。办结以后才能评，一件评一次。"""
    by, at = acting(request), request.at  # type: ignore[attr-defined]

    def do() -> tuple[int, Rating]:
        case = case_listed(centre_of(request), body.case)
        if case is None:
            raise NotFound("case_unknown", f"没有编号是 {body.case} 的办件")
        row = rate(case=case, level=body.level, comment=body.comment, by=by, at=at)
        return 201, Rating.model_construct(case=case.number, level=RatingLevel(row.level), at=local_time(row.at))

    return once(request, key, body, do)
