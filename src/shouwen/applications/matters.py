"""我的事: what this proved phone has at the centre. Only numbers, items and states; more stands behind each page's own code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from shouwen.applications.declined import after_decline
from shouwen.applications.enums import ApplicationState
from shouwen.applications.models import Application, PersonSession
from shouwen.applications.queries import of_session
from shouwen.cases.agents import agent_masked
from shouwen.cases.enums import CaseState
from shouwen.cases.models import Case
from shouwen.cases.progress import progress_path
from shouwen.inquiries.incoming_queries import question_path
from shouwen.inquiries.models import Inquiry, OnlineQuestion

SINCE = timedelta(days=3 * 365)
MOST = 50


@dataclass(frozen=True, slots=True)
class Matter:
    """One line. `needs_you`: something is waited for from the person."""

    number: str
    what: str
    who: str
    state: str
    at: datetime
    url: str
    needs_you: bool = False
    is_over: bool = False


def matters_of(session: PersonSession, *, at: datetime) -> list[Matter]:
    """Applications, cases, questions and visits of this phone, what needs the person first, then the newest. Five queries.

    A session of one application sees that one."""
    applications = of_session(session)
    found = [_of_application(one) for one in applications]
    if session.phone_hash:
        shown = {one.case_id for one in applications if one.case_id is not None}
        found += (
            _acted_for(session, at) + _cases(session, shown, at) + _questions(session, at) + _inquiries(session, at)
        )
    return sorted(sorted(found, key=lambda one: one.at, reverse=True), key=lambda one: (not one.needs_you, one.is_over))


def _of_application(one: Application) -> Matter:
    state, needs_you, is_over = ApplicationState(one.state).label, False, False
    if one.state == ApplicationState.DRAFT:
        needs_you = True
    elif one.case is not None:
        state = CaseState(one.case.state).label
        needs_you, is_over = one.case.state == CaseState.CORRECTING, one.case.closed_at is not None
    elif one.state == ApplicationState.DECLINING:
        found = after_decline(one)
        state, is_over = found.title, found.is_over
    elif one.state == ApplicationState.WITHDRAWN:
        is_over = True
    who = one.person.name_masked if one.person else ""
    if one.authorisation is not None:
        who = f"{one.authorisation.principal.name_masked}的事，{one.authorisation.agent_masked}代办"
    number = one.number or "还没有交"
    return Matter(number, one.item.name, who, state, one.saved_at, f"/my/a/{one.mark}/", needs_you, is_over)


def _acted_for(session: PersonSession, at: datetime) -> list[Matter]:
    """What somebody else sent in for this person and is no case yet: seen, not opened."""
    rows = Application.objects.filter(
        centre_id=session.centre_id,
        authorisation__principal__phone_hash=session.phone_hash,
        submitted_at__gt=at - SINCE,
        case=None,
    ).exclude(is_verified=True, phone_hash=session.phone_hash)
    rows = rows.select_related("item", "authorisation__agent", "authorisation__helper", "authorisation__principal")
    return [
        Matter(
            one.number,
            one.item.name,
            f"{one.authorisation.agent_masked}代办" if one.authorisation else "",
            ApplicationState(one.state).label,
            one.saved_at,
            "",
            is_over=one.state == ApplicationState.WITHDRAWN,
        )
        for one in rows.order_by("-submitted_at")[:MOST]
    ]


def _cases(session: PersonSession, shown: set[int], at: datetime) -> list[Matter]:
    rows = Case.objects.filter(
        centre_id=session.centre_id, person__phone_hash=session.phone_hash, received_at__gt=at - SINCE
    ).exclude(pk__in=shown)
    return [
        Matter(
            one.number,
            one.item.name,
            one.person.name_masked + (f"，{agent_masked(one)}代办" if agent_masked(one) else ""),
            CaseState(one.state).label,
            one.received_at,
            progress_path(one),
            one.state == CaseState.CORRECTING,
            one.closed_at is not None,
        )
        for one in rows.select_related("person", "item", "agent", "agent_helper").order_by("-received_at")[:MOST]
    ]


def _questions(session: PersonSession, at: datetime) -> list[Matter]:
    rows = OnlineQuestion.objects.filter(
        centre_id=session.centre_id, person__phone_hash=session.phone_hash, asked_at__gt=at - SINCE
    )
    return [
        Matter(
            one.number,
            f"网上提问：{one.matter[:30]}",
            one.person.name_masked,
            "答复了" if one.inquiry and one.inquiry.closed_at else "等答复",
            one.asked_at,
            question_path(one),
            is_over=bool(one.inquiry and one.inquiry.closed_at),
        )
        for one in rows.select_related("person", "inquiry").order_by("-asked_at")[:MOST]
    ]


def _inquiries(session: PersonSession, at: datetime) -> list[Matter]:
    """What was asked at the window or by telephone and became no case; there is no page behind it."""
    rows = Inquiry.objects.filter(
        centre_id=session.centre_id,
        person__phone_hash=session.phone_hash,
        received_at__gt=at - SINCE,
        case=None,
        online_question=None,
    )
    return [
        Matter(
            one.number,
            one.item.name if one.item else "来问的事",
            one.person.name_masked if one.person else "",
            "答复了" if one.closed_at else "在办",
            one.received_at,
            "",
            is_over=one.closed_at is not None,
        )
        for one in rows.select_related("person", "item").order_by("-received_at")[:MOST]
    ]
