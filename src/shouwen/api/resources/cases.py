"""办件（限时办结制度）: where a case stands, and the steps that another system may take through the same doors as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from shouwen.api.bearer import acting, centre_of, needs
from shouwen.api.declared import changing, reading
from shouwen.api.fields import InCaseSerial, ItemCode, Since
from shouwen.api.once import IdempotencyKey, once
from shouwen.api.paging import Cursor, Limit, number_at, page_of
from shouwen.api.problems import NotFound
from shouwen.api.resources import case_words as words
from shouwen.api.resources.inquiries import item_id_of
from shouwen.cases import actions, intake, limits, listing
from shouwen.cases.enums import CaseState
from shouwen.catalogue import queries as catalogue
from shouwen.civil_time import local_date
from shouwen.clocks.yardstick import Yardstick
from shouwen.inquiries.enums import Channel, Outcome, ToldBy
from shouwen.reception.actions import receive
from shouwen.reception.step import NextStep, Told, Visitor
from shouwen.systems.enums import Scope

router = Router(tags=["办件"])
_READS, _WRITES = needs(Scope.CASES_READ), needs(Scope.CASES_WRITE)


@router.get("", response=reading(words.CasePage), summary="列出办件", **_READS)
def cases(
    request: HttpRequest,
    limit: Limit = 50,
    cursor: Cursor = None,
    state: CaseState | None = None,
    item_code: Annotated[ItemCode | None, Query(description="只要这个事项的")] = None,
    since: Since = None,
) -> words.CasePage:
    """新来的在前，带到期灯。"""
    centre_id, at = centre_of(request), request.at  # type: ignore[attr-defined]
    rows = listing.cases_before(
        centre_id,
        before=number_at(cursor),
        most=limit + 1,
        state=state,
        item_code=item_code or "",
        since=since,
    )
    shown, following = page_of(rows, limit, lambda row: row.pk)
    by = Yardstick.of(centre_id)
    return words.CasePage.model_construct(data=[words.case_words(row, at=at, by=by) for row in shown], next=following)


@router.get("/{serial}", response=reading(words.Progress, of_one=True), summary="看一件的进度", **_READS)
def case(request: HttpRequest, serial: InCaseSerial) -> words.Progress:
    """到哪一步了，哪天到期，经过了哪些步。"""
    row = listing.case_listed(centre_of(request), serial)
    if row is None:
        raise _unknown(serial)
    return words.progress_words(row, at=request.at)  # type: ignore[attr-defined]


@router.post("", response=changing(words.Case), summary="收一件申请", **_WRITES)
def enter(request: HttpRequest, key: IdempotencyKey, body: words.NewCaseIn) -> HttpResponse:
    """平台收到的申请。先登记首问，再收件待审或直接受理；在系统后面负责的人是首问负责人和承办人。"""
    by, at = acting(request), request.at  # type: ignore[attr-defined]

    def do() -> tuple[int, words.Case]:
        item_id = item_id_of(by.centre_id, body.item_code)
        received = receive(
            channel=Channel.ONLINE,
            visitor=Visitor(
                name=body.applicant.name, phone=body.applicant.phone, id_number=body.applicant.id_number or ""
            ),
            matter=body.matter,
            outcome=Outcome.TO_CASE,
            told=Told(body.words_told, ToldBy.ONLINE),
            step=NextStep(
                item_id=item_id,
                situation_id=_situation_id(item_id, body.situation, request),
                receive_first=body.entry == words.Entry.RECEIVE,
            ),
            item_id=item_id,
            received_at=body.received_at,
            by=by,
            at=at,
        )
        return 201, _now(request, received.case.number if received.case else "")

    return once(request, key, body, do)


@router.post("/{serial}/accept", response=changing(words.Case, 200), summary="受理收下的申请", **_WRITES)
def accept(request: HttpRequest, serial: InCaseSerial, key: IdempotencyKey) -> HttpResponse:
    """材料审齐了，从现在起计时。"""
    by, at = acting(request), request.at  # type: ignore[attr-defined]
    return _step(request, key, serial, None, lambda row: intake.accept_received(case=row, by=by, at=at))


@router.post("/{serial}/conclude", response=changing(words.Case, 200), summary="办结", **_WRITES)
def conclude(request: HttpRequest, serial: InCaseSerial, key: IdempotencyKey, body: words.ConclusionIn) -> HttpResponse:
    """结果已经告诉申请人。材料没审齐、已了结的，不能办结。"""
    by, at = acting(request), request.at  # type: ignore[attr-defined]

    def do(row: Any) -> None:
        actions.conclude(case=row, result=body.result, words=body.words_told, means=ToldBy.ONLINE, by=by, at=at)

    return _step(request, key, serial, body, do)


@router.post("/{serial}/extension", response=changing(words.Case, 200), summary="延期，已告知本人", **_WRITES)
def extend(
    request: HttpRequest, serial: InCaseSerial, key: IdempotencyKey, body: words.ExtensionToldIn
) -> HttpResponse:
    """只能一次，在到期日以前，合计不超过 5 个工作日，不超过法定时限。要先批准的中心，用申请延期。"""
    by, at = acting(request), request.at  # type: ignore[attr-defined]

    def do(row: Any) -> None:
        limits.extend(
            case=row,
            workdays=body.workdays,
            reason=body.reason,
            category=body.category,
            told_at=at,
            means=body.means,
            by=by,
            at=at,
        )

    return _step(request, key, serial, body, do)


@router.post("/{serial}/extension-request", response=changing(words.Case, 200), summary="申请延期", **_WRITES)
def ask_extension(
    request: HttpRequest, serial: InCaseSerial, key: IdempotencyKey, body: words.ExtensionIn
) -> HttpResponse:
    """交给有权批的人；批了、告知了本人，才往后延。"""
    by, at = acting(request), request.at  # type: ignore[attr-defined]

    def do(row: Any) -> None:
        limits.ask_extension(case=row, workdays=body.workdays, reason=body.reason, category=body.category, by=by, at=at)

    return _step(request, key, serial, body, do)


def _step(request: HttpRequest, key: str, serial: str, body: Any, do: Callable[[Any], object]) -> HttpResponse:
    """One step of one case, done once; the answer is the case after it."""

    def answer() -> tuple[int, words.Case]:
        row = listing.case_listed(centre_of(request), serial)
        if row is None:
            raise _unknown(serial)
        do(row)
        return 200, _now(request, row.number)

    return once(request, key, body, answer)


def _now(request: HttpRequest, number: str) -> words.Case:
    """The case as it stands after the step; its steps are written down once the change is whole."""
    centre_id = centre_of(request)
    row = listing.case_listed(centre_id, number.removeprefix("办 "))
    return words.case_words(row, at=request.at, by=Yardstick.of(centre_id))  # type: ignore[attr-defined]


def _situation_id(item_id: int | None, name: str | None, request: HttpRequest) -> int | None:
    """The situation of this name in the guide in force; unknown names are the domain's to refuse."""
    guide = catalogue.version_in_force(item_id or 0, on=local_date(request.at))  # type: ignore[attr-defined]
    if guide is None or name is None:
        return None
    found = next((one for one in catalogue.situations(guide.pk) if one.name == name), None)
    if found is None:
        raise NotFound("situation_unknown", f"这个事项没有“{name}”这种情形")
    return int(found.pk)


def _unknown(serial: str) -> NotFound:
    return NotFound("case_unknown", f"没有编号是 {serial} 的办件")
