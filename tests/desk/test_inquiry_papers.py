"""文书 on the page of an inquiry: voided and delivered from there by who may."""

from __future__ import annotations

import pytest
from tests.desk.referral_scene import CAME, NOW, PAGE, text
from tests.factories import Town, client_of, make_inquiry, make_item, make_person, make_town

from shouwen import civil_time
from shouwen.catalogue.models import ItemVersion
from shouwen.papers.models import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def card(town: Town) -> ItemVersion:
    return make_item(town.civil_affairs, "残疾人证办理受理", code="CL01", promised_limit=7, situations=("新办", "换领"))


def test_n2_a_paper_of_the_page_is_voided_from_there_by_who_may_and_says_so(town: Town, card: ItemVersion) -> None:
    make_inquiry(town.actor(town.he), at=CAME, person=make_person(town.centre), item_id=card.item_id)
    he = client_of(town.he)
    he.post(f"{PAGE}notice/", {"situation": card.situations.get(name="换领").pk})
    paper = Paper.objects.get()
    void = f'href="/papers/{paper.pk}/void/"'
    mine, deng = he.get(PAGE).content.decode(), client_of(town.deng).get(PAGE).content.decode()

    sent = he.post(f"/papers/{paper.pk}/void/", {"reason": "情形选错了"})

    assert (void in mine, void in deng) == (True, False)
    assert "作废：自己当天出的、还没送达的才能自己作废；别的请管理办公室作废，写明原因。" in deng
    assert sent["Location"] == PAGE
    shown = he.get(PAGE)
    assert "10月9日 10:47 何谷雨作废：情形选错了" in text(shown)
    assert void not in shown.content.decode()
