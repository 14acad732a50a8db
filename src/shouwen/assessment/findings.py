"""线索: noted, put to the person, answered by them, decided by somebody else. Only verified ones count."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from shouwen.assessment import policies
from shouwen.assessment.enums import FindingState
from shouwen.assessment.models import Finding
from shouwen.civil_time import local_date
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.rules import rulebook_of
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.models import Staff
from shouwen.refusals import refuse, refuse_if

ALREADY_NOTED = "finding_noted_already"
HEARING_WORKDAYS = 5
"""Working days that a person has to explain, from the day after it was put to them (考核制度 三; "经核实" asks to hear them)."""


@one_change
def note_finding(
    *,
    staff_id: int,
    clause: str,
    happened_at: datetime,
    words: str,
    by: Actor,
    at: datetime,
    level: str = "",
    act: str = "",
    evidence_kind: str = "",
    evidence_number: str = "",
) -> Finding:
    """记线索: a candidate; it costs nothing until somebody else has verified it. Raises Refused."""
    day = local_date(happened_at)
    refuse_if(
        policies.may_note(
            Staff.objects.filter(pk=staff_id).first(),
            clause=rulebook_of(by.centre_id).on(day).clauses.get(clause),
            level=level,
            words=words,
            evidence_kind=evidence_kind,
            by=by,
        )
    )
    if happened_at > at:
        raise refuse("not_happened_yet", "不能记还没有发生的事")
    try:
        with transaction.atomic():
            finding = _create(
                centre_id=by.centre_id,
                staff_id=staff_id,
                clause=clause,
                at=happened_at,
                level=level,
                act=act,
                words=words.strip(),
                evidence_kind=evidence_kind,
                evidence_number=evidence_number,
                noted_at=at,
                noted_by_id=by.staff_id,
            )
    except IntegrityError as error:
        same = Finding.objects.filter(centre_id=by.centre_id, clause=clause, evidence_number=evidence_number)
        if not evidence_number or not same.exists():
            raise
        raise refuse(ALREADY_NOTED, f"{evidence_number}已经按{clause}记过线索，不能再记一次") from error
    _record(finding, "finding.note", by=by, at=at, data={"clause": clause, "evidence": evidence_number})
    return finding


@one_change
def move_finding(*, finding: Finding, to: FindingState, reason: str, by: Actor, at: datetime) -> Finding:
    """听取说明、核实或不成立: by a judge who has no part in it. Of two at once, one is refused. Raises Refused."""
    refuse_if(policies.may_decide(finding, to, reason=reason, by=by))
    if to == FindingState.VERIFIED:
        refuse_if(policies.person_was_heard(finding, explain_by=explain_by(finding), today=local_date(at)))
    changes: dict[str, object] = {"state": to}
    if to == FindingState.PUT_TO_PERSON:
        changes["put_at"] = at
    if to in {FindingState.VERIFIED, FindingState.DISMISSED}:
        changes |= {"decided_reason": reason.strip(), "decided_by_id": by.staff_id, "decided_at": at}
    _change(finding, changes)
    _record(finding, f"finding.{to}", by=by, at=at, data={"reason": Words(reason.strip())})
    return finding


@one_change
def respond(*, finding: Finding, words: str, by: Actor, at: datetime) -> Finding:
    """本人说明: the person whom it is about says how it was, once, before it is decided. Raises Refused."""
    refuse_if(policies.may_respond(finding, words=words, by=by))
    _change(finding, {"response": words.strip(), "responded_at": at})
    _record(finding, "finding.respond", by=by, at=at, data={"words": Words(words.strip())})
    return finding


def explain_by(finding: Finding) -> date | None:
    """The last day on which the person may explain before it is decided without their words; None: not put to them yet."""
    if finding.put_at is None:
        return None
    return calendar_of(finding.centre_id).add(local_date(finding.put_at), HEARING_WORKDAYS)


def _create(*, centre_id: int, at: datetime, **fields: Any) -> Finding:
    year = local_date(at).year % 100
    number = f"线 {year:02d}-{serials.take(centre_id, f'finding/{year}'):04d}"
    return Finding.objects.create(centre_id=centre_id, number=number, at=at, **fields)


def _change(finding: Finding, changes: dict[str, object]) -> None:
    """Guarded: only on the row as it was read, so that of two at once one is refused."""
    rows = Finding.objects.filter(pk=finding.pk, state=finding.state, response=finding.response)
    if not rows.update(**changes):
        raise refuse("finding_moved_on", "这条线索别人刚刚处理了，刷新看看")
    for name, value in changes.items():
        setattr(finding, name, value)


def _record(finding: Finding, action: str, *, by: Actor, at: datetime, data: dict[str, object]) -> None:
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind="finding",
        subject_id=finding.pk,
        data={"number": finding.number, **data},
    )
