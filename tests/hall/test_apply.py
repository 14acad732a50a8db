"""S1 网上办 on the phone: proved by a code or by a 续办码, one thing a page, nobody else's matter to be had by trying."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.applications.scene import AT, PHONE, VALUES, filled, reviewed, sent
from tests.factories import Town, client_of, make_case, make_person, make_town
from tests.files.samples import picture

from shouwen import civil_time
from shouwen.applications import by_applicant, deciding, sending_codes, sessions
from shouwen.applications.models import Application, PersonSession, PhoneCode
from shouwen.cases.progress import progress_path
from shouwen.messages.actions import Letter

pytestmark = pytest.mark.django_db
OTHER = "13911112222"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return lambda moment: monkeypatch.setattr(civil_time, "now", lambda: moment)


@pytest.fixture
def town(at: Callable[[datetime], None]) -> Town:
    at(AT)
    return make_town()


@pytest.fixture
def sms(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[Letter]:
    """A gateway that takes everything."""
    settings.SMS_URL = "https://sms.example/send"
    letters: list[Letter] = []

    def carry(letter: Letter, *, at: datetime) -> str:
        letters.append(letter)
        return "r1"

    monkeypatch.setattr(sending_codes, "carry", carry)
    return letters


def digits_in(letter: Letter) -> str:
    return re.search(r"[0-9]{6}", letter.words)[0]


def let_in(client: Client, sms: list[Letter], phone: str = PHONE) -> None:
    client.post("/my/code/", {"phone": phone, "c": "erping"})
    answer = client.post("/my/verify/", {"phone": phone, "c": "erping", "code": digits_in(sms[-1])})
    assert answer["Location"] == "/my/"


def with_session(application: Application) -> Client:
    client = Client()
    client.cookies["shouwen_my"] = sessions.open_for_one(application, at=AT)
    return client


def text(answer: Any) -> str:
    return answer.content.decode()


def test_s1_without_a_gateway_the_page_says_so_and_gives_three_ways_out(town: Town) -> None:
    page = text(Client().get("/my/"))
    for words in ("还没有接短信，发不了验证码", "到中心来", "打电话", "不用验证码，网上填", "续办码"):
        assert words in page
    answer = Client().post("/my/code/", {"phone": PHONE, "c": "erping"})
    assert (answer.status_code, PhoneCode.objects.count()) == (422, 0)


def test_s1_applied_step_by_step_without_a_code_and_resumed_by_the_resume_code(town: Town) -> None:
    client, code = Client(), town.house.item.code
    assert "农村宅基地建房审批" in text(client.get("/apply/"))
    began = client.post(f"/apply/{code}/", {"phone": PHONE})
    mark = re.fullmatch(r"/my/a/([0-9a-f]{32})/fill/", began["Location"])[1]
    page = text(client.get(began["Location"]))
    resume = re.search(r"续办码 <span class=\"nw\">([0-9 ]{14})", page)[1]
    wrong = client.post(began["Location"], {**VALUES, "id_number": "12"})
    assert (wrong.status_code, "二坪村三组12号" in text(wrong)) == (422, True)
    assert "身份证号应是 18 位，现在是 2 位" in text(wrong)
    assert client.post(began["Location"], VALUES)["Location"] == f"/my/a/{mark}/materials/"
    for position in (1, 2, 3):
        photo = SimpleUploadedFile("a.png", picture(size=(50 + position, 50)), "image/png")
        client.post(f"/my/a/{mark}/m/{position}/", {"files": [photo]})
    check = text(client.get(f"/my/a/{mark}/check/"))
    assert "交上去" in check
    assert client.post(f"/my/a/{mark}/check/", {}).status_code == 422
    for _ in range(2):
        assert client.post(f"/my/a/{mark}/check/", {"true": "1"})["Location"] == f"/my/a/{mark}/?new=1"
    assert Application.objects.get().number == "网办 26-0001"
    assert "窗口先看一遍" in text(client.get(f"/my/a/{mark}/?new=1"))
    client.post("/my/out/")
    assert PersonSession.objects.count() == 0
    assert client.get(f"/my/a/{mark}/")["Location"] == f"/my/?out=1&to={mark}"
    other = Client()
    answer = other.post("/my/resume/", {"resume_phone": PHONE, "resume": resume, "c": "erping"})
    assert answer["Location"] == f"/my/a/{mark}/"
    assert "网办 26-0001" in text(other.get(f"/my/a/{mark}/"))


def test_s1_a_code_lets_in_once_and_is_kept_only_as_a_hash(town: Town, sms: list[Letter]) -> None:
    client = Client()
    client.post("/my/code/", {"phone": PHONE, "c": "erping"})
    code = digits_in(sms[0])
    row = PhoneCode.objects.get()
    assert (sms[0].address, bytes(row.to_send), code in row.code_hash) == (PHONE, b"", False)
    assert client.post("/my/verify/", {"phone": PHONE, "c": "erping", "code": code}).status_code == 302
    assert Client().post("/my/verify/", {"phone": PHONE, "c": "erping", "code": code}).status_code == 422


def test_s1_five_wrong_tries_end_a_code_and_five_minutes_too(
    town: Town, sms: list[Letter], at: Callable[[datetime], None]
) -> None:
    client = Client()
    client.post("/my/code/", {"phone": PHONE, "c": "erping"})
    good = digits_in(sms[0])
    bad = "000000" if good != "000000" else "111111"
    for _ in range(5):
        assert client.post("/my/verify/", {"phone": PHONE, "c": "erping", "code": bad}).status_code == 422
    assert client.post("/my/verify/", {"phone": PHONE, "c": "erping", "code": good}).status_code == 422
    at(AT + timedelta(minutes=2))
    client.post("/my/code/", {"phone": PHONE, "c": "erping"})
    at(AT + timedelta(minutes=7, seconds=1))
    late = client.post("/my/verify/", {"phone": PHONE, "c": "erping", "code": digits_in(sms[-1])})
    assert "验证码不对，或者过了 5 分钟" in text(late)


def test_s1_asking_for_codes_is_limited_and_tells_nobody_who_is_known(town: Town, sms: list[Letter]) -> None:
    make_case(town.actor(town.he), town.house, at=AT, person=make_person(town.centre, phone=PHONE))
    token = re.compile(r"csrfmiddlewaretoken\" value=\"[^\"]+")
    known = text(Client().post("/my/code/", {"phone": PHONE, "c": "erping"}))
    unknown = text(Client().post("/my/code/", {"phone": OTHER, "c": "erping"}))
    assert token.sub("", known).replace(PHONE, "") == token.sub("", unknown).replace(OTHER, "")
    again = Client().post("/my/code/", {"phone": PHONE, "c": "erping"})
    assert (again.status_code, len(sms)) == (422, 2)
    assert "试得太多次了" in text(again)


def test_s1_fifteen_minutes_without_a_step_end_the_session_and_what_was_typed_is_kept(
    town: Town, at: Callable[[datetime], None]
) -> None:
    client = Client()
    address = client.post(f"/apply/{town.house.item.code}/", {"phone": PHONE})["Location"]
    token = re.search(r'name="page" value="([^"]+)"', text(client.get(address)))[1]
    at(AT + timedelta(minutes=16))
    answer = client.post(address, {**VALUES, "page": token})
    assert answer["Location"].startswith("/my/?out=1&to=")
    from shouwen.applications.stored import values_of

    assert values_of(Application.objects.get())["address"] == "二坪村三组12号"
    assert client.post(address, {"name": "别人"})["Location"].startswith("/my/?out=1")
    assert values_of(Application.objects.get())["name"] == "陈甲木"


def test_s1_my_matters_are_those_of_this_phone_and_nobody_elses(town: Town, sms: list[Letter]) -> None:
    mine = make_case(town.actor(town.he), town.house, at=AT, person=make_person(town.centre, phone=PHONE))
    theirs = make_case(town.actor(town.he), town.house, at=AT, person=make_person(town.centre, "李火", phone=OTHER))
    applied = sent(town, phone=OTHER)
    typed_only = sent(town, phone=PHONE, is_verified=False)
    client = Client()
    let_in(client, sms)
    page = text(client.get("/my/"))
    assert progress_path(mine) in page
    for hidden in (theirs.number, progress_path(theirs), applied.mark, typed_only.mark):
        assert hidden not in page


def test_s1_no_page_of_an_application_opens_for_another_session(town: Town, sms: list[Letter]) -> None:
    theirs, own = sent(town, phone=OTHER), filled(town, phone=PHONE)
    file_id = theirs.materials.first().files.first().pk
    client = Client()
    let_in(client, sms)
    for stranger in (client, with_session(own)):
        for name, more in (
            ("application", ()),
            ("application_fill", ()),
            ("application_materials", ()),
            ("application_check", ()),
            ("application_withdraw", ()),
            ("application_file", (file_id,)),
        ):
            assert stranger.get(reverse(f"hall:{name}", args=[theirs.mark, *more])).status_code == 404
        for name, more in (
            ("application_upload", (1,)),
            ("application_take_off", (file_id,)),
            ("application_check", ()),
            ("application_hand_in", ()),
            ("application_withdraw", ()),
        ):
            assert stranger.post(reverse(f"hall:{name}", args=[theirs.mark, *more])).status_code == 404
        # The file of somebody else under one's own application.
        assert stranger.get(reverse("hall:application_file", args=[own.mark, file_id])).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "submitted"


def test_s1_resume_codes_cant_be_tried_out(town: Town) -> None:
    sent(town, is_verified=False)
    client = Client()
    answers = [
        client.post("/my/resume/", {"resume_phone": PHONE, "resume": f"{number:012d}", "c": "erping"})
        for number in range(6)
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert "续办码对不上" in text(answers[4])
    assert "试得太多次了" in text(answers[5])


def test_s1_a_lying_file_is_refused_at_its_material_and_the_good_one_stays(town: Town) -> None:
    row = filled(town, is_verified=False)
    client = with_session(row)
    good = SimpleUploadedFile("a.png", picture(size=(70, 70)), "image/png")
    lie = SimpleUploadedFile("b.jpg", b"<html><script>1</script>", "image/jpeg")
    answer = client.post(f"/my/a/{row.mark}/m/1/", {"files": [good, lie]})
    assert answer.status_code == 422
    assert "只收 PDF、JPEG、PNG。这个文件的内容不是" in text(answer)
    assert row.materials.get(position=1).files.count() == 2


def test_s1_the_desk_reviews_corrects_and_the_applicant_hands_in(town: Town) -> None:
    row = sent(town, is_verified=False)
    desk, client = client_of(town.he), with_session(row)
    assert "网办 26-0001" in text(desk.get("/applications/"))
    page = text(desk.get("/applications/26-0001/"))
    assert "陈*木" in page
    assert "二坪村三组12号" not in page
    assert "二坪村三组12号" in text(desk.post("/applications/26-0001/typed/"))
    states = {f"state-{one.pk}": "ok" for one in row.materials.all()}
    second = row.materials.get(position=2)
    sent_in = {**states, f"state-{second.pk}": "defective", "do": "correct"}
    assert "要写明缺什么" in text(desk.post("/applications/26-0001/decide/", sent_in))
    answer = desk.post("/applications/26-0001/decide/", {**sent_in, f"reason-{second.pk}": "看不清"})
    assert answer["Location"] == "/cases/26-00001/"
    shown = text(client.get(f"/my/a/{row.mark}/"))
    assert "要补 1 份材料" in shown
    assert client.post(f"/my/a/{row.mark}/hand-in/").status_code == 422
    photo = SimpleUploadedFile("a.png", picture(size=(99, 50)), "image/png")
    client.post(f"/my/a/{row.mark}/m/2/", {"files": [photo]})
    assert client.post(f"/my/a/{row.mark}/hand-in/")["Location"].endswith("?handed=1")
    assert "补的材料收到了" in text(client.get(f"/my/a/{row.mark}/?handed=1"))


def test_s1_the_desk_of_another_window_and_centre(town: Town) -> None:
    row = sent(town)
    other = client_of(town.deng)
    assert "这件归1号 综合受理窗口预审" in text(other.get("/applications/26-0001/"))
    assert other.post("/applications/26-0001/typed/").status_code == 422
    file_id = row.materials.first().files.first().pk
    assert other.get(f"/applications/26-0001/files/{file_id}/?as=it-came").status_code == 422
    elsewhere = client_of(make_town("linping", town="林坪镇").he)
    assert elsewhere.get("/applications/26-0001/").status_code == 404
    assert Client().get("/applications/26-0001/")["Location"].startswith("/login/")


def test_s1_accepted_the_page_says_which_originals_to_bring(town: Town) -> None:
    row = sent(town, is_verified=False)
    by = town.actor(town.he)
    deciding.accept(application=reviewed(row, by), originals=["身份证"], by=by, at=AT)
    page = text(with_session(row).get(f"/my/a/{row.mark}/"))
    assert "只要来一次" in page
    assert "<b>身份证</b></li>" in page


def test_s1_a_draft_of_a_proved_phone_goes_on_where_it_was(town: Town, sms: list[Letter]) -> None:
    client = Client()
    let_in(client, sms)
    first = client.post(f"/apply/{town.house.item.code}/")["Location"]
    assert client.post(f"/apply/{town.house.item.code}/")["Location"] == first
    assert "还没有交" in text(client.get("/my/"))
    assert not by_applicant.asked_materials(Application.objects.get())
