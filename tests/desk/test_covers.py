"""代班（AB岗）: the card on my day and the list to hand over."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.desk.referral_scene import NOW
from tests.factories import Town, civil, client_of, make_case, make_inquiry, make_person, make_staff, make_town

from shouwen import civil_time
from shouwen.people.enums import Role
from shouwen.people.models import Cover

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def cover(town: Town) -> Cover:
    """何谷雨 stands in for 邓白露 this afternoon, and already now."""
    return Cover.objects.create(
        centre=town.centre,
        absent=town.deng,
        by=town.he,
        from_at=civil(2026, 10, 9, 9),
        to_at=civil(2026, 10, 9, 17, 30),
        reason="去区里培训",
    )


def plain(html: str) -> str:
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


def test_f3_the_card_says_for_whom_when_and_how_much(town: Town, cover: Cover) -> None:
    Cover.objects.create(
        centre=town.centre,
        absent=town.he,
        by=make_staff(town.centre, "周小满", window=town.general),
        from_at=civil(2026, 9, 1, 9),
        to_at=civil(2026, 9, 1, 17),
        reason="体检",
    )
    make_inquiry(town.actor(town.deng), at=civil(2026, 10, 9, 9))
    make_case(town.actor(town.deng), town.house, at=civil(2026, 10, 8))

    card = client_of(town.he).get("/").content.decode().partition('aria-label="代班"')[2]
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", card.partition("</section>")[0]))

    assert "09:00–17:30 代 邓白露 4号 民政残联窗口" in said
    assert "去区里培训。手上 2 件，今天到期 1 件，已排进左边" in said
    assert "你的B岗：周小满" in said
    assert f'href="/covers/{cover.pk}/"' in card


def test_f3_the_list_has_everything_open_of_the_absent_colleague(town: Town, cover: Cover) -> None:
    make_inquiry(town.actor(town.deng), at=civil(2026, 10, 9, 9), person=make_person(town.centre, "李丙火"))
    make_case(town.actor(town.deng), town.house, at=civil(2026, 10, 8))
    make_case(town.actor(town.he), town.house, at=civil(2026, 10, 8))

    said = plain(client_of(town.he).get(f"/covers/{cover.pk}/").content.decode())

    assert "交接单 邓白露 4号 民政残联窗口 → 何谷雨 代 09:00–17:30，去区里培训" in said
    assert "答复 李*火：" in said
    assert "共 2 件" in said


def test_f3_only_the_two_and_the_office_read_it(town: Town, cover: Cover) -> None:
    path = f"/covers/{cover.pk}/"
    other = make_staff(town.centre, "罗霜降", window=town.general)
    panel = make_staff(town.centre, "田冬至", roles=[Role.ASSESSMENT_PANEL])

    codes = [client_of(one).get(path).status_code for one in (town.he, town.deng, town.office, other, panel)]

    assert codes == [200, 200, 200, 403, 403]
    assert client_of(make_town("elsewhere", town="别处镇").he).get(path).status_code == 404


def test_one_row_and_thirty_cost_the_same_queries(town: Town, cover: Cover) -> None:
    client, by = client_of(town.he), town.actor(town.deng)
    make_inquiry(by, at=civil(2026, 10, 9, 9))
    paths = ("/", f"/covers/{cover.pk}/")
    counts = []
    for _ in range(2):
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            counts.append(len(captured))
        for _more in range(29):
            make_inquiry(by, at=civil(2026, 10, 9, 9), person=make_person(town.centre))

    assert counts[:2] == counts[2:]
