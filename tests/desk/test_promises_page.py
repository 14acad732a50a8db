"""承诺、改期 and 现在办不了 on the desk (服务承诺制度 第三条)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from tests.desk.referral_scene import text
from tests.factories import Town, civil, client_of, make_inquiry, make_person, make_town
from tests.promises.scene import promised

from shouwen import civil_time
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import NotPossible
from shouwen.inquiries.not_possible import note_not_possible
from shouwen.promises.models import Circumstance, Promise

pytestmark = pytest.mark.django_db
PAGE = "/promises/26-0001/"
MOVE = {
    "to": "2026-10-21",
    "category": "superior",
    "reason": "区里的新办法下周才下发",
    "words": "要等区里的新办法",
    "means": "phone",
}
WHY = {"category": "funds", "reason": "今年危房改造指标9月已经用完，明年3月开始报下一批"}


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set what time it is."""
    return lambda moment: monkeypatch.setattr(civil_time, "now", lambda: moment)


@pytest.fixture
def town() -> Town:
    """The town."""
    return make_town()


@pytest.fixture
def he(town: Town) -> Client:
    """何谷雨's browser."""
    return client_of(town.he)


def test_p3b_the_page_says_why_by_when_and_how_it_is_reckoned(
    town: Town, he: Client, at: Callable[[datetime], None]
) -> None:
    promised(town)
    at(civil(2026, 10, 9, 11))
    said = text(he.get(PAGE))
    assert "原因 条件暂不具备 系统检修 答应哪天 10月16日 周五前" in said
    assert "时限怎么算的" in he.get(PAGE).content.decode()
    assert he.get("/promises/26-0009/").status_code == 404


def test_p3c_the_day_is_moved_on_the_page_once(town: Town, he: Client, at: Callable[[datetime], None]) -> None:
    promised(town)
    at(civil(2026, 10, 15, 9))
    empty = he.post(f"{PAGE}move/", {})
    assert empty.status_code == 422
    assert all(
        words in text(empty) for words in ("先选改到哪一天", "先选是哪一类原因", "还没有写为什么", "先选怎样告诉本人的")
    )
    assert he.post(f"{PAGE}move/", MOVE)["Location"] == PAGE
    assert Promise.objects.get().promised_for == date(2026, 10, 21)
    said = text(he.get(PAGE))
    assert "特殊情况 10月16日改到 10月21日 周三 等上级政策 区里的新办法下周才下发 对他说：要等区里的新办法" in said
    assert "这件已经改过一次期，答应的是 10月21日，不能再改。按时兑现" in said
    again = he.post(f"{PAGE}move/", {**MOVE, "to": "2026-10-23"})
    assert (again.status_code, Circumstance.objects.count()) == (422, 1)
    assert "等上级政策：区里" not in text(he.get("/promises/"))
    assert "（由 10月16日 周五改的）" in text(he.get("/promises/"))


def test_p3c_after_the_day_the_page_says_the_way_out(town: Town, he: Client, at: Callable[[datetime], None]) -> None:
    promised(town)
    at(civil(2026, 10, 19, 9))
    assert "答应的时间 10月16日已经过了，特殊情况要在这以前告诉本人。尽快办好兑现" in text(he.get(PAGE))
    refused = he.post(f"{PAGE}move/", MOVE)
    assert (refused.status_code, Circumstance.objects.count()) == (422, 0)
    assert "超期如实记着，不能用改期补" in text(refused)


def test_p3c_circumstances_are_told_without_moving_the_day(
    town: Town, he: Client, at: Callable[[datetime], None]
) -> None:
    promised(town)
    at(civil(2026, 10, 15, 9))
    given = {key: value for key, value in MOVE.items() if key != "to"}
    assert he.post(f"{PAGE}circumstances/", given).status_code == 302
    row = Circumstance.objects.get()
    assert (row.moved_to, row.category, Promise.objects.get().promised_for) == (None, "superior", date(2026, 10, 16))


def test_p3d_a_promise_is_given_up_on_its_page(town: Town, he: Client, at: Callable[[datetime], None]) -> None:
    promised(town)
    at(civil(2026, 10, 15, 9))
    short = he.post(f"{PAGE}give-up/", {**MOVE, **WHY, "reason": "没钱"})
    assert (short.status_code, "理由太短，至少 10 个字" in text(short)) == (422, True)
    assert he.post(f"{PAGE}give-up/", {**MOVE, **WHY}).status_code == 302
    assert Promise.objects.get().given_up_at == civil(2026, 10, 15, 9)
    assert f"办不了 10-15 09:00 {WHY['reason']}" in text(he.get(PAGE))


