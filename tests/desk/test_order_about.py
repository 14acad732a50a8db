"""发督办 on a number: it must be one of the centre's, and the order is tied to it; the pages of matters lead there (T1)."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories import civil, client_of, make_case, make_inquiry
from tests.supervision.scene import Scene, make_scene

from shouwen import civil_time
from shouwen.supervision.models import SupervisionOrder

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 16, 10)


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    return make_scene()


def issued(scene: Scene, matter: str) -> SupervisionOrder | None:
    answer = client_of(scene.town.office).post(
        "/supervision/new/", {"matter": matter, "words": "今天说清楚", "to": scene.town.he.pk}
    )
    return SupervisionOrder.objects.order_by("-pk").first() if answer.status_code == 302 else None


@pytest.mark.parametrize(
    "number", ["办 99-99999", "任99-9999 路灯", "问 991009-12 和 办 26-00001", "诉 ２６－０００９"]
)
def test_t1_a_number_that_the_centre_doesnt_have_is_refused(scene: Scene, number: str) -> None:
    scene.owe(1)
    page = client_of(scene.town.office).post(
        "/supervision/new/", {"matter": number, "words": "今天说清楚", "to": scene.town.he.pk}
    )
    assert (page.status_code, SupervisionOrder.objects.count()) == (422, 0)
    refusal = page.context["refusal"]
    assert (refusal.code, refusal.message[:6], refusal.message[-6:]) == ("matter_unknown", "“什么事”里", "没有这个编号")


@pytest.mark.parametrize(
    ("matter", "words"),
    [("办 26-00001", "农村宅基地建房审批"), ("办26-00001 拖了两周", "办26-00001 拖了两周")],
)
def test_t1_an_order_on_a_known_number_is_tied_to_its_matter(scene: Scene, matter: str, words: str) -> None:
    clock = scene.owe(1)
    order = issued(scene, matter)
    assert order is not None
    assert (order.clock, order.about_number, order.matter) == (clock, "办 26-00001", words)
    assert client_of(scene.town.office).get("/supervision/26-0001/").context["page"].about_url == "/cases/26-00001/"


def test_t1_what_is_no_number_of_ours_stays_words(scene: Scene) -> None:
    order = issued(scene, "停电 26-27 日的预案，电话 023-4567")
    assert order is not None
    assert (order.clock, order.about_number) == (None, "")


def test_t1_who_issues_orders_finds_the_way_on_the_page_of_the_matter(scene: Scene) -> None:
    town = scene.town
    case = make_case(town.actor(town.he), town.house, at=AT)
    inquiry = make_inquiry(town.actor(town.he), at=AT)

    def links(client: Client) -> list[bool]:
        found = []
        for path, clock_id in (
            (f"/cases/{case.number.removeprefix('办 ')}/", case.clock_id),
            (f"/inquiries/{inquiry.number.removeprefix('问 ')}/", None),
        ):
            page = client.get(path).content.decode()
            found.append(f'"/supervision/new/?clock={clock_id or ""}' in page)
        return found

    assert links(client_of(town.office)) == [True, True]
    assert links(client_of(town.he)) == [False, False]
    assert issued(scene, case.number) is not None
    assert "督 26-0001 督办中" in client_of(town.office).get(f"/cases/{case.number[2:]}/").content.decode()
