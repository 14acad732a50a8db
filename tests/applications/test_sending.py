"""S1 网上办: drafts are kept, sent once, reviewed by the item's window, and become an ordinary case."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.applications.scene import AT, VALUES, begun, filled, reviewed, sent
from tests.factories import Town, civil, make_town
from tests.files.samples import picture

from shouwen.applications import by_applicant, deciding, drafts, queries, submitting, uploads
from shouwen.applications.declined import after_decline
from shouwen.applications.enums import ApplicationState
from shouwen.applications.models import Application, ApplicationFile
from shouwen.applications.stored import values_of
from shouwen.cases.corrections_asked import still_asked
from shouwen.cases.enums import CaseState, ReviewState
from shouwen.cases.models import CorrectionNotice
from shouwen.cases.review import approve_unreviewed
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.files.models import StoredFile
from shouwen.inquiries.actions import answer
from shouwen.inquiries.declines import send_back_decline
from shouwen.inquiries.enums import DeclineGround, ToldBy
from shouwen.journal.models import Entry
from shouwen.people.models import Person
from shouwen.refusals import Refused
from shouwen.telling.models import Telling

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def clock_of(application: Application) -> Clock:
    return Clock.objects.get(kind=ClockKind.PREREVIEW, subject_id=application.pk)


def test_s1_a_step_is_kept_right_or_wrong_and_sealed(town: Town) -> None:
    row = begun(town)
    wrong = drafts.save(application=row, typed={"name": "陈甲木", "id_number": "5001"}, at=AT)
    assert wrong == {"id_number": "身份证号应是 18 位，现在是 4 位", "address": "还没有写现在住在哪里"}
    row.refresh_from_db()
    assert values_of(row) == {"name": "陈甲木", "id_number": "5001"}
    assert "陈甲木".encode() not in bytes(row.values_sealed)


def test_s1_sent_twice_is_one_application_with_one_clock(town: Town) -> None:
    row = filled(town)
    first = submitting.submit(application=row, at=AT)
    again = submitting.submit(application=Application.objects.get(pk=row.pk), at=AT + timedelta(seconds=1))
    assert (first.number, again.number) == ("网办 26-0001", "网办 26-0001")
    clock = clock_of(row)
    assert (clock.responsible, clock.promised_limit, clock.due_at) == (town.he, 2, civil(2026, 10, 12, 17, 30))
    assert Entry.objects.filter(action="application.submit").count() == 1


def test_s1_nothing_is_sent_while_something_is_missing(town: Town) -> None:
    row = begun(town)
    with pytest.raises(Refused) as refused:
        submitting.submit(application=row, at=AT)
    assert refused.value.code == "fields_missing"
    drafts.save(application=row, typed=VALUES, at=AT)
    with pytest.raises(Refused) as refused:
        submitting.submit(application=row, at=AT)
    assert refused.value.message == "“身份证”还没有传"
    assert Person.objects.count() == 0


def test_s1_what_is_typed_at_home_changes_nobody_known_by_their_id_number(town: Town) -> None:
    from tests.factories import make_person

    known = make_person(town.centre, phone="13911112222", number=VALUES["id_number"])
    application = sent(town)
    known.refresh_from_db()
    assert known.phone_masked == "139****2222"
    assert application.person != known
    assert application.person.id_number_hash == ""


def test_s1_in_order_it_is_a_case_with_what_was_uploaded_and_the_one_visit_is_said(town: Town) -> None:
    application, by = sent(town), town.actor(town.he)
    reviewed(application, by)
    case = deciding.accept(application=application, originals=["身份证", "户口簿"], by=by, at=AT)
    assert (case.state, case.first_responder, case.clock.promised_limit) == (CaseState.ACCEPTED, town.he, 8)
    rows = list(case.materials.all())
    assert [row.state for row in rows] == [ReviewState.OK] * 3
    assert [row.files.get().added_by for row in rows] == [None] * 3
    assert clock_of(application).closed_at == AT
    application.refresh_from_db()
    assert (application.state, application.case, application.originals) == ("in_case", case, ["身份证", "户口簿"])
    told = Telling.objects.get(purpose=f"application-taken/{application.pk}")
    from shouwen.telling.actions import words_of

    assert "只要来一次，来的时候带这些原件：身份证、户口簿" in words_of(told)
    assert told.call.number == "电 26-0001"


def test_s1_without_originals_nobody_need_come(town: Town) -> None:
    from shouwen.telling.actions import words_of

    application, by = sent(town), town.actor(town.he)
    deciding.accept(application=reviewed(application, by), originals=[], by=by, at=AT)
    assert "不用跑，办好了告诉您" in words_of(Telling.objects.get(purpose=f"application-taken/{application.pk}"))


def test_s1_correction_asks_exactly_the_list_once_and_what_is_handed_in_goes_on(town: Town) -> None:
    application, by = sent(town), town.actor(town.he)
    reviewed(application, by, "户口簿")
    case = deciding.ask_correction(application=application, by=by, at=AT)
    notice = CorrectionNotice.objects.get(case=case)
    assert [row.name for row in notice.materials.all()] == ["户口簿"]
    assert case.state == CaseState.CORRECTING
    later = AT + timedelta(hours=2)
    application.refresh_from_db()
    with pytest.raises(Refused) as refused:
        by_applicant.hand_in(application=application, at=later)
    assert refused.value.message == "“户口簿”还没有传"
    asked = by_applicant.asked_materials(application)[0]
    other = application.materials.get(name="身份证")
    with pytest.raises(Refused) as refused:
        uploads.upload(material=other, name="a.png", data=picture(size=(80, 80)), at=later)
    assert refused.value.code == "not_asked"
    uploads.upload(material=asked, name="新.png", data=picture(size=(90, 60)), at=later)
    by_applicant.hand_in(application=application, at=later)
    case.refresh_from_db()
    assert (case.state, still_asked(case)) == (CaseState.RECEIVED, [])
    assert case.materials.get(name="户口簿").files.count() == 2
    with pytest.raises(Refused):
        by_applicant.hand_in(application=application, at=later)
    approve_unreviewed(case=case, by=by, at=later)
    from shouwen.cases.intake import accept_received

    assert accept_received(case=case, by=by, at=later).clock.promised_limit == 8


def test_s1_nothing_is_said_before_every_material_is_reviewed(town: Town) -> None:
    application, by = sent(town), town.actor(town.he)
    for decide in (
        lambda: deciding.accept(application=application, originals=[], by=by, at=AT),
        lambda: deciding.ask_correction(application=application, by=by, at=AT),
    ):
        with pytest.raises(Refused) as refused:
            decide()
        assert refused.value.code == "not_all_reviewed"


def test_s1_another_window_does_not_review_it(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        reviewed(sent(town), town.actor(town.deng))
    assert refused.value.code == "not_your_window"


def test_s1_a_decline_is_checked_by_a_second_person_and_may_come_back(town: Town) -> None:
    application, by = sent(town), town.actor(town.he)
    inquiry = deciding.decline(
        application=application,
        ground=DeclineGround.CONDITIONS_NOT_MET,
        reason="不是本镇居民",
        basis="土地管理法 第六十二条",
        way_out="到户籍地的镇办",
        words="要复核，结果书面告诉您",
        by=by,
        at=AT,
    )
    assert application.state == ApplicationState.DECLINING
    reviewed(application, by)
    with pytest.raises(Refused) as refused:
        deciding.accept(application=application, originals=[], by=by, at=AT)
    assert refused.value.code == "decline_runs"
    office = town.actor(town.office)
    send_back_decline(decline=inquiry.declines.get(), words="户口已经迁来了", by=office, at=AT)
    application.inquiry.refresh_from_db()
    case = deciding.accept(application=application, originals=[], by=by, at=AT)
    assert case.inquiry == inquiry


def declining(town: Town) -> Application:
    """An application of which the window says that it isn't to be accepted."""
    application, by = sent(town), town.actor(town.he)
    deciding.decline(
        application=application,
        ground=DeclineGround.CONDITIONS_NOT_MET,
        reason="不是本镇居民",
        basis="土地管理法 第六十二条",
        way_out="到户籍地的镇办",
        words="要复核，结果书面告诉您",
        by=by,
        at=AT,
    )
    return Application.objects.get(pk=application.pk)


