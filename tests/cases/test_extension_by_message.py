"""延期用短信告知: it counts once the message has gone out; one that fails is called before the original due day, or lapses (T3)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from pytest_django.fixtures import Settings
from tests.cases.scene import fresh
from tests.factories import Town, civil, make_case, make_item, make_town

from shouwen.cases import limits
from shouwen.cases.extension_telling import settle
from shouwen.cases.models import Case
from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind, ToldMeans
from shouwen.clocks.live_requests import live_request
from shouwen.clocks.models import Clock, Extension, ExtensionRequest
from shouwen.messages import actions as messages
from shouwen.messages.models import Message
from shouwen.papers.models import Paper
from shouwen.refusals import Refused
from shouwen.telling import calls
from shouwen.telling.enums import ReachedBy
from shouwen.telling.failed_messages import owe_calls
from shouwen.telling.models import CallToMake

pytestmark = pytest.mark.django_db
ACCEPTED = civil(2026, 9, 29, 9, 40)
TOLD = civil(2026, 10, 9, 15, 0)
SENT = civil(2026, 10, 9, 15, 1)
LATE = civil(2026, 10, 13, 9, 0)
ORIGINAL, EXTENDED = date(2026, 10, 12), date(2026, 10, 15)


@pytest.fixture
def town(settings: Settings) -> Town:
    settings.SMS_URL, settings.SMTP_URL = "http://127.0.0.1:9/send", ""
    return make_town()


@pytest.fixture
def case(town: Town) -> Case:
    """Five working days, due on 10月12日; three more days told by a message. Whoever handles it decides."""
    case = make_case(town.actor(town.he), make_item(town.general, promised_limit=5, legal_limit=20), at=ACCEPTED)
    limits.extend(
        case=fresh(case),
        workdays=3,
        reason="要等区里回函",
        category="other",
        told_at=TOLD,
        means=ToldMeans.MESSAGE,
        by=town.actor(town.he),
        at=TOLD,
    )
    return case


def _due(case: Case) -> date:
    return local_date(fresh(case).clock.due_at)


def _settle(town: Town, at: datetime) -> int:
    return settle(centre_id=town.centre.pk, at=at)


def _letter() -> messages.Letter:
    message = Message.objects.get(channel="sms", telling__template="extended")
    letter = messages.take(message_id=message.pk, at=TOLD)
    assert letter is not None
    return letter


def _fail(town: Town) -> CallToMake:
    messages.note_fault(letter=_letter(), fault="短信网关不收（400）：空号", is_final=True, at=SENT)
    owe_calls(centre_id=town.centre.pk, at=SENT)
    return CallToMake.objects.get(title="告知延期办理")


def test_t3_nothing_moves_before_the_gateway_has_taken_the_message(town: Town, case: Case) -> None:
    before = (_settle(town, TOLD), _due(case), Extension.objects.count())
    assert "10月15日" in _letter().words

    assert before == (0, ORIGINAL, 0)
    assert ExtensionRequest.objects.get().state == "approved"


def test_t3_taken_by_the_gateway_it_counts_from_that_moment_once(town: Town, case: Case) -> None:
    messages.note_sent(letter=_letter(), receipt="R1", at=SENT)

    assert (_settle(town, LATE), _settle(town, LATE)) == (1, 0)  # late though the job came, it was told in time
    row, paper = Extension.objects.get(), Paper.objects.get(kind="extension_notice")
    assert (row.told_at, row.told_means, row.paper_number) == (SENT, "message", paper.number)
    assert (_due(case), row.original_due_on) == (EXTENDED, ORIGINAL)


def test_t3_a_message_that_fails_is_called_and_counts_once_the_person_was_reached(town: Town, case: Case) -> None:
    call, at = _fail(town), civil(2026, 10, 12, 9)
    assert (_settle(town, SENT), _due(case)) == (0, ORIGINAL)

    calls.note_reached(call=call, means=ReachedBy.PHONE, words="他说知道了", by=town.actor(town.he), at=at)

    assert (_settle(town, at), _due(case)) == (1, EXTENDED)
    assert (Extension.objects.get().told_at, Extension.objects.get().told_means) == (at, "phone")


def test_t3_not_told_by_the_original_due_day_it_lapses_and_is_said_no_more(town: Town, case: Case) -> None:
    call = _fail(town)

    assert (_settle(town, LATE), _settle(town, LATE)) == (1, 0)

    call.refresh_from_db()
    assert (_due(case), Extension.objects.count(), ExtensionRequest.objects.get().state) == (ORIGINAL, 0, "lapsed")
    assert (call.state, calls.said_of(call)) == ("not_reached", "过了原到期日还没告知到，延期作废")
    assert not Clock.objects.filter(kind=ClockKind.CALL, closed_at=None).exists()


def test_t3_a_message_that_still_waits_is_not_sent_after_the_extension_lapsed(town: Town, case: Case) -> None:
    assert _settle(town, LATE) == 1

    assert Message.objects.get(telling__template="extended").state == "replaced"


def test_t3_told_in_person_meanwhile_it_counts_at_once_with_the_same_paper(town: Town, case: Case) -> None:
    he, at = town.actor(town.he), civil(2026, 10, 9, 16)
    with pytest.raises(Refused) as twice:
        limits.tell_extension(case=fresh(case), means=ToldMeans.MESSAGE, by=he, at=at)

    limits.tell_extension(case=fresh(case), means=ToldMeans.IN_PERSON, by=he, at=at)

    assert twice.value.code == "telling_on_its_way"
    assert (_due(case), live_request(case.clock_id)) == (EXTENDED, None)
    assert Extension.objects.get().paper_number == Paper.objects.get(kind="extension_notice").number
    assert Message.objects.get(telling__template="extended").state == "replaced"


@pytest.mark.parametrize(
    ("failed_at", "due_at"),
    [
        (civil(2026, 10, 12, 9, 0), civil(2026, 10, 12, 14, 30)),
        (civil(2026, 10, 12, 16, 30), civil(2026, 10, 12, 17, 30)),
    ],
)
def test_t3_the_call_is_due_within_its_minutes_and_before_the_original_due_date(
    town: Town, case: Case, failed_at: datetime, due_at: datetime
) -> None:
    messages.note_fault(letter=_letter(), fault="短信网关不收（400）：空号", is_final=True, at=failed_at)

    assert owe_calls(centre_id=town.centre.pk, at=failed_at) == 1

    assert fresh(case).clock.due_at == civil(2026, 10, 12, 17, 30)
    assert Clock.objects.get(kind=ClockKind.CALL).due_at == due_at
