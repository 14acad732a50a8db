"""打电话核实 on the page: what was answered with the code of a slip is an open entry until the department was called."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.desk.referral_scene import NOW, PAGE, call, chain, department, errors, outside, text
from tests.factories import Town, client_of, make_town

from shouwen import civil_time
from shouwen.inquiries.handovers import accept_outside, at_department, handover_code, refuse_outside
from shouwen.inquiries.models import Handover

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


def answered_by_slip(town: Town, *, reason: str = "") -> Handover:
    """By somebody who holds the slip of 区残联."""
    handover = outside(town, call(town), department(town))
    by = at_department(handover)
    if reason:
        refuse_outside(handover=handover, name="刘科", reason=reason, by=by, at=NOW)
    else:
        accept_outside(handover=handover, name="刘科", by=by, at=NOW)
    return handover


def test_f6_an_answer_by_the_slip_is_an_open_entry_until_the_department_was_called(town: Town, he: Client) -> None:
    answered_by_slip(town)

    today, shown = text(he.get("/")), he.get(PAGE)
    assert "核实转交" in today
    assert "区残联在网上接收了，打电话核实" in today
    assert "区残联在网上接收了，打电话核实 未核实" in text(shown)
    assert "刘科（未核实）" in text(shown)
    assert 'value="answered" data-key="Alt+1" data-button="当场答复" disabled' in shown.content.decode()
    unnamed = he.post(f"{PAGE}outside/confirm/", {"called": ""})
    sent = he.post(f"{PAGE}outside/confirm/", {"called": "王主任"})

    assert (unnamed.status_code, errors(unnamed)) == (422, {"called": "还没有写打电话问的是谁"})
    assert sent["Location"] == PAGE
    shown = he.get(PAGE)
    assert "刘科（何谷雨 打电话问 王主任，核实了）" in text(shown)
    assert "打电话问了 区残联 王主任：是他们接收的" in text(shown)
    assert "核实转交" not in text(he.get("/"))


def test_f6_a_refusal_by_the_slip_says_unchecked_in_the_box_and_denied_it_waits_again(town: Town, he: Client) -> None:
    handover = answered_by_slip(town, reason="归派出所")

    shown = he.get(PAGE)
    assert "区残联 刘科 退回了转交（未核实） 归派出所 先打电话核实。核实以前，不算对方退回。" in text(shown)
    assert "归派出所（未核实）" in text(shown)
    sent = he.post(f"{PAGE}outside/refute/", {"called": "王主任"}, follow=True)

    assert "那次答复不算，重新等 区残联 接收。旧单子上的码作废了，请出新的转办单" in sent.content.decode()
    shown = he.get(PAGE)
    assert chain(shown)[1:3] == ["对方没有答复过：区残联", "等接收：区残联"]
    assert "刘科 的答复不算，何谷雨 打电话问了 王主任" in text(shown)
    old = Client().get(f"/h/{handover_code(handover)}/").content.decode()
    assert "这张单子不能再用" in old
    again = he.post(f"{PAGE}outside/confirm/", {"called": "王主任"})
    assert (again.status_code, "这个答复已经核实过了" in again.content.decode()) == (409, True)


def test_f6_a_colleague_reads_that_it_is_unchecked_but_does_not_check_it(town: Town) -> None:
    answered_by_slip(town)
    deng = client_of(town.deng)

    shown = deng.get(PAGE).content.decode()
    refused_ = deng.post(f"{PAGE}outside/confirm/", {"called": "王主任"})

    assert ("打电话核实" in shown, 'name="called"' in shown) == (True, False)
    assert (refused_.status_code, Handover.objects.get().answer_check) == (422, "waiting")
