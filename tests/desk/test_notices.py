"""给我的消息: seen by the one they are for, until read a number stands in the header."""

from __future__ import annotations

import pytest
from tests.factories import Town, civil, client_of, make_inquiry, make_town

from shouwen import civil_time
from shouwen.messages.actions import write
from shouwen.messages.enums import MessageChannel

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)
MARK = '<a class="b sm note" href="/notices/">'


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    return make_town()


def test_a_notice_is_seen_by_its_receiver_until_read(town: Town) -> None:
    inquiry = make_inquiry(town.actor(town.he), at=NOW)
    write(
        purpose="returned.1",
        channel=MessageChannel.DESK,
        words="县住建委退回了，原因是不归他们管",
        subject_kind="inquiry",
        subject_id=inquiry.pk,
        number=inquiry.number,
        staff_id=town.he.pk,
        by=town.actor(town.office),
        at=NOW,
    )
    he, deng = client_of(town.he), client_of(town.deng)
    html = he.get("/help/").content.decode()
    assert MARK in html
    assert '消息 <b class="num">1</b>' in html
    assert MARK not in deng.get("/help/").content.decode()
    page = he.get("/notices/").content.decode()
    assert "县住建委退回了，原因是不归他们管" in page
    assert 'href="/inquiries/261009-01/"' in page
    assert "没有给你的消息" in deng.get("/notices/").content.decode()
    assert deng.post("/notices/").status_code == 302
    assert MARK in he.get("/help/").content.decode()
    he.post("/notices/")
    assert MARK not in he.get("/help/").content.decode()
    assert "没看过" not in he.get("/notices/").content.decode()
