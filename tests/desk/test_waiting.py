"""断网待送 at the server: done once, under the name of who wrote it, answered in words that the desk's script can read."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.cases.scene import actions_of, conclude, review
from tests.desk.test_inquiries_register import NEW, typed
from tests.factories import Town, civil, client_of, make_case, make_item, make_staff, make_town

from shouwen import civil_time
from shouwen.cases.models import Case
from shouwen.inquiries.models import Inquiry
from shouwen.journal.models import Entry, SentMark
from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)
MARK, OTHER_MARK = "0f" * 16, "1e" * 16
LATER = {"X-Waiting-Answer": "later"}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the present; it is 10:47 to begin with."""

    def travel(moment: datetime) -> None:
        monkeypatch.setattr(civil_time, "now", lambda: moment)

    travel(NOW)
    return travel


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def he(town: Town) -> Client:
    return client_of(town.he)


@pytest.fixture
def case(town: Town) -> Case:
    version = make_item(town.general, materials=("申请表", "设计图"))
    return make_case(town.actor(town.he), version, at=civil(2026, 9, 29))


def by(staff: object, **more: str) -> dict[str, str]:
    return {**LATER, "X-Waiting-Writer": str(staff.pk), **more}  # type: ignore[attr-defined]


def start_of(client: Client) -> str:
    """The signed start that a page opened now carries."""
    return str(client.get(NEW).context["page"].token)


def send_review(client: Client, case: Case, state: str, headers: dict[str, str], **fields: str) -> HttpResponse:
    material = case.materials.get(name="申请表")
    url = f"/cases/26-00001/materials/{material.pk}/"
    return client.post(url, {f"state-{material.pk}": state, **fields}, headers=headers)  # type: ignore[return-value]


def test_the_key_is_the_log_ins_own_and_nobody_elses(town: Town, he: Client) -> None:
    first, again = he.post("/waiting/key/"), he.post("/waiting/key/")
    assert [first.json()[part] for part in ("login", "key")] == [again.json()[part] for part in ("login", "key")]
    assert len(b64decode(first.json()["key"])) == 32
    assert first.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    page = he.get("/")
    assert f'data-login="{first.json()["login"]}"' in page.content.decode()
    assert first.json()["key"] not in page.content.decode()
    keys = {client_of(staff).post("/waiting/key/").json()["key"] for staff in (town.he, town.he, town.deng)}
    assert len(keys | {first.json()["key"]}) == 4


def test_the_key_of_an_earlier_log_in_opens_for_its_owner_alone(town: Town, he: Client) -> None:
    earlier = he.post("/waiting/key/").json()
    answer = client_of(town.he).post("/waiting/key/", {"seal": earlier["seal"]})
    assert answer.json() == {"key": earlier["key"], "seal": earlier["seal"]}

    others = client_of(town.deng).post("/waiting/key/", {"seal": earlier["seal"]})
    assert (others.status_code, others.json()) == (409, {"refused": ["这是另一位工作人员存的，要本人登录"]})
    assert [he.post("/waiting/key/", {"seal": wrong}).status_code for wrong in ("x", "AAAA", "AA==" * 12)] == [409] * 3


def test_the_locked_page_ends_the_session_and_carries_nobodys_name(town: Town, he: Client) -> None:
    page = he.get("/locked/").content.decode()
    assert "这台电脑锁上了" in page
    assert 'action="/logout/"' in page
    assert "何谷雨" not in page
    assert he.post("/logout/").status_code == 302
    assert he.get("/cases/").headers["Location"] == "/login/?next=/cases/"


def test_only_who_registers_keeps_the_register_page(town: Town, he: Client) -> None:
    leader = make_staff(town.centre, "石镇长", roles=[Role.LEADER])
    assert " data-registers" in he.get("/").content.decode()
    assert " data-registers" not in client_of(leader).get("/").content.decode()


def test_the_key_is_for_who_is_logged_in(client: Client) -> None:
    answer = client.post("/waiting/key/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login/?next=/")
    assert client.get("/waiting/key/").status_code == 302


def test_one_page_becomes_several_registrations_each_once(town: Town, he: Client) -> None:
    started = start_of(he)
    first = typed(started=started, mark=MARK, matter="第一件")
    second = typed(started=started, mark=OTHER_MARK, matter="第二件")
    answers = [he.post(NEW, one, headers=by(town.he)).json() for one in (first, second, first, second)]
    assert [answer["done"] for answer in answers[2:]] == [
        "这件已经登记成 问 261009-01，没有再登一次",
        "这件已经登记成 问 261009-02，没有再登一次",
    ]
    assert [answer["to"] for answer in answers[2:]] == ["/inquiries/261009-01/", "/inquiries/261009-02/"]
    assert list(Inquiry.objects.order_by("pk").values_list("matter", flat=True)) == ["第一件", "第二件"]


def test_sent_again_from_another_log_in_of_the_same_person_it_is_still_once(town: Town, he: Client) -> None:
    sent = typed(started=start_of(he), mark=MARK)
    he.post(NEW, sent, headers=by(town.he))
    answer = client_of(town.he).post(NEW, sent, headers=by(town.he))
    assert answer.json()["done"] == "这件已经登记成 问 261009-01，没有再登一次"
    assert Inquiry.objects.count() == 1


