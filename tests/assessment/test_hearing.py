"""线索: who may note one, the person is heard before it is verified, and another verifies it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.assessment.scene import panel
from tests.factories import Town, civil, make_town

from shouwen.assessment.enums import FindingState
from shouwen.assessment.findings import move_finding, note_finding, respond
from shouwen.assessment.models import Finding
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


@pytest.fixture
def town() -> Town:
    return make_town()


def note(town: Town, **others: Any) -> Finding:
    given: dict[str, Any] = {
        "staff_id": town.he.pk,
        "clause": "K2.4",
        "words": "上班时间看视频",
        "by": town.actor(town.office),
    }
    return note_finding(happened_at=AT, at=AT, **(given | others))


def put(town: Town) -> Finding:
    return move_finding(finding=note(town), to=FindingState.PUT_TO_PERSON, reason="", by=town.actor(town.office), at=AT)


def verify(town: Town, finding: Finding, *, at: datetime = AT) -> Finding:
    by = town.actor(panel(town))
    return move_finding(finding=finding, to=FindingState.VERIFIED, reason="看了监控", by=by, at=at)


def test_k2_4_a_finding_goes_to_the_person_before_it_is_verified(town: Town) -> None:
    with pytest.raises(Refused) as refusal:
        verify(town, note(town))
    assert refusal.value.code == "finding_moved_on"


def test_k2_4_it_is_verified_once_the_person_has_explained(town: Town) -> None:
    finding = put(town)
    with pytest.raises(Refused) as refusal:
        verify(town, finding)
    assert (refusal.value.code, refusal.value.message) == ("person_not_heard", "本人还没有说明，说明期到10月15日")
    respond(finding=finding, words=" 是培训视频 ", by=town.actor(town.he), at=AT)
    verify(town, finding)
    stored = Finding.objects.get()
    assert (stored.state, stored.response, stored.put_at, stored.responded_at) == ("verified", "是培训视频", AT, AT)


def test_k2_4_or_after_five_working_days_without_a_word(town: Town) -> None:
    finding = put(town)
    # 10 October is a make-up working day: the five are 10, 12, 13, 14 and 15 October.
    with pytest.raises(Refused) as refusal:
        verify(town, finding, at=civil(2026, 10, 15, 17))
    assert refusal.value.code == "person_not_heard"
    verify(town, finding, at=civil(2026, 10, 16, 9))
    assert Finding.objects.get().state == "verified"


def test_who_noted_it_does_not_verify_it_on_page_or_in_the_database(town: Town) -> None:
    finding = put(town)
    respond(finding=finding, words="是我", by=town.actor(town.he), at=AT)
    office = town.actor(town.office)
    with pytest.raises(Refused) as refusal:
        move_finding(finding=finding, to=FindingState.VERIFIED, reason="看了监控", by=office, at=AT)
    assert refusal.value.code == "own_note"
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(state="verified", decided_by=town.office, decided_at=AT, decided_reason="看了监控")


def test_only_the_person_explains_and_only_once(town: Town) -> None:
    finding, he = put(town), town.actor(town.he)
    refused = []
    for by, words in ((town.actor(town.deng), "不是他"), (he, " "), (he, "字" * 501)):
        with pytest.raises(Refused) as refusal:
            respond(finding=finding, words=words, by=by, at=AT)
        refused.append(refusal.value.code)
    respond(finding=finding, words="是培训视频", by=he, at=AT)
    with pytest.raises(Refused) as again:
        respond(finding=finding, words="再说一遍", by=he, at=AT)
    assert [*refused, again.value.code] == ["not_about_you", "words_missing", "words_too_long", "responded_already"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"clause": "K9.9"}, "clause_unknown"),
        ({"clause": "K1.3"}, "clause_unknown"),
        ({"clause": "K2.9"}, "level_does_not_fit"),
        ({"level": "town"}, "level_does_not_fit"),
        ({"words": " "}, "words_missing"),
        ({"words": "字" * 301}, "words_too_long"),
        ({"staff_id": 0}, "staff_unknown"),
    ],
)
def test_k2_9_a_finding_that_could_not_count_is_refused(town: Town, given: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        note(town, **given)
    assert (refusal.value.code, Finding.objects.count()) == (code, 0)


def test_a_clerk_notes_nothing_and_nobody_reaches_into_another_centre(town: Town) -> None:
    other = make_town("other", town="邻镇")
    theirs = put(other)
    tries = [
        lambda: note(town, by=town.actor(town.deng)),
        lambda: note(town, staff_id=other.he.pk),
        lambda: verify(town, theirs),
        lambda: respond(finding=theirs, words="不是我", by=town.actor(town.he), at=AT),
    ]
    codes = []
    for attempt in tries:
        with pytest.raises(Refused) as refusal:
            attempt()
        codes.append(refusal.value.code)
    assert codes == ["not_a_judge", "another_centre", "another_centre", "another_centre"]


def test_the_same_evidence_is_noted_once_under_a_clause(town: Town) -> None:
    note(town, clause="K1.1", evidence_kind="case", evidence_number="办 26-00001")
    with pytest.raises(Refused) as refusal:
        note(town, clause="K1.1", evidence_kind="case", evidence_number="办 26-00001")
    assert refusal.value.code == "finding_noted_already"
    note(town, clause="K2.4", evidence_kind="case", evidence_number="办 26-00001")
    for _ in range(2):
        note(town)
    assert Finding.objects.count() == 4
