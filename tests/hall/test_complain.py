"""投诉 by anybody: one page, no name needed; nothing typed is lost; a machine isn't let in; nothing tells what there is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories import Town, civil, make_town
from tests.feedback.scene import ANSWER, AT, MENDED, answered, heard, in_hand, received
from tests.files.samples import picture

from shouwen import civil_time
from shouwen.feedback.codes import complaint_path, receipt_code
from shouwen.feedback.enums import AnswerWish, ComplaintState, Verdict
from shouwen.feedback.models import Complaint
from shouwen.feedback.words import words_of

pytestmark = pytest.mark.django_db
WORDS = "上午去1号窗口，等了四十分钟没人管"


@pytest.fixture
def town(at: Callable[[datetime], None]) -> Town:
    at(AT)
    return make_town()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return lambda moment: monkeypatch.setattr(civil_time, "now", lambda: moment)


def page_of(client: Client) -> str:
    return re.search(r'name="page" value="([^"]+)"', client.get("/complain/").content.decode())[1]


def send(
    at: Callable[[datetime], None], *, after: int = 20, page: str = "", client: Client | None = None, **typed: object
) -> object:
    """Fill in the form and send it so many seconds after it was opened."""
    client = client or Client()
    opened = page or page_of(client)
    at(AT + timedelta(seconds=after))
    return client.post("/complain/", {"page": opened, "words": WORDS, **typed})


def test_p2_a_complaint_without_a_name_gets_number_code_and_day(town: Town, at: Callable[[datetime], None]) -> None:
    form = Client().get("/complain/").content.decode()
    assert "<b>5 个工作日内</b>答复" in form
    assert "办错了、来回补材料" in form
    answer = send(at, promise="1", window=str(town.general.pk), when="昨天上午")
    complaint = Complaint.objects.get()
    assert answer["Location"] == complaint_path(complaint) + "?new=1"
    assert (complaint.promise, complaint.window, complaint.person) == (1, town.general, None)
    assert words_of(complaint) == f"{WORDS}\n什么时候：昨天上午"
    receipt = Client().get(answer["Location"]).content.decode()
    for words in ("诉 26-0001", receipt_code(complaint), "10月15日 周四", "请留好这张回执", "<svg"):
        assert words in receipt
    assert "number" not in answer["Location"]


def test_p2_nothing_typed_is_lost_when_something_is_missing(town: Town, at: Callable[[datetime], None]) -> None:
    answer = send(at, words="", phone="138", name="", wish="call", when="昨天", matter_number="26-01873", promise="7")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "还没有写什么事" in page
    assert "写了电话，还没有写怎么称呼" in page
    for kept in ('value="138"', 'value="昨天"', 'value="26-01873"', 'value="7" selected', 'value="call" checked'):
        assert kept in page
    assert Complaint.objects.count() == 0
    again = re.search(r'name="page" value="([^"]+)"', page)[1]
    sent = Client().post("/complain/", {"page": again, "words": WORDS})
    assert (sent.status_code, Complaint.objects.count()) == (302, 1)


@pytest.mark.parametrize(
    ("after", "typed", "words"),
    [
        (1, {}, "没有收到"),
        (20, {"company": "某公司"}, "没有收到"),
        (13 * 3600, {}, "这一页开得太久了"),
        (20, {"page": "forged"}, "这一页开得太久了"),
    ],
)
def test_p2_a_machine_isnt_let_in_and_a_person_may_press_again(
    town: Town, at: Callable[[datetime], None], after: int, typed: dict[str, str], words: str
) -> None:
    answer = send(at, after=after, **typed)
    page = answer.content.decode()
    assert (answer.status_code, words in page, WORDS in page) == (422, True, True)
    assert Complaint.objects.count() == 0
    again = re.search(r'name="page" value="([^"]+)"', page)[1]
    assert Client().post("/complain/", {"page": again, "words": WORDS}).status_code == 302


def test_p2_who_sends_at_once_hears_what_is_missing(town: Town, at: Callable[[datetime], None]) -> None:
    page = send(at, after=1, words="").content.decode()
    assert ("还没有写什么事" in page, "没有收到" in page) == (True, False)


def test_p2_a_page_sent_twice_is_one_complaint(town: Town, at: Callable[[datetime], None]) -> None:
    page = page_of(Client())
    first, second = send(at, page=page), send(at, page=page, after=25)
    assert first["Location"] == second["Location"]
    assert Complaint.objects.count() == 1


def test_p2_photos_are_kept_and_one_that_isnt_a_photo_is_said(town: Town, at: Callable[[datetime], None]) -> None:
    photo = SimpleUploadedFile("窗口.png", picture("PNG"), "image/png")
    other = SimpleUploadedFile("run.exe", b"MZ" * 50, "application/octet-stream")
    visitor = Client()
    answer = send(at, client=visitor, files=[photo, other])
    page = visitor.get(answer["Location"]).content.decode()
    assert ("窗口.png" in page, "有的照片没有收下" in page) == (True, True)
    assert "<br>run.exe：" in page
    assert "<br>窗口.png" not in page
    assert Complaint.objects.get().files.count() == 1


def test_p2_number_and_code_together_open_the_result_and_one_alone_nothing(town: Town) -> None:
    complaint = received(town)
    code, other = receipt_code(complaint), received(town, at=AT + timedelta(minutes=1))
    found = Client().post("/c/", {"number": "26-0001", "code": code})
    assert found["Location"] == complaint_path(complaint)
    known = Client().post("/c/", {"number": other.number, "code": code})
    unknown = Client().post("/c/", {"number": "26-0077", "code": code})
    assert (known.status_code, unknown.status_code) == (422, 422)
    same = [re.sub(r'value="[^"]*"', "", one.content.decode()) for one in (known, unknown)]
    assert same[0] == same[1]


def test_p2_the_page_shows_answer_and_neither_names_nor_numbers(town: Town, at: Callable[[datetime], None]) -> None:
    complaint = in_hand(town, staff_id=town.he.pk, name="陈甲木", phone="13800000000", wish=AnswerWish.PAGE)
    heard(town, complaint)
    answered(town, complaint, Verdict.PARTLY)
    at(AT + timedelta(days=2))
    page = Client().get(complaint_path(complaint)).content.decode()
    for words in ("查完了：部分属实", ANSWER, MENDED, "陈*木", "非常不满意"):
        assert words in page
    for secret in ("陈甲木", "13800000000", "何谷雨", "邓白露", "我去复印了", "看了监控"):
        assert secret not in page.replace(ANSWER, "")


def test_p2_the_answer_is_rated_once_and_no_level_is_chosen_beforehand(
    town: Town, at: Callable[[datetime], None]
) -> None:
    complaint = answered(town, in_hand(town))
    at(AT + timedelta(days=2))
    path, client = complaint_path(complaint), Client()
    page = client.get(path).content.decode()
    assert len(re.findall(r'name="level" value="\d">', page)) == 5
    missing = client.post(f"{path}rate/", {"words": "还行"})
    assert (missing.status_code, "请先选一个" in missing.content.decode(), "还行" in missing.content.decode()) == (
        422,
        True,
        True,
    )
    assert client.post(f"{path}rate/", {"level": "4", "words": "还行"}).status_code == 302
    again = client.post(f"{path}rate/", {"level": "1"})
    assert (again.status_code, "已经评价过了" in again.content.decode()) == (422, True)
    assert (Complaint.objects.get().answer_rating, Complaint.objects.get().state) == (4, ComplaintState.RATED)


def test_p2_the_complainant_adds_and_withdraws(town: Town) -> None:
    complaint = received(town)
    path, client = complaint_path(complaint), Client()
    assert client.post(f"{path}supplement/", {"words": "下午又去，还是没人"}).status_code == 302
    assert "下午又去，还是没人" in client.get(path).content.decode()
    assert client.post(f"{path}withdraw/").status_code == 302
    assert "您撤回了" in client.get(path).content.decode()
    refused = client.post(f"{path}supplement/", {"words": "又想起一件"})
    assert (refused.status_code, "又想起一件" in refused.content.decode()) == (422, False)


def test_p2_photos_too_large_are_said_and_what_is_sent_again_is_there_once(town: Town) -> None:
    complaint = received(town)
    path, client = complaint_path(complaint), Client()
    more = "下午又去，还是没人"
    huge = SimpleUploadedFile("录像.png", b"\x89PNG" + bytes(61 * 1024 * 1024), "image/png")
    wrong = SimpleUploadedFile("run.exe", b"MZ" * 50, "application/octet-stream")
    photo = SimpleUploadedFile("窗口.png", picture(), "image/png")
    for sent, words in ((huge, "照片和文件一共太大了，没有收下"), (wrong, more)):
        refused = client.post(f"{path}supplement/", {"words": more, "files": [photo, sent]})
        page = refused.content.decode()
        assert (refused.status_code, words in page, f">{more}</textarea>" in page) == (422, True, True)
        assert (complaint.sayings.count(), complaint.files.count()) == (0, 0)
        photo.seek(0)
    assert client.post(f"{path}supplement/", {"words": more, "files": [photo]}).status_code == 302
    assert (complaint.sayings.count(), complaint.files.count()) == (1, 1)


def test_p2_a_late_answer_is_said(town: Town, at: Callable[[datetime], None]) -> None:
    complaint = received(town)
    at(civil(2026, 10, 16, 9))
    page = Client().get(complaint_path(complaint)).content.decode()
    assert ("已过答复的日子" in page, "原定 10月15日 周四 答复" in page) == (True, True)


@pytest.mark.parametrize("path", ["/c/0123/", "/c/0123456789abcdef1/", "/complain/nowhere/"])
def test_p2_a_wrong_link_says_what_to_do(town: Town, path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, "码可能不全" in answer.content.decode()) == (404, True)


def test_p2_too_often_from_one_place_leads_to_the_telephone(town: Town, at: Callable[[datetime], None]) -> None:
    for seconds in range(20, 420, 20):
        assert send(at, after=seconds).status_code == 302
    refused = send(at, after=440)
    assert refused.status_code == 422
    assert "023-45670001" in refused.content.decode()
    assert WORDS in refused.content.decode()
