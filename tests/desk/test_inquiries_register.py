"""登记首问 as a page: what is stored, where one goes, and the words of every mistake."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.factories import (
    Town,
    civil,
    client_of,
    id_number,
    make_item,
    make_staff,
    make_town,
)

from shouwen import civil_time
from shouwen.catalogue.models import ItemVersion
from shouwen.civil_time import local
from shouwen.clocks.models import Clock
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import Inquiry, OneTimeNotice
from shouwen.papers.models import Paper
from shouwen.people.actions import opened
from shouwen.people.enums import Role
from shouwen.people.models import Person
from shouwen.promises.models import Promise

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)
NEW = "/inquiries/new/"


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def card(town: Town) -> ItemVersion:
    return make_item(town.civil_affairs, "残疾人证办理受理", code="CL01", promised_limit=7, situations=("新办", "换领"))


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the present; it is 10:47 to begin with."""

    def travel(moment: datetime) -> None:
        monkeypatch.setattr(civil_time, "now", lambda: moment)

    travel(NOW)
    return travel


@pytest.fixture
def he(town: Town) -> Client:
    return client_of(town.he)


def typed(**changes: object) -> dict[str, object]:
    """A call that is answered on the spot, with some fields different."""
    return {
        "channel": "phone",
        "name": "周乙石",
        "phone": "138 0000 0000",
        "matter": "想办残疾证",
        "outcome": "answered",
        "words": "要带的东西都说清了",
        "told": "1",
    } | changes


def errors(answer: HttpResponse) -> dict[str, str]:
    """The words under each wrong field, by its id."""
    found = re.findall(r'<p class="badly" id="id_(\w+)-error">.*?</svg>(.*?)</p>', answer.content.decode(), re.DOTALL)
    return dict(found)


def box(answer: HttpResponse) -> str:
    """The refusal box as text."""
    found = re.search(r'<div class="say-no over" role="alert">(.*?)</div></div>', answer.content.decode(), re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1])).strip() if found else ""


def said(client: Client, path: str = "/") -> str:
    """The line on the next page that says what happened."""
    html = client.get(path).content.decode()
    found = re.search(r"data-toast>.*?<b>(.*?)</b>", html, re.DOTALL)
    return found[1] if found else ""


def test_f2_the_page_names_the_first_responder_and_the_time_and_offers_neither_as_a_field(he: Client) -> None:
    html = he.get(NEW).content.decode()

    assert re.search(r"首问负责人 <b>何谷雨</b>，<span class=\"num\" data-came>10:47</span>", html)
    assert not re.search(r'name="(first_responder|received_at|at|by)"', html)


def test_f8_call_is_stored_answered_and_one_comes_back_with_one_line(town: Town, he: Client) -> None:
    answer_ = he.post(NEW, typed(back="/cases/26-00001/"))

    inquiry = Inquiry.objects.get()
    assert (answer_.status_code, answer_["Location"]) == (302, "/cases/26-00001/")
    assert (inquiry.number, inquiry.channel, inquiry.state) == ("问 261009-01", "phone", "answered")
    assert (inquiry.first_responder_id, inquiry.told_by_means, inquiry.words_told) == (
        town.he.pk,
        "phone",
        "要带的东西都说清了",
    )
    assert inquiry.person is not None
    assert (opened(inquiry.person).name, opened(inquiry.person).phone) == ("周乙石", "13800000000")
    assert said(he) == "问 261009-01 已答复 周*石，登记完了"


def test_f2_the_time_of_the_call_is_when_the_page_was_opened(he: Client, clock: Callable[[datetime], None]) -> None:
    clock(civil(2026, 10, 9, 10, 46))
    token = re.search(r'name="started" value="([^"]+)"', he.get(NEW).content.decode())
    assert token is not None
    clock(civil(2026, 10, 9, 10, 48))

    he.post(NEW, typed(started=token[1]))

    inquiry = Inquiry.objects.get()
    assert local(inquiry.received_at).strftime("%H:%M") == "10:46"
    assert local(inquiry.told_at or NOW).strftime("%H:%M") == "10:48"