def test_what_another_wrote_is_not_sent_under_ones_own_name(town: Town, he: Client, case: Case) -> None:
    before = Inquiry.objects.count()
    sent = typed(started=start_of(he), mark=MARK)
    answer = client_of(town.deng).post(NEW, sent, headers=by(town.he))
    assert (answer.status_code, answer.json()) == (409, {"refused": ["这是另一位工作人员写的，请他本人登录后再送"]})
    answer = send_review(client_of(town.deng), case, "ok", by(town.he, **{"X-Waiting-Mark": MARK}))
    assert answer.status_code == 409
    assert (Inquiry.objects.count(), SentMark.objects.count()) == (before, 0)


def test_a_refused_registration_says_everything_and_may_be_corrected(town: Town, he: Client) -> None:
    sent = typed(started=start_of(he), mark=MARK)
    refused = he.post(NEW, sent | {"phone": "12", "matter": ""}, headers=by(town.he))
    assert refused.status_code == 422
    assert len(refused.json()["refused"]) == 2
    assert Inquiry.objects.count() == 0
    assert "done" in he.post(NEW, sent, headers=by(town.he)).json()
    assert Inquiry.objects.count() == 1


@pytest.mark.parametrize(
    ("minutes", "taken"),
    [(-1, "10:47"), (0, "10:47"), (12, "10:59"), (30, "11:17"), (31, "10:47")],
    ids=["before the page", "with the page", "in between", "now", "in the future"],
)
def test_f2_the_moment_of_the_computer_counts_between_the_page_and_now(
    town: Town, he: Client, clock: Callable[[datetime], None], minutes: int, taken: str
) -> None:
    started = start_of(he)
    clock(civil(2026, 10, 9, 11, 17))
    came = str(int(NOW.timestamp() * 1000) + minutes * 60_000)
    he.post(NEW, typed(started=started, mark=MARK, came_at=came), headers=by(town.he))
    assert civil_time.local(Inquiry.objects.get().received_at).strftime("%H:%M") == taken


@pytest.mark.parametrize("came", ["", "soon", "1e12", "-1790000000000", "99999999999999", "٣" * 13])
def test_f2_a_moment_that_is_none_counts_for_nothing(town: Town, he: Client, came: str) -> None:
    he.post(NEW, typed(started=start_of(he), mark=MARK, came_at=came), headers=by(town.he))
    assert Inquiry.objects.get().received_at == NOW


def test_sent_at_once_the_line_about_it_waits_for_the_next_page(town: Town, he: Client) -> None:
    sent = typed(started=start_of(he))
    answer = he.post(NEW, sent, headers={**by(town.he), "X-Waiting-Answer": "now"}).json()
    assert answer["done"] in he.get(answer["to"]).content.decode()
    later = he.post(NEW, typed(started=start_of(he)), headers=by(town.he)).json()
    assert later["done"] not in he.get("/").content.decode()


def test_n6_a_review_with_a_mark_is_recorded_once(town: Town, he: Client, case: Case) -> None:
    headers = by(town.he, **{"X-Waiting-Mark": MARK})
    first = send_review(he, case, "missing", headers)
    assert first.json() == {"done": "办 26-00001 申请表：缺少", "to": ""}
    again = send_review(he, case, "missing", headers)
    assert again.json() == {"done": "已经办过了，没有再办一次", "to": ""}
    assert actions_of(case) == ["case.accept", "case.review"]
    assert SentMark.objects.get().mark == MARK


def test_a_review_that_the_domain_refuses_says_why_and_leaves_no_mark(town: Town, he: Client, case: Case) -> None:
    review(case, town.actor(town.he), NOW)
    conclude(case, town.actor(town.he), NOW)
    before = Entry.objects.count()
    answer = send_review(he, case, "missing", by(town.he, **{"X-Waiting-Mark": MARK}))
    assert (answer.status_code, answer.json()) == (422, {"refused": ["这件现在是“已办结”，不能改审查结果"]})
    assert (Entry.objects.count(), SentMark.objects.count()) == (before, 0)


def test_a_fault_without_its_reason_is_not_taken_for_done(town: Town, he: Client, case: Case) -> None:
    headers = by(town.he, **{"X-Waiting-Mark": MARK})
    answer = send_review(he, case, "defective", headers)
    assert (answer.status_code, answer.json()) == (422, {"refused": ["还没写哪里不符合"]})
    answer = send_review(he, case, "defective", headers, own="没有签名", draft="defective")
    assert answer.json()["done"] == "办 26-00001 申请表：不符合"
    assert case.materials.get(name="申请表").reason == "没有签名"


@pytest.mark.parametrize("mark", ["x", "0F" * 16, "0f" * 17, "0f" * 15 + "\u0660\u0660"])
def test_a_mark_that_is_none_is_no_request(town: Town, he: Client, case: Case, mark: str) -> None:
    answer = send_review(he, case, "ok", by(town.he, **{"X-Waiting-Mark": mark}))
    assert answer.status_code == 400
    assert actions_of(case) == ["case.accept"]


def test_the_program_for_the_time_without_a_line_answers_for_the_whole_desk(client: Client) -> None:
    answer = client.get("/worker.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert b"shouwen-shell" in answer.content
