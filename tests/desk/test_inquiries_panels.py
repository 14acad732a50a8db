"""What an inquiry waits for, on its page: a department, a superior, a second pair of eyes, the office."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.desk.referral_scene import (
    NOW,
    PAGE,
    call,
    chain,
    clarifying,
    department,
    errors,
    first_responders,
    not_got_done,
    outside,
    proposed,
    refused_twice,
    ruled,
    text,
    to_window,
)
from tests.factories import Town, civil, client_of, make_staff, make_town

from shouwen import civil_time
from shouwen.inquiries.declines import agree_decline
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import Clarification, Decline, Handover, Inquiry, Ruling, UnresolvedMatter
from shouwen.papers.models import Paper
from shouwen.people.models import Cover
from shouwen.promises.actions import make_promise
from shouwen.promises.models import Promise

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def he(town: Town) -> Client:
    return client_of(town.he)


@pytest.fixture
def office(town: Town) -> Client:
    return client_of(town.office)


def test_f6_what_a_department_said_on_the_telephone_is_noted_with_the_name(town: Town, he: Client) -> None:
    outside(town, call(town), department(town))
    shown = he.get(PAGE)
    assert "已转 区残联，等接收 余 1 天" in text(shown)
    assert chain(shown)[1] == "等接收：区残联"

    unnamed = he.post(f"{PAGE}outside/accept/", {"name": " "})
    sent = he.post(f"{PAGE}outside/accept/", {"name": "刘科"})

    assert (unnamed.status_code, errors(unnamed)) == (422, {"outside_name": "还没有写那边答复的是谁"})
    assert sent["Location"] == PAGE
    assert Handover.objects.get().settled_by == "刘科"
    shown = he.get(PAGE)
    assert chain(shown)[1] == "接收：区残联"
    assert "区残联 刘科 接收，打电话问到的" in text(shown)
    assert first_responders(shown) == {"何谷雨"}


def test_f6_a_department_that_refuses_says_why_and_who_and_both_are_asked_at_once(town: Town, he: Client) -> None:
    outside(town, call(town), department(town))

    empty = he.post(f"{PAGE}outside/return/", {})
    he.post(f"{PAGE}outside/return/", {"name": "刘科", "reason": "不属于残联职责"})

    assert errors(empty) == {"outside_name": "还没有写那边答复的是谁", "outside_reason": "还没有写为什么退回"}
    assert Inquiry.objects.get().state == "open"
    assert "区残联 刘科 退回了转交 不属于残联职责" in text(he.get(PAGE))


def test_f6_somebody_else_sees_the_department_but_notes_nothing(town: Town) -> None:
    outside(town, call(town), department(town))
    deng = client_of(town.deng)

    assert "记下已接收" not in text(deng.get(PAGE))
    assert deng.post(f"{PAGE}outside/accept/", {"name": "刘科"}).status_code == 422
    assert Handover.objects.get().state == "waiting"


def test_f6_the_code_for_the_phone_says_where_to_go_and_who_stays_responsible(town: Town, he: Client) -> None:
    to_window(town, call(town))

    shown = he.get(f"{PAGE}slip/qr/")

    assert 'aria-label="转到哪里的二维码"' in shown.content.decode()
    assert "转到 4号 民政残联窗口：请本人扫一扫" in shown.content.decode()


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", "还没有写为什么退回"),
        ("  ", "还没有写为什么退回"),
        ("不归民政，" * 41, "退回理由最多 200 字"),
        ("<b>不归", ""),
    ],
    ids=["empty", "blank", "205 letters", "fits"],
)
def test_f6_a_window_that_gives_back_says_why_and_keeps_what_it_typed(town: Town, reason: str, words: str) -> None:
    to_window(town, call(town))

    answer = client_of(town.deng).post(f"{PAGE}return/", {"reason": reason})

    if not words:
        assert (answer["Location"], Handover.objects.get().return_reason) == ("/handovers/", reason)
        return
    html = answer.content.decode()
    assert (answer.status_code, errors(answer)) == (422, {"back_reason": words})
    assert f'id="id_back_reason" name="reason" maxlength="200" autocomplete="off" value="{reason}"' in html
    assert 'aria-invalid="true" aria-describedby="id_back_reason-error"' in html
    assert "转给你的，等你接收" in text(answer)
    assert (Handover.objects.get().state, Inquiry.objects.get().state) == ("waiting", "handed_over")


def test_f6_who_is_not_the_receiver_is_told_so_and_not_asked_for_a_reason(town: Town, he: Client) -> None:
    to_window(town, call(town))

    for reason in ("", "不归我们"):
        answer = he.post(f"{PAGE}return/", {"reason": reason})
        assert (answer.status_code, errors(answer)) == (422, {})
        assert "这件不是转给你窗口的" in text(answer)

    assert Handover.objects.get().state == "waiting"


def test_f7_after_two_refusals_the_office_names_who_handles_it_and_the_first_responder_stays(
    town: Town, he: Client, office: Client
) -> None:
    inquiry = call(town)
    refused_twice(town, inquiry)
    other = make_staff(town.centre, "罗霜降", window=town.general)
    shown = office.get("/rulings/26-0001/")
    assert "1. 4号 民政残联窗口（邓白露）：这项归卫健窗口" in text(shown)
    assert "被退回两次，等管理办公室裁定归谁办" in text(he.get(PAGE))

    empty = office.post("/rulings/26-0001/", {})
    to = f"{town.general.pk}-{other.pk}"
    sent = office.post("/rulings/26-0001/", {"to": to, "answer": "归1号窗口办", "reason": "综合窗口受理全部事项"})

    assert errors(empty) == {"to": "先选归谁办", "answer": "还没有写答复", "reason": "还没有写理由"}
    assert sent["Location"] == "/rulings/"
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.holder_id, inquiry.first_responder_id) == ("with_receiver", other.pk, town.he.pk)
    for reader in (town.he, other, town.office):
        assert first_responders(client_of(reader).get(PAGE)) == {"何谷雨"}
    assert "按 请 26-0001 由 1号 综合受理窗口 罗霜降 办" in text(he.get(PAGE))
    refused_again = client_of(other).post(
        PAGE, {"outcome": "handed_over", "to": f"{town.civil_affairs.pk}-{town.deng.pk}", "words": "转", "told": "1"}
    )
    assert "管理办公室已裁定由你办，不能再转" in text(refused_again)


def test_f7_the_office_may_leave_it_with_the_first_responder_or_give_it_to_a_department(
    town: Town, office: Client
) -> None:
    refused_twice(town, call(town))
    to = department(town)

    office.post("/rulings/26-0001/", {"to": f"d{to.pk}", "answer": "归区残联", "reason": "三定方案"})

    assert (Inquiry.objects.get().state, Handover.objects.latest("pk").to_department_id) == ("handed_over", to.pk)


def test_n3_a_superiors_answer_is_kept_and_then_told(town: Town, he: Client) -> None:
    clarifying(town, call(town))
    assert he.get("/clarifications/26-0001/")["Location"] == PAGE
    assert "何谷雨 在问 区民政局 余 3 天 问的是：外省低保能不能直接转" in text(he.get(PAGE))

    empty = he.post(f"{PAGE}clarified/", {})
    he.post(f"{PAGE}clarified/", {"answer": "不能，迁入后重新申请", "source": "10月9日电话"})
    shown = he.get(PAGE)

    assert errors(empty) == {"answer": "还没有写上级怎么答复的"}
    assert "答复：不能，迁入后重新申请 依据：10月9日电话" in text(shown)
    assert chain(shown)[1] == "上级已答复：区民政局"
    he.post(PAGE, {"outcome": "answered", "words": "问清楚了：不能", "told": "1"})
    row = Clarification.objects.get()
    assert (row.inquiry.state, row.told_at) == ("answered", NOW)


def test_f4_nobody_declines_alone_and_the_paper_comes_with_the_telling(town: Town, he: Client, office: Client) -> None:
    proposed(town, call(town, "想办采矿证"))
    assert "何谷雨 提出不予受理，等复核" in text(he.get(PAGE))
    assert he.post(f"{PAGE}decline/agree/", {}).status_code == 422
    shown = office.get(PAGE)
    assert "请你复核" in text(shown)
    assert "不属于本机关职权 为什么 采矿许可由市里审批 依据 矿产资源法 第十六条" in text(shown)

    office.post(f"{PAGE}decline/agree/", {"words": ""})
    untold = he.post(f"{PAGE}decline/tell/", {"words": ""})
    told = he.post(f"{PAGE}decline/tell/", {"words": "这件不能受理", "told": "1"})

    assert errors(untold) == {"tell_words": "还没有写怎样告知本人的", "tell_told": "还没记下已告知：说完按 F8 打勾"}
    paper = Paper.objects.get()
    assert (paper.kind, told["Location"]) == ("decline_notice", f"{PAGE}?print={paper.pk}")
    assert Inquiry.objects.get().state == "declined"
    assert chain(he.get(PAGE))[-1] == "不予受理，已告知：周*石"


def test_f4_a_decline_sent_back_says_why_and_is_worked_on(town: Town, he: Client, office: Client) -> None:
    proposed(town, call(town))

    silent = office.post(f"{PAGE}decline/send-back/", {})
    office.post(f"{PAGE}decline/send-back/", {"words": "先查是不是砂石备案"})

    assert errors(silent) == {"check_words": "还没有写为什么不同意"}
    assert Decline.objects.get().state == "sent_back"
    assert "周立夏 不同意不予受理，退回接着办 先查是不是砂石备案" in text(he.get(PAGE))


def test_f4_what_cannot_be_got_done_ends_with_a_result_that_was_told(town: Town, he: Client, office: Client) -> None:
    not_got_done(town, call(town))
    assert he.get("/unresolved/26-0001/")["Location"] == PAGE
    assert "难 26-0001 办不成事，周立夏 在办" in text(he.get(PAGE))
    assert he.post(PAGE, {"outcome": "answered", "words": "办不了", "told": "1"}).status_code == 422

    empty = office.post(f"{PAGE}unresolved/", {})
    said = {"was_resolved": "yes", "result": "省里改好了", "words": "改好了，来领卡", "told": "1"}
    office.post(f"{PAGE}unresolved/", said)

    assert sorted(errors(empty)) == ["result", "result_told", "result_words", "was_resolved"]
    matter = UnresolvedMatter.objects.get()
    assert (matter.was_resolved, matter.result, matter.inquiry.state) == (True, "省里改好了", "answered")
    assert first_responders(he.get(PAGE)) == {"何谷雨"}


@pytest.mark.parametrize(
    "path", ["outside/accept/", "clarified/", "decline/agree/", "decline/tell/", "unresolved/", "slip/qr/"]
)
def test_a_step_that_is_over_is_said_to_be_over(town: Town, he: Client, path: str) -> None:
    call(town)
    answer_ = he.get(PAGE + path) if path == "slip/qr/" else he.post(PAGE + path, {"name": "刘科"})

    assert answer_.status_code == 409
    assert "刷新看看" in answer_.content.decode()


def test_every_step_is_closed_to_another_centre(town: Town) -> None:
    outside(town, call(town), department(town))
    stranger = client_of(make_town("elsewhere", town="别处镇").he)

    for path in ("outside/accept/", "outside/return/", "clarified/", "decline/agree/", "decline/tell/", "unresolved/"):
        assert stranger.post(PAGE + path, {"name": "刘科"}).status_code == 404
    assert stranger.get("/rulings/26-0001/").status_code == 404


def test_f7_the_office_stops_suggesting_a_ruling(town: Town, he: Client, office: Client) -> None:
    ruled(town, "原址翻建要不要先拆", "不用先拆")
    assert "以后登记相近的事，会提示这件裁定" in text(he.get("/rulings/26-0001/"))
    assert he.post("/rulings/26-0001/stop/").status_code == 422

    sent = office.post("/rulings/26-0001/stop/")

    assert sent["Location"] == "/rulings/26-0001/"
    assert "10月9日起不再提示，还能查到" in text(he.get("/rulings/26-0001/"))
    assert Ruling.objects.get().suggested_until == NOW


def test_f3_b_for_a_stands_in_the_history(town: Town) -> None:
    outside(town, call(town), department(town))
    Cover.objects.create(
        centre=town.centre,
        absent=town.he,
        by=town.deng,
        from_at=civil(2026, 10, 9, 9),
        to_at=civil(2026, 10, 9, 17, 30),
        reason="去区里培训",
    )

    client_of(town.deng).post(f"{PAGE}outside/accept/", {"name": "刘科"})

    shown = text(client_of(town.he).get(PAGE))
    assert "邓白露 代 何谷雨 首问负责制 五（二） 区残联 刘科 接收，打电话问到的" in shown, shown[shown.index("经过") :]


def test_f4_an_agreed_decline_is_taken_back_from_the_page_while_nobody_was_told(town: Town, he: Client) -> None:
    agree_decline(decline=proposed(town, call(town)), by=town.actor(town.office), at=NOW)
    assert "收回，接着办" in text(he.get(PAGE))
    assert "收回，接着办" not in text(client_of(town.deng).get(PAGE))

    empty = he.post(f"{PAGE}decline/take-back/", {"reason": " "})
    sent = he.post(f"{PAGE}decline/take-back/", {"reason": "区里说镇里可以收"})

    assert (empty.status_code, errors(empty)) == (422, {"take_back": "还没有写为什么收回"})
    assert sent["Location"] == PAGE
    assert Inquiry.objects.get().state == "open"
    shown = text(he.get(PAGE))
    assert "何谷雨 收回了不予受理，接着办 区里说镇里可以收" in shown
    assert "告知以前收回不予受理，接着办：区里说镇里可以收" in shown


def test_p3b_who_applies_on_the_promised_day_is_accepted_from_the_page(town: Town, he: Client) -> None:
    make_promise(
        inquiry=call(town), reason="证卡用完了", promised_for=date(2026, 10, 13), words="13日前办好", means=ToldBy.PHONE,
        by=town.actor(town.he), at=NOW,
    )  # fmt: skip
    shown = he.get(PAGE)
    assert "兑现承诺" in text(shown)
    assert "本人来申请了：受理为办件，承诺同时兑现" in text(shown)
    form = {"outcome": "to_case", "item": str(town.house.item_id), "words": "收下了", "told": "1"}

    sent = he.post(PAGE, form)

    assert sent.status_code == 302
    assert Inquiry.objects.get().state == "to_case"
    assert Promise.objects.get().kept_at is not None
    assert "承诺兑现（诺 26-0001），转为办件 办 26-00001" in text(he.get(PAGE))


def test_f4_the_page_of_who_was_ruled_responsible_asks_what_is_new_before_the_office_hears_again(town: Town) -> None:
    ruling = refused_twice(town, call(town))
    office, deng = client_of(town.office), client_of(town.deng)
    to = f"{town.civil_affairs.pk}-{town.deng.pk}"
    office.post("/rulings/26-0001/", {"to": to, "answer": "归4号窗口", "reason": "职责"})
    assert 'id="id_new_fact"' not in client_of(town.he).get(PAGE).content.decode()
    asks = {"outcome": "ruling_asked", "question": "还归我吗", "words": "我去问", "told": "1"}

    without = deng.post(PAGE, asks)
    sent = deng.post(PAGE, {**asks, "new_fact": "户口昨天迁走了"})

    assert without.status_code == 422
    assert errors(without)["new_fact"] == "管理办公室已裁定由你办，同一件事不能再请示"
    assert "有裁定时不知道的新情况，写明了再请示；没有就接着办" in text(without)
    assert sent["Location"] == PAGE
    shown = text(office.get("/rulings/26-0002/"))
    assert "新情况 户口昨天迁走了 这件裁定过由 邓白露 办，又来请示" in shown
    assert Ruling.objects.exclude(pk=ruling.pk).get().new_fact == "户口昨天迁走了"