@pytest.mark.parametrize("token", ["", "gone", "WzEsIjIwMjAtMDEtMDFUMDA6MDA6MDArMDA6MDAiLCJ4Il0:x:y"])
def test_f2_a_changed_time_is_not_believed(he: Client, token: str) -> None:
    he.post(NEW, typed(started=token))

    assert Inquiry.objects.get().received_at == NOW


def test_f2_a_page_opened_by_somebody_else_gives_no_time(
    town: Town, he: Client, clock: Callable[[datetime], None]
) -> None:
    token = re.search(r'name="started" value="([^"]+)"', he.get(NEW).content.decode())
    assert token is not None
    clock(civil(2026, 10, 9, 11))

    client_of(town.deng).post(NEW, typed(started=token[1]))

    assert local(Inquiry.objects.get().received_at).strftime("%H:%M") == "11:00"


def test_a_page_sent_twice_registers_once(he: Client) -> None:
    token = re.search(r'name="started" value="([^"]+)"', he.get(NEW).content.decode())
    assert token is not None

    he.post(NEW, typed(started=token[1]))
    again = he.post(NEW, typed(started=token[1]))

    assert Inquiry.objects.count() == 1
    assert again["Location"] == "/inquiries/261009-01/"
    assert said(he) == "问 261009-01 已答复 周*石，登记完了"


def test_a_second_sending_whose_session_was_read_before_the_first_registers_once(he: Client, town: Town) -> None:
    """Two requests of one double click both read the session before either has written it."""
    token = re.search(r'name="started" value="([^"]+)"', he.get(NEW).content.decode())
    assert token is not None

    he.post(NEW, typed(started=token[1]))
    again = client_of(town.he).post(NEW, typed(started=token[1]))

    assert Inquiry.objects.count() == 1
    assert again["Location"] == "/inquiries/261009-01/"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"told": ""}, {"told": "还没记下已告知：说完按 F8 打勾"}),
        ({"outcome": ""}, {"outcome": "还没选怎么办，按 Alt+1 到 Alt+9 选一个"}),
        ({"name": ""}, {"name": "留了电话或证件号，也要写姓名"}),
        ({"phone": "138 0000 00"}, {"phone": "手机号应是 11 位，现在是 9 位"}),
        ({"phone": ""}, {"phone": "来电要记下姓名和电话，才能结束登记"}),
        ({"matter": " "}, {"matter": "还没有写是什么事"}),
        ({"matter": "问" * 501}, {"matter": "什么事最多 500 字，现在 501 字"}),
        ({"words": " "}, {"words": "还没有写怎样告知本人的"}),
        ({"outcome": "to_case"}, {"item": "受理办件要先选事项"}),
        ({"outcome": "handed_over"}, {"to": "先选转给哪个窗口、哪一位，或哪个部门"}),
        ({"outcome": "handed_over", "to": "x"}, {"to": "重新选转给谁"}),
        ({"outcome": "promised"}, {"reason": "要写明为什么现在不能办", "promised_for": "先选答应哪一天办好"}),
        ({"outcome": "promised", "promised_for": "2026-10-14"}, {"reason": "要写明为什么现在不能办"}),
        (
            {"outcome": "promised", "reason": "检修", "promised_for": "2026-10-08"},
            {"promised_for": "承诺的日期已经过了，请选今天或以后"},
        ),
        (
            {"outcome": "promised", "reason": "检修", "promised_for": "下周"},
            {"promised_for": "日期不对，要写成 2026-10-14 这样"},
        ),
    ],
)
def test_f4_f8_p3b_mistakes_are_told_at_their_field_and_what_was_typed_stays(
    he: Client, changes: dict[str, object], wrong: dict[str, str]
) -> None:
    answer_ = he.post(NEW, typed(**changes))

    assert answer_.status_code == 422
    assert errors(answer_) == wrong
    assert (Inquiry.objects.count(), Person.objects.count(), Clock.objects.count()) == (0, 0, 0)
    html = answer_.content.decode()
    kept = typed(**changes)
    assert f'name="name" value="{kept["name"]}"' in html
    assert f'name="phone" value="{kept["phone"]}"' in html
    assert re.search(rf'<textarea id="id_matter"[^>]*>{re.escape(str(kept["matter"]))}</textarea>', html)


