"""查、答复、告知: verdict with reason, who was complained of is heard, who complained is told, with a numbered paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings
from tests.factories import Town, civil, make_staff, make_town
from tests.feedback.scene import ANSWER, AT, MENDED, answered, clock_of, heard, in_hand, received

from shouwen.feedback import by_complainant, jobs
from shouwen.feedback.actions import assign, name_about, put_to_them, state
from shouwen.feedback.answering import merge, not_accept
from shouwen.feedback.enums import AnswerWish, ComplaintState, RatingLevel, Verdict
from shouwen.feedback.following import follow
from shouwen.feedback.models import Complaint
from shouwen.feedback.policies import may_see
from shouwen.feedback.words import answer_of, mended_of, passed_to_of, rating_words_of, seal_words
from shouwen.inquiries.enums import ToldBy
from shouwen.papers.actions import content_of, open_file
from shouwen.papers.enums import PaperFormat
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Cover
from shouwen.refusals import Refused
from shouwen.telling.calls import note_reached
from shouwen.telling.enums import CallState, ReachedBy
from shouwen.telling.models import CallToMake

pytestmark = pytest.mark.django_db
NAMED = {"name": "陈甲木", "phone": "13800000000"}


@pytest.fixture
def town() -> Town:
    return make_town()


def test_p2_who_has_it_in_hand_owes_it_from_that_day_on(town: Town) -> None:
    complaint = in_hand(town)
    clock = clock_of(complaint)
    assert (complaint.state, clock.responsible_id) == (ComplaintState.ASSIGNED, town.deng.pk)


def test_p2_it_is_given_to_nobody_it_is_about_nor_to_who_stands_in_for_them(town: Town) -> None:
    complaint = received(town, staff_id=town.he.pk)
    Cover.objects.create(
        centre=town.centre, absent=town.he, by=town.deng, from_at=AT - timedelta(hours=2), to_at=AT, reason="开会"
    )
    complaint = Complaint.objects.get(pk=complaint.pk)
    Complaint.objects.filter(pk=complaint.pk).update(at=AT - timedelta(hours=1))
    for staff in (town.he, town.deng):
        with pytest.raises(Refused) as refused:
            assign(complaint=complaint, to_staff_id=staff.pk, by=town.actor(town.office), at=AT)
        assert refused.value.code == "receiver_involved"


def test_p2_of_a_window_complained_of_nobody_looks_into_it(town: Town) -> None:
    complaint = received(town, window_id=town.general.pk)
    with pytest.raises(Refused) as refused:
        assign(complaint=complaint, to_staff_id=town.he.pk, by=town.actor(town.office), at=AT)
    assert refused.value.code == "receiver_involved"


def test_p2_the_one_complained_of_sees_nothing_but_what_is_put_to_them(town: Town) -> None:
    complaint = in_hand(town, staff_id=town.he.pk)
    refusal = may_see(complaint, by=town.actor(town.he), at=AT)
    assert refusal is not None
    assert refusal.code == "complaint_about_you"
    with pytest.raises(Refused) as refused:
        state(complaint=complaint, words="不是这样", by=town.actor(town.he), at=AT)
    assert refused.value.code == "not_asked"
    heard(town, complaint)
    assert complaint.sayings.count() == 2


def test_p2_naming_who_looks_into_it_as_the_one_complained_of_is_refused(town: Town) -> None:
    complaint = in_hand(town)
    with pytest.raises(Refused) as refused:
        name_about(
            complaint=complaint, staff_id=town.deng.pk, window_id=None, promise=1, by=town.actor(town.office), at=AT
        )
    assert refused.value.code == "handler_involved"
    assert Complaint.objects.get().staff_id is None


def test_p2_an_answer_ends_the_clock_and_without_a_name_is_read_on_the_page(town: Town) -> None:
    complaint = answered(town, in_hand(town))
    stored = Complaint.objects.get()
    assert (stored.state, stored.verdict, stored.told_means) == (ComplaintState.TOLD, Verdict.VERIFIED, "page")
    assert (answer_of(stored), mended_of(stored)) == (ANSWER, MENDED)
    assert clock_of(complaint).closed_at == AT + timedelta(days=1)
    assert CallToMake.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "verdict", "code"),
    [
        ({}, Verdict.OPEN, "verdict_missing"),
        ({"reason": " "}, Verdict.VERIFIED, "words_missing"),
        ({"mended": ""}, Verdict.PARTLY, "mended_missing"),
        ({"answer": ""}, Verdict.DISMISSED, "words_missing"),
        ({"answer": "字" * 301}, Verdict.DISMISSED, "words_too_long"),
    ],
)
def test_p2_an_answer_has_verdict_reason_and_what_was_put_right(
    town: Town, given: dict, verdict: Verdict, code: str
) -> None:
    complaint = in_hand(town)
    with pytest.raises(Refused) as refused:
        answered(town, complaint, verdict, **given)
    assert refused.value.code == code


def test_k1_5_nobody_is_found_at_fault_unheard(town: Town) -> None:
    complaint = in_hand(town, staff_id=town.he.pk)
    with pytest.raises(Refused) as refused:
        answered(town, complaint)
    assert refused.value.code == "not_heard"
    put_to_them(complaint=complaint, words="当时窗口有没有人", by=town.actor(town.deng), at=AT)
    with pytest.raises(Refused):
        answered(town, complaint)
    # Two working days from Friday 9 are Saturday 10 (worked) and Monday 12; on Tuesday they had their time.
    done = answered(town, complaint, at=civil(2026, 10, 12, 9))
    assert done.verdict == Verdict.VERIFIED


def test_k1_5_what_is_true_but_not_their_doing_needs_no_hearing(town: Town) -> None:
    done = answered(town, in_hand(town, staff_id=town.he.pk), staff_cleared=True)
    assert (done.verdict, done.staff_cleared) == (Verdict.VERIFIED, True)


def test_f8_without_a_gateway_an_answer_becomes_a_call_and_is_told_once_they_were_reached(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint = answered(town, in_hand(town, wish=AnswerWish.MESSAGE, **NAMED))
    call = CallToMake.objects.get()
    assert (complaint.state, call.state, call.subject_number) == (
        ComplaintState.ANSWERED,
        CallState.OWED,
        complaint.number,
    )
    later = AT + timedelta(days=1, hours=1)
    assert follow(centre_id=town.centre.pk, at=later) == 0
    note_reached(call=call, means=ReachedBy.PHONE, words="都说了", by=town.actor(town.deng), at=later)
    monkeypatch.setattr("shouwen.civil_time.now", lambda: later + timedelta(hours=1))
    assert (jobs.follow_answers(), jobs.follow_answers()) == (1, 0)
    stored = Complaint.objects.get()
    assert (stored.state, stored.told_at) == (ComplaintState.TOLD, later)


def test_p2_who_wants_a_call_is_called_though_messages_can_be_sent(town: Town, settings: Settings) -> None:
    settings.SMS_URL = "https://sms.example.cn/send"
    answered(town, in_hand(town, wish=AnswerWish.CALL, **NAMED))
    assert CallToMake.objects.get().why == "本人要打电话说"


def test_p2_what_was_said_at_the_counter_is_told_with_the_answer(town: Town) -> None:
    done = answered(town, in_hand(town, wish=AnswerWish.CALL, **NAMED), told_means=ToldBy.IN_PERSON)
    assert (done.state, done.told_means, CallToMake.objects.count()) == (ComplaintState.TOLD, "in_person", 0)


def test_p2_the_paper_has_its_number_and_doesnt_name_who_was_complained_of(town: Town) -> None:
    complaint = in_hand(town, staff_id=town.he.pk, **NAMED)
    heard(town, complaint)
    paper = answered(town, complaint).paper
    assert paper.number == "二坪便诉〔2026〕1号"
    said = content_of(paper)
    assert (said.person, said.verdict, said.answer, said.mended) == ("陈甲木", "属实", ANSWER, MENDED)
    assert "何谷雨" not in str(said.to_dict())
    by = town.actor(town.office)
    for form, magic in ((PaperFormat.PDF, b"%PDF"), (PaperFormat.DOCX, b"PK")):
        assert open_file(paper=paper, format=form, by=by, at=AT + timedelta(days=2)).data.startswith(magic)
    with pytest.raises(Refused) as refused:
        open_file(
            paper=paper, format=PaperFormat.PDF, by=town.actor(town.he), at=AT + timedelta(days=2), reason="要看看"
        )
    assert refused.value.code == "paper_about_you"


@pytest.mark.parametrize("role", [Role.MANAGEMENT_OFFICE, Role.LEADER, Role.DISCIPLINE, Role.ASSESSMENT_PANEL])
def test_p2_who_opens_every_paper_neither_opens_the_one_about_them_nor_is_named_by_whom(town: Town, role: Role) -> None:
    them = make_staff(town.centre, "马立秋", roles=[role])
    looks = make_staff(town.centre, "苏小满", roles=[Role.LEADER])
    complaint = in_hand(town, staff_id=them.pk, of=looks, **NAMED)
    heard(town, complaint)
    paper = answered(town, complaint).paper
    assert content_of(paper).person == ""
    by, later = town.actor(them), AT + timedelta(days=2)
    with pytest.raises(Refused) as refused:
        open_file(paper=paper, format=PaperFormat.PDF, by=by, at=later, reason="要看看")
    assert refused.value.code == "paper_about_you"
    opened = open_file(paper=paper, format=PaperFormat.PDF, by=town.actor(looks), at=later, reason="核对")
    assert opened.data.startswith(b"%PDF")


def test_p2_what_isnt_the_centres_is_passed_on_with_the_reason(town: Town) -> None:
    complaint = received(town)
    done = not_accept(
        complaint=complaint,
        passed_to="二坪派出所",
        reason="停车纠纷由派出所处理，电话 023-00000066",
        by=town.actor(town.office),
        at=AT,
    )
    assert (done.state, passed_to_of(done), done.settled_at) == (ComplaintState.NOT_ACCEPTED, "二坪派出所", AT)
    assert (done.told_means, clock_of(done).closed_at) == ("page", AT)


def test_p2_the_same_matter_told_twice_has_one_answer_for_both(town: Town) -> None:
    leader, follower = in_hand(town), received(town, wish=AnswerWish.CALL, **NAMED)
    by = town.actor(town.office)
    merge(complaint=follower, into=leader, by=by, at=AT)
    answered(town, leader)
    told = Complaint.objects.get(pk=follower.pk)
    assert (told.state, told.told_means) == (ComplaintState.MERGED, "call")
    assert CallToMake.objects.get().subject_number == follower.number
    with pytest.raises(Refused) as refused:
        merge(complaint=leader, into=follower, by=by, at=AT)
    assert refused.value.code == "complaint_moved_on"


def test_p2_the_complainant_adds_and_may_withdraw_while_it_is_open(town: Town) -> None:
    complaint, them = in_hand(town), Actor.system(town.centre.pk)
    by_complainant.add_words(complaint=complaint, words="后来又去了一次，还是没人", by=them, at=AT)
    by_complainant.withdraw(complaint=complaint, by=them, at=AT + timedelta(hours=3))
    assert (complaint.state, clock_of(complaint).closed_at) == (ComplaintState.WITHDRAWN, AT + timedelta(hours=3))
    with pytest.raises(Refused) as refused:
        by_complainant.add_words(complaint=complaint, words="又想起来", by=them, at=AT + timedelta(hours=4))
    assert refused.value.code == "complaint_moved_on"


def test_p2_the_answer_is_rated_once(town: Town) -> None:
    complaint, them = answered(town, in_hand(town)), Actor.system(town.centre.pk)
    at = AT + timedelta(days=2)
    by_complainant.rate_answer(
        complaint=complaint, level=RatingLevel.DISSATISFIED, words="说了等于没说", by=them, at=at
    )
    stored = Complaint.objects.get()
    assert (stored.state, stored.answer_rating, rating_words_of(stored)) == (ComplaintState.RATED, 2, "说了等于没说")
    with pytest.raises(Refused) as refused:
        by_complainant.rate_answer(complaint=complaint, level=RatingLevel.SATISFIED, by=them, at=at)
    assert refused.value.code == "already_rated"


def test_p2_an_answer_nobody_rates_is_closed_and_gets_no_rating(town: Town) -> None:
    answered(town, in_hand(town))
    assert follow(centre_id=town.centre.pk, at=AT + timedelta(days=15)) == 0
    assert follow(centre_id=town.centre.pk, at=AT + timedelta(days=17)) == 1
    stored = Complaint.objects.get()
    assert (stored.state, stored.answer_rating) == (ComplaintState.CLOSED, None)


def test_s5_another_centre_neither_sees_nor_assigns_it(town: Town) -> None:
    other = make_town("shihe", town="石河镇")
    complaint = received(town)
    leader = make_staff(other.centre, "马立秋", roles=[Role.LEADER])
    assert may_see(complaint, by=other.actor(leader), at=AT) is not None
    with pytest.raises(Refused):
        assign(complaint=complaint, to_staff_id=other.deng.pk, by=other.actor(other.office), at=AT)


def test_p2_what_was_noted_before_there_were_clocks_gets_one_when_it_is_assigned(town: Town) -> None:
    words = seal_words("等了很久", centre_id=town.centre.pk, number="诉 26-0007")
    old = Complaint.objects.create(centre=town.centre, number="诉 26-0007", staff=town.he, at=AT, words_sealed=words)
    by, later = town.actor(town.office), AT + timedelta(hours=2)
    assign(complaint=old, to_staff_id=town.deng.pk, by=by, at=later)
    clock = clock_of(old)
    assert (clock.due_at, clock.responsible_id, old.office_id) == (
        civil(2026, 10, 15, 17, 30),
        town.deng.pk,
        town.office.pk,
    )
    other = Complaint.objects.create(centre=town.centre, number="诉 26-0008", at=AT, words_sealed=words)
    by_complainant.withdraw(complaint=other, reason="电话里说不投诉了", by=by, at=later)
    assert Complaint.objects.get(number="诉 26-0008").state == ComplaintState.WITHDRAWN


def test_p2_a_complaint_is_not_merged_into_one_that_whom_it_is_about_looks_into(town: Town) -> None:
    leading = in_hand(town)
    about_deng = received(town, staff_id=town.deng.pk)
    with pytest.raises(Refused) as refused:
        merge(complaint=about_deng, into=leading, by=town.actor(town.office), at=AT)
    assert refused.value.code == "merge_involved"
    assert Complaint.objects.get(pk=about_deng.pk).merged_into_id is None


def test_p2_a_complaint_about_somebody_is_not_merged_into_one_that_does_not_name_them(town: Town) -> None:
    leading = in_hand(town)
    about_he = received(town, staff_id=town.he.pk)
    with pytest.raises(Refused) as refused:
        merge(complaint=about_he, into=leading, by=town.actor(town.office), at=AT)
    assert refused.value.code == "merge_other_person"


def test_p2_the_matter_a_complaint_is_about_can_be_written_down(town: Town) -> None:
    complaint = received(town)
    name_about(
        complaint=complaint,
        staff_id=town.he.pk,
        window_id=None,
        promise=2,
        matter_number="办 26-99999",
        by=town.actor(town.office),
        at=AT,
    )
    stored = Complaint.objects.get()
    assert (stored.staff_id, stored.promise, stored.matter_number) == (town.he.pk, 2, "办 26-99999")


def test_p2_the_answer_letter_of_a_nameless_complainant_carries_no_code(town: Town) -> None:
    complaint = answered(town, in_hand(town))
    letter = content_of(complaint.paper)
    assert (letter.person, letter.code) == ("", "")
