"""A case that ends while materials are asked for: refused with a reason, or taken back; nobody is asked for them then."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cases.scene import actions_of, fresh, review
from tests.factories import Town, civil, client_of, make_case, make_person, make_town

from shouwen import civil_time
from shouwen.cases import actions as cases
from shouwen.cases.corrections import issue_correction_notice
from shouwen.cases.enums import CaseResult, CaseState, ReviewState
from shouwen.cases.models import Case
from shouwen.cases.progress import progress_path
from shouwen.clocks.enums import ClockKind, ClockState
from shouwen.clocks.models import Clock
from shouwen.inquiries.enums import ToldBy
from shouwen.messages import actions as messages
from shouwen.messages.models import Message
from shouwen.refusals import Refused
from shouwen.telling.jobs import owe_calls
from shouwen.telling.models import CallToMake

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
LATER = civil(2026, 10, 14, 10)


def _waiting(town: Town) -> Case:
    clerk = town.actor(town.he)
    case = make_case(clerk, town.house, at=AT)
    review(case, clerk, AT, faults={"户口簿": ReviewState.MISSING})
    issue_correction_notice(case=fresh(case), by=clerk, at=AT)
    return fresh(case)


def _decline(town: Town, case: Case, words: str = "这块地在生态红线内，不能建。可以申请置换") -> Case:
    return cases.conclude(case=case, result=CaseResult.REFUSED, words=words, by=town.actor(town.he), at=LATER)


def _withdraw(town: Town, case: Case) -> Case:
    return cases.withdraw(case=case, reason="改到县里办", by=town.actor(town.he), at=LATER)


def test_p3c_what_cannot_be_granted_is_refused_without_materials_in_order() -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=AT)

    _decline(town, case)

    done = fresh(case)
    assert (done.state, done.result, done.clock.state) == (CaseState.CONCLUDED, CaseResult.REFUSED, ClockState.CLOSED)
    assert actions_of(case) == ["case.accept", "case.conclude"]


def test_p3c_a_refusal_needs_its_reason() -> None:
    town = make_town()
    case = _waiting(town)

    with pytest.raises(Refused) as refused:
        _decline(town, case, " ")

    assert (refused.value.code, fresh(case).state) == ("words_missing", CaseState.CORRECTING)


def test_nothing_is_granted_while_materials_are_waited_for() -> None:
    town = make_town()
    case = _waiting(town)

    with pytest.raises(Refused) as refused:
        cases.conclude(case=case, result=CaseResult.GRANTED, words="办好了", by=town.actor(town.he), at=LATER)

    assert (refused.value.code, fresh(case).state) == ("materials_not_in_order", CaseState.CORRECTING)


@pytest.mark.parametrize(("end", "head"), [(_decline, "已办结"), (_withdraw, "申请人撤回")])
def test_n4_a_case_that_ended_asks_for_nothing(
    end: Callable[[Town, Case], Case], head: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: LATER)
    town = make_town()
    case = _waiting(town)
    assert "户口簿" in Client().get(progress_path(case)).content.decode()

    end(town, case)

    pause = fresh(case).clock.pauses.get()
    assert case.correction_notices.get().settled_at == LATER
    assert (fresh(case).clock.state, pause.to_on) == (ClockState.CLOSED, LATER.date())
    page = Client().get(progress_path(case)).content.decode()
    assert f"{head}</h1>" in page
    assert "户口簿" not in page
    assert "您现在要做的" not in page


def _asked_by_message(town: Town, *, phone: str) -> Case:
    """A case whose applicant went home and is asked for materials by message, or by a call where no message reaches them."""
    clerk = town.actor(town.he)
    case = make_case(clerk, town.house, at=AT, person=make_person(town.centre, phone=phone))
    review(case, clerk, AT, faults={"户口簿": ReviewState.MISSING})
    issue_correction_notice(case=fresh(case), means=ToldBy.MESSAGE, by=clerk, at=AT)
    return fresh(case)


@pytest.mark.parametrize(
    ("end", "why"), [(_decline, "已经办结了，前面的不用再告知"), (_withdraw, "申请人撤回了，不用再告知")]
)
def test_p3c_what_waits_in_the_outbox_of_a_case_that_ended_does_not_go_out(
    end: Callable[[Town, Case], Case], why: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SMS_URL = "http://127.0.0.1:9/"
    monkeypatch.setattr(civil_time, "now", lambda: LATER)
    town = make_town()
    case = _asked_by_message(town, phone="13800000000")
    accepted, correction = Message.objects.order_by("pk")
    letter = messages.take(message_id=accepted.pk, at=AT)
    assert letter is not None
    messages.note_sent(letter=letter, receipt="1", at=AT)

    end(town, case)

    assert list(Message.objects.order_by("pk").values_list("state", "fault")) == [("sent", ""), ("moot", why)]
    assert messages.take(message_id=correction.pk, at=LATER) is None
    assert (owe_calls(), CallToMake.objects.count()) == (0, 0)
    office = client_of(town.office)
    assert why in office.get("/registers/messages/?state=moot").content.decode()
    page = office.get(f"/cases/{case.number.removeprefix('办 ')}/").content.decode()
    assert f"还没发出去的 1 条消息不再发：{why}" in page


def test_p3c_nobody_calls_about_materials_of_a_case_that_was_taken_back(settings: Settings) -> None:
    settings.SMS_URL = "http://127.0.0.1:9/"
    town = make_town()
    case = _asked_by_message(town, phone="023-45678901")
    assert CallToMake.objects.get().state == "owed"

    _withdraw(town, case)

    assert CallToMake.objects.get().state == "not_reached"
    assert Clock.objects.get(kind=ClockKind.CALL).closed_at == LATER