def test_f8_a_call_without_phone_is_told_at_the_field_and_its_clause_at_the_foot(he: Client) -> None:
    answer_ = he.post(NEW, typed(phone=""))
    assert box(answer_) == ""
    assert "phone" in " ".join(errors(answer_))
    assert 'href="/clauses/F8/"' in answer_.content.decode()


def test_f5_wrong_check_digit_is_told_at_the_id_number(he: Client, card: ItemVersion) -> None:
    situation = card.situations.get(name="新办").pk
    wrong = id_number(1)[:-1] + ("1" if id_number(1)[-1] != "1" else "2")

    answer_ = he.post(NEW, typed(outcome="to_case", item=card.item_id, situation=situation, id_number=wrong))

    assert errors(answer_) == {"id_number": "身份证号的校验位不对，请对照证件再输一次"}
    assert f'value="{wrong}"' in answer_.content.decode()
    assert Person.objects.count() == 0


def test_f5_accepted_goes_to_the_case_with_the_id_number_sealed(town: Town, he: Client, card: ItemVersion) -> None:
    situation = card.situations.get(name="新办")

    answer_ = he.post(
        NEW, typed(outcome="to_case", item=card.item_id, situation=situation.pk, id_number=id_number(1), notice="read")
    )

    inquiry = Inquiry.objects.get()
    assert answer_["Location"] == "/cases/26-00001/"
    assert inquiry.person is not None
    assert inquiry.person.id_number_masked == "500199********" + id_number(1)[-4:]
    notice = OneTimeNotice.objects.get()
    assert (notice.version_id, notice.situation_id, notice.means) == (card.pk, situation.pk, ToldBy.PHONE)
    # Seven working days after 9 October 2026: Saturday the 10th is worked.
    assert said(he) == "办 26-00001 已受理，10月19日 周一前办好"


def test_f5_the_id_number_of_a_hidden_field_is_not_taken(he: Client) -> None:
    he.post(NEW, typed(id_number=id_number(1)))

    assert Person.objects.get().id_number_masked == ""


def test_f5_a_case_without_its_situation_says_which_there_are(he: Client, card: ItemVersion) -> None:
    answer_ = he.post(NEW, typed(outcome="to_case", item=card.item_id))

    assert errors(answer_)["situation"] == "先选是哪种情形：新办、换领"


def test_f6_handover_is_stored_with_its_words_and_the_line_says_until_when(town: Town, he: Client) -> None:
    he.post(NEW, typed(outcome="handed_over", to=f"{town.civil_affairs.pk}-{town.deng.pk}", words="这件事归4号窗口"))

    inquiry = Inquiry.objects.get()
    handover = inquiry.handovers.get()
    assert (inquiry.state, handover.to_staff_id, handover.words_told) == (
        "handed_over",
        town.deng.pk,
        "这件事归4号窗口",
    )
    assert said(he) == "问 261009-01 已转交，4号 民政残联窗口 邓白露 11:17 前接收；没人接就退回给你"


def test_f7_a_ruling_is_asked_and_the_matter_is_the_question_by_default(he: Client) -> None:
    he.post(NEW, typed(outcome="ruling_asked"))

    inquiry = Inquiry.objects.get()
    assert (inquiry.state, inquiry.rulings.get().question) == ("ruling_asked", "想办残疾证")
    assert said(he) == "请 26-0001 已请示管理办公室，10月13日 周二前答复 周*石"


def test_p3b_a_promise_is_stored_with_reason_and_date(he: Client) -> None:
    he.post(NEW, typed(outcome="promised", reason="银行系统在检修", promised_for="2026-10-14"))

    made = Promise.objects.get()
    assert (made.reason, made.promised_for.isoformat()) == ("银行系统在检修", "2026-10-14")
    assert said(he) == "诺 26-0001 已承诺 周*石，10月14日前办好"


