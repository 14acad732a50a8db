"""The page of one inquiry: what may be done in each state, by whom, and what comes of it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk.referral_scene import chain, text
from tests.factories import Town, civil, client_of, make_inquiry, make_item, make_person, make_staff, make_town

from shouwen import civil_time
from shouwen.catalogue.models import ItemVersion
from shouwen.inquiries import handovers, rulings
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.inquiries.handover_paper import issue_slip
from shouwen.inquiries.models import Handover, Inquiry, OneTimeNotice, Ruling
from shouwen.papers.actions import content_of
from shouwen.papers.models import Paper
from shouwen.people.enums import Role
from shouwen.promises.actions import make_promise
from shouwen.promises.models import Promise

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)
CAME = civil(2026, 10, 9, 10, 40)
PAGE = "/inquiries/261009-01/"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def card(town: Town) -> ItemVersion:
    return make_item(town.civil_affairs, "残疾人证办理受理", code="CL01", promised_limit=7, situations=("新办", "换领"))


@pytest.fixture
def inquiry(town: Town) -> Inquiry:
    """周乙石 called about the certificate; 何谷雨 took it."""
    person = make_person(town.centre, "周乙石", phone="13800000000")
    return make_inquiry(town.actor(town.he), at=CAME, person=person, matter="想办残疾证", channel=Channel.PHONE)


def handed_over(town: Town, inquiry: Inquiry) -> Handover:
    return handovers.hand_over(
        inquiry=inquiry,
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="邓白露给您回电",
        by=town.actor(town.he),
        at=CAME,
    )


def ruling_asked(town: Town, inquiry: Inquiry) -> Ruling:
    return rulings.ask_ruling(
        inquiry=inquiry, question="要不要重新评残", words="我去请示", by=town.actor(town.he), at=CAME
    )


def promised(town: Town, inquiry: Inquiry) -> Promise:
    return make_promise(
        inquiry=inquiry,
        reason="系统检修",
        promised_for=date(2026, 10, 14),
        words="10月14日前办好",
        means=ToldBy.PHONE,
        by=town.actor(town.he),
        at=CAME,
    )


def outcomes(answer_: HttpResponse) -> dict[str, str]:
    """Each outcome with the reason why it may not be chosen; empty when it may."""
    radios = re.findall(r'<input type="radio" name="outcome" value="(\w+)"([^>]*)>', answer_.content.decode())
    return {value: (re.search(r'data-why="([^"]*)"', rest) or ["", ""])[1] for value, rest in radios}


def test_f2_open_inquiry_offers_all_outcomes_to_its_first_responder(town: Town, inquiry: Inquiry) -> None:
    shown = client_of(town.he).get(PAGE)

    daily = ["answered", "to_case", "handed_over", "ruling_asked", "promised"]
    assert outcomes(shown) == dict.fromkeys([*daily, "clarifying", "declined", "unresolved", "not_possible"], "")
    assert chain(shown) == ["首问负责人，现在负责：何谷雨　1号 综合受理窗口", "今天 17:30 前：答复 周*石"]


def test_f3_somebody_else_may_not_settle_it_and_is_told_who_may(town: Town, inquiry: Inquiry) -> None:
    client = client_of(town.deng)

    shown = client.get(PAGE)
    sent = client.post(PAGE, {"outcome": "answered", "words": "说了", "told": "1"})

    assert outcomes(shown) == {}
    assert "这件首问不在你手上 请现在负责的人办，或由他转给你" in text(shown)
    assert sent.status_code == 422
    assert Inquiry.objects.get().state == "open"


def test_masked_only_and_the_full_data_behind_a_reason(town: Town, inquiry: Inquiry) -> None:
    html = client_of(town.he).get(PAGE).content.decode()

    assert "周乙石" not in html
    assert "13800000000" not in html
    assert "138****0000" in html
    assert f'href="/people/{inquiry.person_id}/open/" data-dialog' in html


def test_leaders_see_the_masks_without_the_button(town: Town, inquiry: Inquiry) -> None:
    html = client_of(make_staff(town.centre, "马立秋", roles=[Role.LEADER])).get(PAGE).content.decode()

    assert "138****0000" in html
    assert "看完整信息" not in html


def test_an_inquiry_of_another_centre_is_not_there(inquiry: Inquiry) -> None:
    stranger = client_of(make_town("elsewhere", town="别处镇").he)

    assert stranger.get(PAGE).status_code == 404
    assert stranger.post(PAGE, {"outcome": "answered", "words": "说了", "told": "1"}).status_code == 404
    assert stranger.post(f"{PAGE}accept/").status_code == 404


def test_f5_answered_from_its_page(town: Town, inquiry: Inquiry) -> None:
    client = client_of(town.he)

    sent = client.post(PAGE, {"outcome": "answered", "words": "要带的都说了", "told": "1"})

    inquiry.refresh_from_db()
    assert (sent.status_code, sent["Location"]) == (302, PAGE)
    assert (inquiry.state, inquiry.words_told, inquiry.told_by_means) == ("answered", "要带的都说了", "phone")
    shown = client.get(PAGE)
    assert "问 261009-01 已答复 周*石，登记完了" in text(shown)
    assert chain(shown)[-1] == "已答复：周*石"
    assert outcomes(shown) == {}


def test_f4_without_the_tick_it_is_not_ended(town: Town, inquiry: Inquiry) -> None:
    sent = client_of(town.he).post(PAGE, {"outcome": "answered", "words": "要带的都说了"})

    assert sent.status_code == 422
    assert "还没记下已告知：说完按 F8 打勾" in text(sent)
    assert ">要带的都说了</textarea>" in sent.content.decode()
    assert Inquiry.objects.get().state == "open"


def test_f5_accepted_as_a_case_with_an_item_named_on_the_page(town: Town, inquiry: Inquiry, card: ItemVersion) -> None:
    client = client_of(town.he)
    options = re.findall(r'<option value="(\d+)"[^>]*>([^<]+)</option>', client.get(PAGE).content.decode())
    assert (str(card.item_id), "残疾人证办理受理") == options[0]

    sent = client.post(
        PAGE,
        {
            "outcome": "to_case",
            "item": card.item_id,
            "situation": card.situations.get(name="换领").pk,
            "words": "今天受理了",
            "told": "1",
        },
    )

    assert sent["Location"] == "/cases/26-00001/"
    assert "办 26-00001" in text(client.get(PAGE))


def test_f6_the_receiver_accepts_and_answers_the_first_responder_stays_first(town: Town, inquiry: Inquiry) -> None:
    handed_over(town, inquiry)
    deng = client_of(town.deng)

    shown = deng.get(PAGE)
    assert "转给你的，等你接收 剩 23 分 对本人说的是：邓白露给您回电 到时不接收就退回 何谷雨" in text(shown)
    assert chain(shown) == [
        "首问负责人，一直不变：何谷雨　1号 综合受理窗口",
        "等接收：邓白露　4号 民政残联窗口",
        "今天 17:30 前：答复 周*石",
    ]
    sent = deng.post(f"{PAGE}accept/")

    inquiry.refresh_from_db()
    assert (sent["Location"], inquiry.state, inquiry.holder_id) == (PAGE, "with_receiver", town.deng.pk)
    assert inquiry.first_responder_id == town.he.pk
    assert chain(deng.get(PAGE))[1] == "接收，现在负责：邓白露　4号 民政残联窗口"
    assert set(outcomes(deng.get(PAGE)).values()) == {""}


def test_f6_the_sender_sees_that_it_waits_and_may_not_accept(town: Town, inquiry: Inquiry) -> None:
    handed_over(town, inquiry)
    he = client_of(town.he)

    assert "已转 4号 民政残联窗口 邓白露，等接收" in text(he.get(PAGE))
    sent = he.post(f"{PAGE}accept/")
    assert sent.status_code == 422
    assert "这件不是转给你窗口的" in sent.content.decode()
    assert Handover.objects.get().state == "waiting"


def test_f6_given_back_with_a_reason_it_is_the_first_responders_again(town: Town, inquiry: Inquiry) -> None:
    handed_over(town, inquiry)
    deng = client_of(town.deng)

    refused = deng.post(f"{PAGE}return/", {"reason": " "})
    sent = deng.post(f"{PAGE}return/", {"reason": "归卫健窗口"})

    assert refused.status_code == 422
    assert "还没有写为什么退回" in refused.content.decode()
    assert sent["Location"] == "/handovers/"
    assert "问 261009-01 已退回首问负责人 何谷雨" in text(deng.get("/handovers/"))
    shown = client_of(town.he).get(PAGE)
    assert chain(shown)[1] == "退回，写明了理由：邓白露　4号 民政残联窗口"
    assert "10:47 归卫健窗口" in text(shown)
    assert "4号 民政残联窗口 邓白露 退回了转交 归卫健窗口 可以再转一家。再被退回，就由管理办公室裁定" in text(shown)
    assert "answered" in outcomes(shown)


def test_f6_settling_a_settled_handover_is_a_lost_race(town: Town, inquiry: Inquiry) -> None:
    handed_over(town, inquiry)
    deng = client_of(town.deng)
    deng.post(f"{PAGE}accept/")

    again = deng.post(f"{PAGE}accept/")

    assert again.status_code == 409
    assert "这件转交已经接收或退回了" in again.content.decode()


def test_f6_the_slip_is_issued_once_then_printed_again(town: Town, inquiry: Inquiry) -> None:
    handed_over(town, inquiry)
    he = client_of(town.he)
    assert "出具转办单" in text(he.get(PAGE))

    sent = he.post(f"{PAGE}slip/")

    slip = Paper.objects.get()
    assert sent["Location"] == f"{PAGE}?print={slip.pk}"
    shown = he.get(PAGE)
    assert f'href="/papers/{slip.pk}/pdf"' in shown.content.decode()
    assert "出具转办单" not in text(shown).replace("出具转办单 二坪便转", "")
    assert he.post(f"{PAGE}slip/").status_code == 422
    assert Paper.objects.count() == 1


def test_f6_the_slip_opens_as_pdf(town: Town, inquiry: Inquiry) -> None:
    handed_over(town, inquiry)
    he = client_of(town.he)
    he.post(f"{PAGE}slip/")

    file = he.get(f"/papers/{Paper.objects.get().pk}/pdf")

    assert file["Content-Type"] == "application/pdf"
    assert b"".join(file.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]


def test_f6_scanning_the_slip_opens_the_inquiry_at_the_receiving_window(town: Town, inquiry: Inquiry) -> None:
    slip = content_of(issue_slip(handover=handed_over(town, inquiry), by=town.actor(town.he), at=NOW))
    assert slip.qr is not None

    found = client_of(town.deng).post("/find/", {"q": slip.qr.address})

    assert (slip.qr.address.rpartition("/inquiries/")[2], found["Location"]) == ("261009-01/", PAGE)


def test_n2_the_notice_is_printed_from_the_page_in_the_situation_chosen(town: Town, card: ItemVersion) -> None:
    make_inquiry(town.actor(town.he), at=CAME, person=make_person(town.centre), item_id=card.item_id)
    he, situation = client_of(town.he), card.situations.get(name="换领")

    sent = he.post(f"{PAGE}notice/", {"situation": situation.pk})

    notice = OneTimeNotice.objects.get()
    assert (notice.situation_id, notice.means) == (situation.pk, ToldBy.PRINT)
    assert sent["Location"] == f"{PAGE}?print={notice.paper_id}"
    assert "残疾人证办理受理 指南第1版（换领） 给了纸质单子，10-09 10:47 何谷雨" in text(he.get(PAGE))
    file = he.get(f"/papers/{notice.paper_id}/pdf")
    assert b"".join(file.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]


def test_n2_without_an_item_there_is_no_notice(town: Town, inquiry: Inquiry) -> None:
    sent = client_of(town.he).post(f"{PAGE}notice/")

    assert sent.status_code == 422
    assert "先选办什么事，再出告知单" in sent.content.decode()
    assert Paper.objects.count() == 0


def test_f7_the_office_answers_and_the_first_responder_tells_it(town: Town, inquiry: Inquiry) -> None:
    ruling_asked(town, inquiry)
    office, he = client_of(town.office), client_of(town.he)
    assert "等管理办公室答复 余 2 天 管理办公室 10月12日 周一前答复 ；何谷雨 10月13日 周二前告知本人 。" in text(
        he.get(PAGE)
    )

    sent = office.post("/rulings/26-0001/", {"answer": "不用重新评残", "reason": "证没过期"})

    assert sent["Location"] == "/rulings/"
    assert "请 26-0001 已答复，请 何谷雨 告知本人" in text(office.get("/rulings/"))
    shown = he.get(PAGE)
    assert "答复：不用重新评残 理由：证没过期" in text(shown)
    assert outcomes(shown)["ruling_asked"] == "这件首问现在是“已有裁定，待告知本人”，不能这样办。刷新看看"
    assert outcomes(shown)["answered"] == ""
    assert '"answered": {"on_site": "\\u95ee\\u6e05\\u695a\\u4e86' in shown.content.decode()
    he.post(PAGE, {"outcome": "answered", "words": "不用重新评残", "told": "1"})
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.words_told) == ("answered", "不用重新评残")


def test_f7_only_the_office_sees_the_form_and_both_fields_are_needed(town: Town, inquiry: Inquiry) -> None:
    ruling_asked(town, inquiry)
    office, he = client_of(town.office), client_of(town.he)

    assert 'name="answer"' not in he.get("/rulings/26-0001/").content.decode()
    assert he.post("/rulings/26-0001/", {"answer": "不用", "reason": "证没过期"}).status_code == 422
    sent = office.post("/rulings/26-0001/", {"answer": "不用重新评残", "reason": " "})
    assert sent.status_code == 422
    assert "还没有写理由" in text(sent)
    assert "还没有写答复 理由 还没有写理由" in text(office.post("/rulings/26-0001/", {}))
    assert ">不用重新评残</textarea>" in sent.content.decode()
    assert Ruling.objects.get().answered_at is None
    assert office.get("/rulings/26-0009/").status_code == 404


def test_p3b_the_promise_is_kept_on_the_page_of_its_inquiry(town: Town, inquiry: Inquiry) -> None:
    promised(town, inquiry)
    he = client_of(town.he)
    assert f'<a href="{PAGE}">问 261009-01</a>' in he.get("/promises/26-0001/").content.decode()
    assert "诺 26-0001 10月14日 周三前办好。原因：系统检修" in text(he.get(PAGE))

    unticked = he.post("/promises/26-0001/", {"words": "办好了"})
    sent = he.post("/promises/26-0001/", {"words": "办好了，请来领", "told": "1"})

    inquiry.refresh_from_db()
    assert unticked.status_code == 422
    assert (sent["Location"], inquiry.state, inquiry.words_told) == (PAGE, "answered", "办好了，请来领")
    assert Promise.objects.get().kept_at == NOW
    assert he.post("/promises/26-0001/", {"words": "再办", "told": "1"}).status_code == 422


def test_p3b_somebody_else_cannot_keep_it(town: Town, inquiry: Inquiry) -> None:
    promised(town, inquiry)
    deng = client_of(town.deng)

    assert "兑现承诺" not in text(deng.get(PAGE))
    assert deng.post("/promises/26-0001/", {"words": "办好了", "told": "1"}).status_code == 422
    assert Promise.objects.get().kept_at is None


def test_f9_what_happened_is_told_from_the_journal_newest_first(town: Town, inquiry: Inquiry) -> None:
    handovers.accept_handover(handover=handed_over(town, inquiry), by=town.actor(town.deng), at=CAME)
    answer(inquiry=inquiry, words="说清了", means=ToldBy.PHONE, by=town.actor(town.deng), at=NOW)

    html = client_of(town.he).get(PAGE).content.decode()
    events = re.findall(r'<span class="who-did">(.*?)</span>.*?<span class="what">(.*?)</span></li>', html)

    assert events == [
        ("邓白露", "答复本人，电话里说了：说清了"),
        ("邓白露", "4号 民政残联窗口 接收"),
        ("何谷雨", "转交 4号 民政残联窗口，对本人说：邓白露给您回电"),
        ("何谷雨", "来电，登记首问"),
    ]


def test_the_page_costs_the_same_with_one_event_and_with_many(town: Town, inquiry: Inquiry, card: ItemVersion) -> None:
    he = client_of(town.he)
    he.get(PAGE)
    few = _queries(he, PAGE)
    for _ in range(6):
        handed_over(town, inquiry)
        handovers.return_unaccepted(centre_id=town.centre.pk, at=civil(2026, 10, 9, 11, 30))
        inquiry.refresh_from_db()

    assert _queries(he, PAGE) == few


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)
