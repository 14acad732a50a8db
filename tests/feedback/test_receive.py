"""收到投诉: with a name or without, sealed, owed by somebody whom it isn't about, within the centre's days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from tests.factories import Town, civil, make_case, make_staff, make_town
from tests.feedback.scene import AT, WORDS, clock_of, received

from shouwen.feedback.codes import complaint_path, complaint_with_code, complaint_with_link, receipt_code
from shouwen.feedback.enums import AnswerWish, ComplaintChannel, ComplaintState
from shouwen.feedback.models import Complaint
from shouwen.feedback.words import words_of
from shouwen.journal.models import Entry
from shouwen.messages.models import Message
from shouwen.people.enums import Role
from shouwen.people.models import Cover
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def test_p2_anybody_complains_without_a_name_and_an_answer_is_owed(town: Town) -> None:
    complaint = received(town, promise=7, window_id=town.general.pk)
    assert (complaint.number, complaint.state, complaint.person, complaint.promise) == (
        "诉 26-0001",
        ComplaintState.RECEIVED,
        None,
        7,
    )
    # Five working days; Saturday 10 October is worked: 10, 12, 13, 14, 15.
    clock = clock_of(complaint)
    assert (clock.due_at, clock.responsible_id) == (civil(2026, 10, 15, 17, 30), town.office.pk)
    assert (clock.matter, clock.person_masked) == ("网上投诉", "")


def test_p2_the_words_lie_sealed_in_the_database_and_in_the_journal(town: Town) -> None:
    complaint = received(town, name="陈甲木", phone="13800000000", wish=AnswerWish.CALL)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM feedback_complaint")
        stored = " ".join(
            bytes(one).decode(errors="replace") if isinstance(one, bytes | memoryview) else str(one)
            for row in cursor.fetchall()
            for one in row
        )
    assert [secret in stored for secret in ("四十分钟", "陈甲木", "13800000000")] == [False] * 3
    assert words_of(Complaint.objects.get()) == WORDS
    written = str(list(Entry.objects.filter(subject_kind="complaint").values_list("data", flat=True)))
    assert ("四十分钟" in written, complaint.number in written) == (False, True)


def test_p2_of_one_page_sent_twice_there_is_one_complaint(town: Town) -> None:
    first, second = received(town, mark="m1"), received(town, mark="m1", at=AT + timedelta(minutes=1))
    assert (first.pk, Complaint.objects.count()) == (second.pk, 1)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"words": "  "}, "words_missing"),
        ({"words": "字" * 1001}, "words_too_long"),
        ({"phone": "13800000000"}, "name_missing"),
        ({"wish": AnswerWish.CALL}, "phone_missing"),
        ({"name": "陈甲木", "phone": "12"}, "phone_wrong"),
        ({"window_id": 999_999}, "window_unknown"),
        ({"staff_id": 999_999}, "staff_unknown"),
        ({"matter_number": "9" * 21}, "number_too_long"),
    ],
)
def test_p2_what_is_missing_or_wrong_is_said_and_nothing_is_written(town: Town, given: dict, code: str) -> None:
    with pytest.raises(Refused) as refused:
        received(town, **given)
    assert refused.value.code == code
    assert (
        Complaint.objects.count(),
        Message.objects.count(),
        Entry.objects.filter(subject_kind="complaint").count(),
    ) == (0, 0, 0)


def test_p2_one_network_address_complains_twenty_times_an_hour(town: Town) -> None:
    for minute in range(20):
        received(town, address="203.0.113.7", at=AT + timedelta(minutes=minute))
    with pytest.raises(Refused) as refused:
        received(town, address="203.0.113.7", at=AT + timedelta(minutes=30))
    assert refused.value.code == "complained_too_often"
    assert "023-45670001" in refused.value.refusal.way_out
    received(town, address="203.0.113.8", at=AT + timedelta(minutes=31))
    received(town, address="203.0.113.7", at=AT + timedelta(minutes=63))
    assert Complaint.objects.count() == 22


def test_p2_on_a_day_with_too_many_who_leaves_a_number_is_taken(town: Town) -> None:
    first = received(town)
    Complaint.objects.bulk_create(
        Complaint(
            centre=town.centre,
            number=f"诉 26-{serial:04d}",
            channel=ComplaintChannel.WEB,
            at=AT,
            words_sealed=first.words_sealed,
        )
        for serial in range(1001, 1060)
    )
    with pytest.raises(Refused) as refused:
        received(town, at=AT + timedelta(hours=1))
    assert refused.value.code == "phone_missing"
    assert refused.value.refusal.way_out == "不想留的，请打监督电话 023-45670001，一样给编号"
    received(town, name="陈女士", phone="13800000000", at=AT + timedelta(hours=1))
    # What comes in by telephone or at the counter was never limited.
    received(town, channel=ComplaintChannel.COUNTER, by=town.actor(town.he), at=AT + timedelta(hours=1))
    assert Complaint.objects.filter(at=AT + timedelta(hours=1)).count() == 2


def test_p2_one_telephone_number_complains_three_times_a_day(town: Town) -> None:
    for hour in range(3):
        received(town, name="陈甲木", phone="138 0000 0000", at=AT + timedelta(hours=hour))
    with pytest.raises(Refused) as refused:
        received(town, name="陈甲木", phone="13800000000", at=AT + timedelta(hours=4))
    assert refused.value.code == "complained_too_often"
    received(town, name="陈甲木", phone="13800000000", at=AT + timedelta(days=1))
    assert Complaint.objects.count() == 4


def test_p2_a_number_that_names_a_case_leads_to_it_and_any_other_is_kept_as_said(town: Town) -> None:
    case = make_case(town.actor(town.he), town.house, at=AT)
    about = received(town, matter_number=case.number.replace("办 ", "办"))
    unknown = received(town, matter_number="26-09999", at=AT + timedelta(minutes=1))
    assert (about.case_id, unknown.case_id, unknown.matter_number) == (case.pk, None, "26-09999")


def test_f8_a_complaint_by_telephone_keeps_matter_name_and_number_and_who_took_it(town: Town) -> None:
    complaint = received(
        town,
        channel=ComplaintChannel.PHONE,
        name="陈甲木",
        phone="13800000000",
        wish=AnswerWish.CALL,
        by=town.actor(town.he),
    )
    assert (complaint.person.name_masked, complaint.person.phone_masked) == ("陈*木", "138****0000")
    assert (complaint.taken_by_id, complaint.office_id) == (town.he.pk, town.office.pk)
    notice = Message.objects.get(staff=town.office)
    assert notice.number == complaint.number


def test_p2_it_is_owed_by_nobody_it_is_about(town: Town) -> None:
    leader = make_staff(town.centre, "马立秋", roles=[Role.LEADER])
    complaint = received(town, staff_id=town.office.pk)
    assert complaint.office_id == leader.pk


def test_p2_who_stands_in_for_the_one_complained_of_is_kept_off_too(town: Town) -> None:
    leader = make_staff(town.centre, "马立秋", roles=[Role.LEADER])
    Cover.objects.create(
        centre=town.centre, absent=town.he, by=town.office, from_at=AT - timedelta(hours=2), to_at=AT, reason="开会"
    )
    complaint = received(town, staff_id=town.he.pk, at=AT - timedelta(hours=1))
    assert complaint.office_id == leader.pk


def test_p2_the_database_holds_that_nobody_looks_into_a_complaint_about_them(town: Town) -> None:
    complaint = received(town, staff_id=town.he.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(state="assigned", handler=town.he)


def test_p2_link_and_code_open_only_their_own_complaint(town: Town) -> None:
    complaint, other = received(town), received(town, at=AT + timedelta(minutes=1))
    code = receipt_code(complaint)
    assert len(code.replace(" ", "")) == 12
    path = complaint_path(complaint)
    assert complaint_with_link(path.split("/")[2]) == complaint
    forged = path.split("/")[2][:16] + f"{other.pk:x}"
    assert complaint_with_link(forged) is None
    for number in (complaint.number, "诉26-0001", "26-1", " 26-0001 "):
        assert complaint_with_code(town.centre.pk, number, code.replace(" ", "-")) == complaint
    assert complaint_with_code(town.centre.pk, other.number, code) is None
    assert complaint_with_code(town.centre.pk, complaint.number, code[:-1]) is None


def test_p2_who_meets_nobody_takes_no_complaint(town: Town) -> None:
    panel = make_staff(town.centre, "田冬至", roles=[Role.ASSESSMENT_PANEL])
    with pytest.raises(Refused) as refused:
        received(town, channel=ComplaintChannel.COUNTER, by=town.actor(panel))
    assert refused.value.code == "not_for_complaints"