def test_p3b_somebody_elses_promise_shows_no_form_and_isnt_moved(town: Town, at: Callable[[datetime], None]) -> None:
    promised(town)
    at(civil(2026, 10, 15, 9))
    deng = client_of(town.deng)
    assert "要改日期" not in text(deng.get(PAGE))
    assert (deng.post(f"{PAGE}move/", MOVE).status_code, Circumstance.objects.count()) == (422, 0)


def test_p3d_the_office_checks_and_says_when_it_can_be_done(
    town: Town, he: Client, at: Callable[[datetime], None]
) -> None:
    by = town.actor(town.he)
    moment = civil(2026, 10, 9, 10)
    inquiry = make_inquiry(by, at=moment, person=make_person(town.centre, at=moment))
    said: dict[str, Any] = {"words": "今年指标用完了", "means": ToldBy.IN_PERSON}
    note_not_possible(inquiry=inquiry, **WHY, **said, by=by, at=moment)
    at(civil(2026, 10, 12, 9))
    page = f"/inquiries/{inquiry.number.removeprefix('问 ')}/"
    office, steps = client_of(town.office), f"{page}not-possible/"
    assert "现在办不了，资金" in text(he.get(page))
    assert (he.post(f"{steps}check/", {"is_clear": "yes"}).status_code, office.get(page).status_code) == (422, 200)
    assert office.post(f"{steps}check/", {"is_clear": "no"}).status_code == 422
    assert office.post(f"{steps}check/", {"is_clear": "no", "words": "没说明年怎么报"}).status_code == 302
    explained = {"reason": "明年3月由村里报名，带房屋鉴定来报", "words": "明年3月村里报名", "means": "phone"}
    assert he.post(f"{steps}explain/", explained).status_code == 302
    assert office.post(f"{steps}possible/", {"words": "区里追加了5个指标"}).status_code == 302
    book = "/registers/not-possible/"
    assert inquiry.number in text(office.get(f"{book}?state=to_tell"))
    assert he.post(f"{steps}tell/", {"means": "phone"}).status_code == 302
    assert inquiry.number not in text(office.get(f"{book}?state=to_tell"))
    assert inquiry.number in text(office.get(f"{book}?state=funds"))
    assert inquiry.number not in text(office.get(f"{book}?state=policy"))
    row = NotPossible.objects.get()
    assert (row.is_clear, row.clearer, row.told_again_by_id) == (False, explained["reason"], town.he.pk)
    shown = text(he.get(page))
    assert "理由没讲透：没说明年怎么报" in shown
    assert "现在能办了：区里追加了5个指标" in shown


def test_p3b_the_register_of_promises_is_filed(town: Town, he: Client, at: Callable[[datetime], None]) -> None:
    promised(town)
    at(civil(2026, 10, 15, 9))
    he.post(f"{PAGE}move/", MOVE)
    office = client_of(town.office)
    said = text(office.get("/registers/promises/?state=moved"))
    assert "诺 26-0001" in said
    assert "由 10月16日改，10月15日 电话里说了：区里的新办法下周才下发" in said
    assert "诺 26-0001" not in text(office.get("/registers/promises/?state=kept"))
    filed = office.get("/registers/promises/file.xlsx")
    assert b"".join(filed.streaming_content)[:4] == b"PK\x03\x04"  # type: ignore[attr-defined]


def test_p3c_circumstances_of_an_inquiry_are_told_on_its_page(
    town: Town, he: Client, at: Callable[[datetime], None]
) -> None:
    inquiry = make_inquiry(town.actor(town.he), at=civil(2026, 10, 9, 10))
    page = f"/inquiries/{inquiry.number.removeprefix('问 ')}/"
    at(civil(2026, 10, 9, 11))
    assert "特殊情况要多等，先告诉本人" in text(he.get(page))
    assert "特殊情况要多等" not in text(client_of(town.deng).get(page))
    given = {key: value for key, value in MOVE.items() if key != "to"}
    short = he.post(f"{page}circumstances/", {**given, "words": ""})
    assert (short.status_code, "还没有写怎样告知本人的" in text(short)) == (422, True)
    assert he.post(f"{page}circumstances/", given)["Location"] == page
    assert Circumstance.objects.get().inquiry_id == inquiry.pk
    at(civil(2026, 10, 9, 18))
    assert he.post(f"{page}circumstances/", given).status_code == 422
