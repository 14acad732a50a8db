"""Cases in the order in which they came, and what was done to them, for another system that reads on from where it stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from shouwen.cases.enums import CaseState
from shouwen.cases.models import Case, ReviewRound
from shouwen.journal import queries as journal

STEPS: dict[str, str] = {
    "case.receive": "收件",
    "case.accept": "受理",
    "case.deemed_accepted": "逾期未告知，算受理",
    "case.correction_notice": "告知补正",
    "case.materials_received": "补的材料收到了",
    "clock.pause": "暂停计时",
    "clock.resume": "恢复计时",
    "clock.extend": "延期",
    "case.transfer": "转交承办人",
    "case.conclude": "办结",
    "case.withdraw": "申请人撤回",
}
"""Journal action → how it is called to another system. Reviews and files of single materials stay in the house."""
_BESIDE = (
    "person", "item", "situation", "inquiry", "handler", "first_responder", "window", "clock__extension",
)  # fmt: skip
_CLOCK = (
    "centre_id", "kind", "unit", "state", "promised_limit", "started_at", "due_at", "closed_at", "is_dated", "provisional",
)  # fmt: skip
_LISTED = (
    "centre_id", "number", "state", "result", "received_at", "accepted_at", "closed_at",
    "person__name_masked", "item__code", "item__name", "situation__name", "inquiry__number", "handler__name",
    "first_responder__name", "window__number", "window__name",
    *(f"clock__{name}" for name in _CLOCK), "clock__extension__workdays", "clock__extension__reason",
)  # fmt: skip
"""What a page of fifty shows. A person's row alone carries eight sealed and hashed fields."""


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to a case, and when."""

    at: datetime
    action: str
    words: str


def cases_before(
    centre_id: int,
    *,
    before: int | None,
    most: int,
    state: CaseState | None = None,
    item_code: str = "",
    since: datetime | None = None,
) -> list[Case]:
    """The cases that came before this one (its id), newest first, at most so many, with what a list shows and nothing else;
    two queries, and three more where one of them isn't accepted yet."""
    rows = Case.objects.filter(centre_id=centre_id)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    if state is not None:
        rows = rows.filter(state=state)
    if item_code:
        rows = rows.filter(item__code=item_code)
    if since is not None:
        rows = rows.filter(received_at__gte=since)
    rows = rows.select_related(*_BESIDE).only(*_LISTED).prefetch_related("clock__pauses").order_by("-pk")
    found = list(rows[:most])
    prefetch_related_objects([row for row in found if row.clock_id is None], _rounds())
    return found


def case_listed(centre_id: int, serial: str) -> Case | None:
    """One case by its serial 26-01873, with what the list shows of it."""
    return _shown(Case.objects.filter(centre_id=centre_id, number=f"办 {serial}")).first()


def _shown(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.select_related(*_BESIDE).prefetch_related("clock__pauses", _rounds())


def _rounds() -> Prefetch[str]:
    rows = ReviewRound.objects.select_related("clock__extension").prefetch_related("clock__pauses")
    return Prefetch("review_rounds", rows.order_by("sequence"))


def steps_of(case: Case) -> list[Step]:
    """What was done to a case, oldest first; nothing that anybody said. One query."""
    found = journal.changes_of(case.centre_id, "case", case.pk, actions=STEPS)
    return [Step(change.at, change.action, STEPS[change.action]) for change in found]
