"""经过 on the desk's pages: the words as they were said, and a clear mark where a retention rule deleted them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from pytest_django.fixtures import Settings
from tests.cases.scene import conclude, review
from tests.factories import Town, civil, client_of, make_case, make_inquiry, make_item, make_person, make_town

from shouwen import civil_time
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import ToldBy
from shouwen.journal.models import SealedWords
from shouwen.journal.queries import verify
from shouwen.promises.actions import keep_promise, make_promise
from shouwen.telling.actions import tell
from shouwen.telling.calls import note_reached
from shouwen.telling.enums import ReachedBy
from shouwen.telling.queries import call_numbered

pytestmark = pytest.mark.django_db
CAME, NOW = civil(2026, 10, 9, 9, 30), civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    return make_town()


def timeline(town: Town, address: str) -> str:
    html = client_of(town.he).get(address).content.decode()
    return " ".join(
        re.sub(r"<[^>]+>", "", line) for line in re.findall(r'<span class="what">.*?</li>', html, re.DOTALL)
    )


def test_f9_an_inquiry_tells_the_words_until_they_are_deleted(town: Town) -> None:
    by = town.actor(town.he)
    inquiry = make_inquiry(by, at=CAME, person=make_person(town.centre, at=CAME))
    answer(inquiry=inquiry, words="已告诉本人下午来取", means=ToldBy.IN_PERSON, by=by, at=NOW)
    page = f"/inquiries/{inquiry.number[2:]}/"
    assert "答复本人，当面说了：已告诉本人下午来取" in timeline(town, page)

    SealedWords.objects.all().delete()
    assert "答复本人，当面说了：（原话已按规定删除）" in timeline(town, page)
    assert "已告诉本人下午来取" not in timeline(town, page)
    assert verify(town.centre.pk).breaks == []


def test_p3b_a_kept_promise_tells_how_the_person_heard_of_it(town: Town) -> None:
    by = town.actor(town.he)
    inquiry = make_inquiry(by, at=CAME, person=make_person(town.centre, at=CAME))
    promise = make_promise(
        inquiry=inquiry, reason="系统检修", promised_for=date(2026, 10, 14), words="14日前办好", means=ToldBy.IN_PERSON,
        by=by, at=CAME,
    )  # fmt: skip
    keep_promise(promise=promise, words="办好了，请来领", means=ToldBy.PHONE, by=by, at=NOW)
    page = f"/inquiries/{inquiry.number[2:]}/"
    assert "承诺兑现（诺 26-0001），电话里说了：办好了，请来领" in timeline(town, page)


def test_a_case_tells_the_words_until_they_are_deleted(town: Town) -> None:
    by = town.actor(town.he)
    case = make_case(by, make_item(town.general, materials=("申请表",)), at=CAME)
    review(case, by, NOW)
    conclude(case, by, NOW)
    page = f"/cases/{case.number[2:]}/"
    assert "：办好了，证件当面交给本人" in timeline(town, page)

    SealedWords.objects.all().delete()
    assert "：（原话已按规定删除）" in timeline(town, page)
    assert verify(town.centre.pk).breaks == []


def test_t3_a_case_tells_whom_no_message_reached_and_who_called(town: Town, settings: Settings) -> None:
    settings.SMS_URL = settings.SMTP_URL = ""
    by = town.actor(town.he)
    case = make_case(by, town.house, at=CAME)
    told = tell(
        person=case.person,
        template="plain",
        values={"words": "明天上午看现场"},
        subject_kind="case",
        subject_id=case.pk,
        number=case.number,
        purpose="a",
        responsible_id=town.he.pk,
        by=by,
        at=NOW,
    )
    page = f"/cases/{case.number[2:]}/"
    assert "要打电话告知本人（电 26-0001）：这里还没有接短信，发不了" in timeline(town, page)
    call = call_numbered(town.centre.pk, told.call_number[2:])
    assert call is not None
    note_reached(call=call, means=ReachedBy.PHONE, words="他说在家等", by=by, at=NOW)
    assert "告知到了，电话里说的（电 26-0001）：他说在家等" in timeline(town, page)


def test_n2_an_inquiry_tells_what_went_out_by_message(town: Town, settings: Settings) -> None:
    settings.SMS_URL = "http://127.0.0.1:9/send"
    by = town.actor(town.he)
    inquiry = make_inquiry(by, at=CAME, person=make_person(town.centre, at=CAME))
    tell(
        person=inquiry.person,
        template="inquiry_answered",
        values={"answer": "可以办"},
        subject_kind="inquiry",
        subject_id=inquiry.pk,
        number=inquiry.number,
        purpose="a",
        responsible_id=town.he.pk,
        by=by,
        at=NOW,
    )
    assert "短信告知本人：答复咨询" in timeline(town, f"/inquiries/{inquiry.number[2:]}/")
