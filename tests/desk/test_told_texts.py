"""告知用语 and 怎样告知 on the desk: written with a preview, refused at the place; asked in a dialog, kept for the person."""

from __future__ import annotations

import re

import pytest
from tests.factories import Town, civil, client_of, make_case, make_inquiry, make_person, make_town

from shouwen import civil_time
from shouwen.telling.models import Preference, TemplateText
from shouwen.telling.shipped import BY_CODE, SHIPPED

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
PAGE = "/settings/texts/promise_kept/"
OWN = "【{中心}】您的事（{编号}）：{结果}。"


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    return make_town()


def test_the_list_shows_every_purpose_with_example_values(town: Town) -> None:
    page = client_of(town.he).get("/settings/texts/").content.decode()
    assert all(template.title in page for template in SHIPPED)
    assert "答应您的事（办 26-01873）：路灯已经修好" in page
    assert "{结果}" not in page


def test_p3b_the_office_writes_its_own_words_and_the_old_ones_stay_readable(town: Town) -> None:
    client = client_of(town.office)
    sent = {"words": OWN, "essential": "yes", "reason": "短一点", "seen": "0"}
    assert client.post(PAGE, sent)["Location"] == "/settings/texts/"
    row = TemplateText.objects.get()
    assert (row.words, row.number, row.reason, row.written_by_id) == (OWN, 1, "短一点", town.office.pk)
    page = client.get(PAGE).content.decode()
    assert "第 1 版" in page
    assert "周立夏 10:00 · 短一点" in page
    assert BY_CODE["promise_kept"].words in client.get(f"{PAGE}?from=0").content.decode()
    assert "周立夏 10:00 改的" in client.get("/settings/texts/").content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"words": "【{中心}】办好了。"}, "少了 {结果}，这是必须告诉本人的"),
        ({"words": OWN + "{结果"}, "花括号没有成对"),
        ({"seen": "7"}, "别人刚刚改过这一条"),
    ],
)
def test_words_that_do_not_fit_are_refused_and_stay_on_the_page(
    town: Town, changes: dict[str, str], words: str
) -> None:
    sent = {"words": OWN, "essential": "yes", "reason": "", "seen": "0", **changes}
    answer = client_of(town.office).post(PAGE, sent)
    page = answer.content.decode()
    assert (answer.status_code, words in page, sent["words"] in page) == (422, True, True)
    assert TemplateText.objects.count() == 0


def test_the_preview_counts_the_parts_while_one_writes(town: Town) -> None:
    client = client_of(town.office)
    answer = client.post(f"{PAGE}preview/", {"words": OWN, "essential": "yes"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "【二坪镇便民服务中心】您的事（办 26-01873）：路灯已经修好。" in page
    assert '<b class="num">34</b> 字，按 <b class="num">1</b> 条算' in page
    wrong = client.post(f"{PAGE}preview/", {"words": "x", "essential": "yes"}, headers={"HX-Request": "true"})
    assert (wrong.status_code, "少了 {结果}" in wrong.content.decode()) == (422, True)


def test_who_may_not_write_reads(town: Town) -> None:
    client = client_of(town.he)
    assert "<textarea" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"words": OWN, "essential": "yes", "seen": "0"}).status_code == 422
    assert client.get("/settings/texts/unknown/").status_code == 404


def test_how_a_person_wants_to_be_told_is_asked_from_their_case(town: Town) -> None:
    case = make_case(town.actor(town.he), town.house, at=AT)
    client, address = client_of(town.he), f"/people/{case.person_id}/telling/"
    assert f'href="{address}" data-dialog' in client.get(f"/cases/{case.number[2:]}/").content.decode()
    asked = client.get(
        address, headers={"HX-Request": "true", "Referer": f"http://testserver/cases/{case.number[2:]}/"}
    )
    assert f'name="back" value="/cases/{case.number[2:]}/"' in asked.content.decode()
    sent = {"wish": "email", "email": "chen@mail.example", "opted_out": "1", "back": f"/cases/{case.number[2:]}/"}
    assert client.post(address, sent)["Location"] == f"/cases/{case.number[2:]}/"
    row = Preference.objects.get()
    assert (row.wish, row.email_masked, row.opted_out, row.changed_by_id) == (
        "email",
        "c***@mail.example",
        True,
        town.he.pk,
    )
    again = client.get(address).content.decode()
    assert "记的是 c***@mail.example" in again
    assert "chen@" not in again


def test_the_page_of_an_inquiry_asks_too_and_sends_nobody_elsewhere(town: Town) -> None:
    person = make_person(town.centre)
    inquiry = make_inquiry(town.actor(town.he), at=AT, person=person)
    client, address = client_of(town.he), f"/people/{person.pk}/telling/"
    assert address in client.get(f"/inquiries/{inquiry.number[2:]}/").content.decode()
    assert client.post(address, {"wish": "call", "back": "https://elsewhere.example/x"})["Location"] == "/"
    assert client.post(address, {"wish": "pigeon"}).status_code == 422
    assert client.post(address, {"wish": "email", "email": "x"}).status_code == 422


def test_a_person_of_another_centre_is_not_found(town: Town) -> None:
    person = make_person(make_town("other", town="三坪镇").centre)
    assert client_of(town.he).get(f"/people/{person.pk}/telling/").status_code == 404


def test_the_article_of_a_text_opens_its_clause(town: Town) -> None:
    client = client_of(town.office)
    chips = {}
    for template in SHIPPED:
        page = client.get(f"/settings/texts/{template.code}/").content.decode()
        found = re.search(r'<a class="clause" href="([^"]+)" data-pop aria-haspopup="dialog">([^<]+)</a>', page)
        if found:
            chips[template.article] = client.get(found[1]).status_code
        assert (found is not None) == ("制度 " in template.article), template.code
        assert template.article in page
    assert len(chips) == 5 and set(chips.values()) == {200}