def test_s1_sent_back_and_answered_otherwise_the_page_says_what_was_said_and_nothing_waits(town: Town) -> None:
    application = declining(town)
    assert after_decline(application).title == "可能办不了，正在复核"
    assert list(queries.sent(town.centre.pk, sift=queries.Sift.WAITING)) == [application]
    inquiry, by = application.inquiry, town.actor(town.he)
    assert inquiry is not None
    send_back_decline(decline=inquiry.declines.get(), words="户口已经迁来了", by=town.actor(town.office), at=AT)
    application = Application.objects.get(pk=application.pk)
    assert after_decline(application).title == "复核没有同意，窗口接着办"
    assert application.inquiry is not None
    answer(inquiry=application.inquiry, words="带户口簿来 1 号窗口办", means=ToldBy.PHONE, by=by, at=AT)
    stands = after_decline(Application.objects.get(pk=application.pk))
    assert (stands.title, stands.words, stands.is_over) == ("窗口答复您了", "带户口簿来 1 号窗口办", True)
    assert list(queries.sent(town.centre.pk, sift=queries.Sift.WAITING)) == []
    assert list(queries.sent(town.centre.pk, sift=queries.Sift.DONE)) == [application]


def test_s1_withdrawn_before_and_after_it_is_a_case(town: Town) -> None:
    early, by = sent(town), town.actor(town.he)
    by_applicant.withdraw(application=early, reason="不办了", at=AT)
    early.refresh_from_db()
    assert (early.state, early.withdrawn_reason, clock_of(early).closed_at) == ("withdrawn", "不办了", AT)
    late = sent(town)
    case = deciding.accept(application=reviewed(late, by), originals=[], by=by, at=AT)
    late.refresh_from_db()
    by_applicant.withdraw(application=late, reason="", at=AT)
    case.refresh_from_db()
    assert (case.state, case.words_told) == (CaseState.WITHDRAWN, "本人在网上撤回")
    with pytest.raises(Refused):
        by_applicant.withdraw(application=late, reason="", at=AT)


def test_s1_a_draft_nobody_goes_on_with_goes_after_two_weeks_and_the_journal_says_so(town: Town) -> None:
    filled(town)
    kept = sent(town, phone="13800000001")
    assert drafts.expire(centre_id=town.centre.pk, at=AT + timedelta(days=13)) == 0
    assert drafts.expire(centre_id=town.centre.pk, at=AT + timedelta(days=15)) == 1
    assert list(Application.objects.all()) == [kept]
    assert (ApplicationFile.objects.count(), StoredFile.objects.count()) == (3, 3)
    assert Entry.objects.filter(action="application.expire").count() == 1


def test_s1_a_file_that_lies_about_what_it_is_is_refused_in_clear_words(town: Town) -> None:
    material = begun(town).materials.first()
    with pytest.raises(Refused) as refused:
        uploads.upload(material=material, name="身份证.jpg", data=b"MZ\x90\x00 not a picture", at=AT)
    assert refused.value.message == "只收 PDF、JPEG、PNG。这个文件的内容不是"
    assert StoredFile.objects.count() == 0