def test_n2_f6_printing_issues_both_papers_and_leads_to_them(town: Town, he: Client, card: ItemVersion) -> None:
    answer_ = he.post(
        NEW,
        typed(
            channel="on_site",
            item=card.item_id,
            outcome="handed_over",
            to=f"{town.civil_affairs.pk}-{town.deng.pk}",
            notice="print",
            back="/cases/26-00009/",
        ),
    )

    notice, slip = Paper.objects.order_by("pk")
    assert [notice.number, slip.number] == ["二坪便告〔2026〕1号", "二坪便转〔2026〕1号"]
    assert answer_["Location"] == (
        f"/inquiries/261009-01/?print={notice.pk}&print={slip.pk}&back=%2Fcases%2F26-00009%2F"
    )
    html = he.get(answer_["Location"]).content.decode()
    first = f'<a class="b pri" href="/papers/{notice.pk}/pdf" target="_blank" rel="noopener" data-fresh data-key="F9">'
    assert first in html
    assert '<a class="b txt end" href="/cases/26-00009/" data-key="Ctrl+Enter">' in html


def test_f6_the_slip_alone_comes_with_a_tick(town: Town, he: Client) -> None:
    to = f"{town.civil_affairs.pk}-{town.deng.pk}"

    answer_ = he.post(NEW, typed(channel="on_site", outcome="handed_over", to=to, with_slip="1"))

    slip = Paper.objects.get()
    assert (slip.number, slip.kind) == ("二坪便转〔2026〕1号", "handover_slip")
    assert answer_["Location"] == f"/inquiries/261009-01/?print={slip.pk}&back=%2F"


def test_n2_answering_without_having_told_the_guide_records_no_notice(he: Client, card: ItemVersion) -> None:
    he.post(NEW, typed(item=card.item_id))

    assert (OneTimeNotice.objects.count(), Inquiry.objects.get().item_id) == (0, card.item_id)


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/inquiries/new/", ""]
)
def test_one_goes_back_only_within_the_desk(he: Client, back: str) -> None:
    assert he.post(NEW, typed(back=back))["Location"] == "/"


def test_the_page_remembers_where_it_was_opened_from(he: Client) -> None:
    html = he.get(NEW, headers={"referer": "http://testserver/cases/26-01873/"}).content.decode()

    assert '<input type="hidden" name="back" value="/cases/26-01873/">' in html
    assert "登记完回到：办 26-01873" in html


@pytest.mark.parametrize("role", [Role.LEADER, Role.DISCIPLINE])
def test_f1_who_meets_nobody_is_told_so_instead_of_the_form(town: Town, role: Role) -> None:
    client = client_of(make_staff(town.centre, "马立秋", roles=[role]))

    shown, sent = client.get(NEW), client.post(NEW, typed())

    assert (shown.status_code, sent.status_code, Inquiry.objects.count()) == (422, 422, 0)
    assert box(shown).startswith("你的岗位不接待群众，不能登记或受理 请窗口人员登记")


def test_without_login_nothing_is_shown(town: Town) -> None:
    assert Client().get(NEW)["Location"] == "/login/?next=/inquiries/new/"
    assert Client().post(NEW, typed()).status_code == 302
    assert Inquiry.objects.count() == 0


def test_names_never_become_markup(he: Client) -> None:
    html = he.post(NEW, typed(name='"><script>alert(1)</script>', told="")).content.decode()

    assert "<script>alert(1)" not in html
    assert "&quot;&gt;&lt;script&gt;alert(1)" in html


def test_f5_a_mistyped_id_number_is_told_whatever_the_outcome(he: Client) -> None:
    wrong = id_number(1)[:-1] + ("1" if id_number(1)[-1] != "1" else "2")

    answer_ = he.post(NEW, typed(id_number=wrong))

    assert answer_.status_code == 422
    assert errors(answer_) == {"id_number": "身份证号的校验位不对，请对照证件再输一次；这样办用不着证件号，也可以清空"}
    assert '<div class="ln" data-for="to_case answered">' in answer_.content.decode()
    assert Inquiry.objects.count() == 0
