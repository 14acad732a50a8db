"""投诉 on the desk: a call becomes one in one step; it goes to nobody it is about; the one complained of sees what is put to them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from tests.desk.books_scene import table, taken
from tests.desk.searching import searched
from tests.factories import Town, civil, client_of, make_staff, make_town
from tests.feedback.scene import ANSWER, MENDED, WORDS, answered, in_hand, received

from shouwen import civil_time
from shouwen.feedback.actions import put_to_them
from shouwen.feedback.codes import receipt_code
from shouwen.feedback.enums import AnswerWish, ComplaintState, Verdict
from shouwen.feedback.models import Complaint
from shouwen.journal.models import Entry
from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
CALL = {"channel": "phone", "name": "陈甲木", "phone": "13800000000", "words": WORDS, "wish": "call"}


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: AT + timedelta(hours=4))
    return make_town()


def test_f8_a_call_that_is_a_complaint_carries_name_number_and_words(town: Town) -> None:
    client = client_of(town.he)
    sent = {"carried": "1", "name": "陈甲木", "phone": "13800000000", "matter": WORDS, "channel": "phone", "mark": "m1"}
    page = client.post("/complaints/new/", sent).content.decode()
    assert Complaint.objects.count() == 0
    for kept in (
        'value="陈甲木"',
        'value="13800000000"',
        WORDS,
        'value="m1"',
        'value="phone" checked',
        'value="call" checked',
    ):
        assert kept in page
    answer = client.post("/complaints/new/", {**CALL, "mark": "m1"})
    complaint = Complaint.objects.get()
    assert answer["Location"] == "/complaints/26-0001/"
    assert (complaint.channel, complaint.taken_by_id, complaint.wish) == ("phone", town.he.pk, AnswerWish.CALL)
    said = str(next(iter(get_messages(answer.wsgi_request))))
    assert receipt_code(complaint) in said
    # The draft of the register page is done with, and the page sent again leads to the complaint.
    assert client.session["inquiries_sent"] == {"m1": "诉 26-0001"}


def test_f8_the_register_page_has_the_step(town: Town) -> None:
    page = client_of(town.he).get("/inquiries/new/").content.decode()
    assert 'data-as-complaint data-key="Alt+t"' in page
    assert 'action="/complaints/new/"' in page


def test_f8_of_a_call_name_and_number_are_noted_unless_the_caller_wont(town: Town) -> None:
    client = client_of(town.he)
    missing = client.post("/complaints/new/", {**CALL, "name": "", "phone": "", "wish": "page"})
    assert (missing.status_code, "来电要记下姓名和电话" in missing.content.decode()) == (422, True)
    assert WORDS in missing.content.decode()
    kept = client.post("/complaints/new/", {**CALL, "name": "", "phone": "", "wish": "page", "told": "1"})
    assert (kept.status_code, Complaint.objects.get().person) == (302, None)


def test_p2_the_office_assigns_looks_into_it_and_answers(town: Town) -> None:
    complaint = received(town, window_id=town.general.pk, at=AT)
    client = client_of(town.office)
    page = client.get("/complaints/26-0001/").content.decode()
    assert (WORDS in page, "没有留名" in page, "10月15日 周四 17:30 前答复" in page) == (True,) * 3
    # Who sits at the window complained of isn't on the list.
    offered = re.search(r'<select class="t" id="id_to".*?</select>', page, re.DOTALL)[0]
    assert ("邓白露" in offered, "何谷雨" in offered) == (True, False)
    assert client.post("/complaints/26-0001/assign/", {"to": town.deng.pk}).status_code == 302
    deng = client_of(town.deng)
    assert "答复投诉" in deng.get("/").content.decode()
    refused = deng.post("/complaints/26-0001/answer/", {"verdict": "verified", "reason": "看了监控", "answer": ANSWER})
    assert (
        refused.status_code,
        "属实的要写明改了什么" in refused.content.decode(),
        ANSWER in refused.content.decode(),
    ) == (
        422,
        True,
        True,
    )
    said = {"verdict": "verified", "reason": "看了监控", "answer": ANSWER, "mended": MENDED}
    assert deng.post("/complaints/26-0001/answer/", said).status_code == 302
    complaint.refresh_from_db()
    assert (complaint.state, complaint.verdict) == (ComplaintState.TOLD, Verdict.VERIFIED)
    after = client.get("/complaints/26-0001/").content.decode()
    for words in ("二坪便诉〔2026〕1号", "投诉人凭编号和查询码自己看", "看了监控"):
        assert words in after


def test_p2_the_one_complained_of_sees_what_is_put_to_them_and_answers(town: Town) -> None:
    complaint = in_hand(town, staff_id=town.he.pk, name="陈甲木", phone="13800000000", at=AT)
    he = client_of(town.he)
    unseen = he.get("/complaints/26-0001/")
    assert (unseen.status_code, "谁说的、怎么说的你看不到" in unseen.content.decode()) == (422, True)
    question = "8日上午十点窗口有没有人"
    put_to_them(complaint=complaint, words=question, by=town.actor(town.deng), at=AT + timedelta(hours=2))
    page = he.get("/complaints/26-0001/").content.decode()
    assert question in page
    for secret in ("陈*木", "陈甲木", "138****0000", WORDS, "网上投诉"):
        assert secret not in page
    assert he.post("/complaints/26-0001/statement/", {"words": "我去复印了"}).status_code == 302
    assert "我去复印了" in client_of(town.deng).get("/complaints/26-0001/").content.decode()
    for key in ("answer", "withdraw", "assign", "supplement", "merge"):
        answer = he.post(f"/complaints/26-0001/{key}/", {"words": "x", "to": town.deng.pk})
        assert (answer.status_code, WORDS in answer.content.decode()) == (422, False)
    assert Complaint.objects.get().state == ComplaintState.ASSIGNED


def test_p2_the_register_is_for_who_looks_over_them_and_masks_names(town: Town) -> None:
    complaint = in_hand(town, name="陈甲木", phone="13800000000", wish=AnswerWish.PAGE, promise=1, at=AT)
    answered(town, complaint, at=AT - timedelta(hours=20))
    page = client_of(town.office).get("/registers/complaints/").content.decode()
    for words in ("诉 26-0001", "陈*木", "态度冷淡、没人理", ANSWER, "已告知"):
        assert words in page
    assert (WORDS in page, "陈甲木" in page) == (False, False)
    assert client_of(town.he).get("/registers/complaints/").status_code == 422
    for form, magic in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        file = client_of(town.office).get(f"/registers/complaints/file.{form}")
        assert b"".join(file.streaming_content if file.streaming else [file.content]).startswith(magic)


def test_p2_who_looks_over_them_all_doesnt_learn_by_whom_they_are_complained_of(town: Town) -> None:
    leader = make_staff(town.centre, "马立秋", roles=[Role.LEADER])
    received(town, staff_id=town.office.pk, name="陈甲木", phone="13800000000", at=AT)
    page = client_of(leader).get("/registers/complaints/").content.decode()
    assert ("诉 26-0001" in page, "不显示" in page, "陈*木" in page) == (True, True, False)
    client = client_of(town.office)
    assert client.get("/complaints/26-0001/").status_code == 422
    # Whoever searches by a name learns nothing either: what is about them isn't in the register they read.
    for address in ("/registers/complaints/", searched(client, "/registers/complaints/?q=陈甲木")):
        assert "诉 26-0001" not in client.get(address).content.decode()
    _, remark, *_ = table(taken(town, "/registers/complaints/file.xlsx"))
    assert "共 0 条" in remark[0]


def test_p2_twins_are_merged_and_what_isnt_the_centres_is_passed_on(town: Town) -> None:
    in_hand(town, at=AT), received(town, at=AT), received(town, at=AT)
    client = client_of(town.office)
    assert client.post("/complaints/26-0002/merge/", {"into": "26-1"}).status_code == 302
    assert client.post("/complaints/26-0003/merge/", {"into": "26-0077"}).status_code == 422
    passed = client.post("/complaints/26-0003/pass-on/", {"passed_to": "二坪派出所", "reason": "停车纠纷归他们"})
    assert passed.status_code == 302
    states = list(Complaint.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["assigned", "merged", "not_accepted"]


def test_s5_a_complaint_of_another_centre_isnt_there(town: Town) -> None:
    received(town, at=AT)
    other = make_town("shihe", town="石河镇")
    client = client_of(other.office)
    assert client.get("/complaints/26-0001/").status_code == 404
    assert client.post("/complaints/26-0001/assign/", {"to": other.deng.pk}).status_code == 404


def test_p2_a_photo_is_opened_with_a_mark_in_the_journal(town: Town) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from tests.files.samples import picture

    in_hand(town, at=AT)
    client = client_of(town.office)
    sent = SimpleUploadedFile("监控截图.png", picture(), "image/png")
    assert client.post("/complaints/26-0001/files/", {"files": [sent]}).status_code == 302
    row = Complaint.objects.get().files.get()
    file = client.get(f"/complaints/26-0001/files/{row.pk}/")
    assert (file.content, file["X-Content-Type-Options"]) == (picture(), "nosniff")
    assert Entry.objects.filter(action="complaint.file_opened").count() == 1


def test_f8_a_call_about_a_complaint_is_on_no_list_of_whom_it_is_about(town: Town) -> None:
    complaint = in_hand(town, staff_id=town.he.pk, name="陈甲木", phone="13800000000", wish=AnswerWish.CALL)
    answered(town, complaint, staff_cleared=True)
    found = {}
    for staff in (town.he, town.deng):
        client = client_of(staff)
        page = client.get("/calls-to-make/?state=all").content.decode()
        found[staff.pk] = (complaint.number in page, client.get("/calls-to-make/26-0001/").status_code)
    assert found == {town.he.pk: (False, 404), town.deng.pk: (True, 200)}


@pytest.mark.parametrize("typed", ["２６-１", "诉　２６－０００１", "26-0001"])
def test_p2_the_number_of_the_leading_complaint_may_be_typed_in_wide_digits(town: Town, typed: str) -> None:
    leader, follower = in_hand(town), received(town)
    answer = client_of(town.office).post(f"/complaints/{follower.number[2:]}/merge/", {"into": typed})
    assert answer.status_code == 302
    assert Complaint.objects.get(pk=follower.pk).merged_into_id == leader.pk
