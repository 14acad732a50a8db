"""社会监督 (服务承诺制度 第一、二条): what the public page says of a month and of a year."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Barrier, Thread
from time import sleep
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.factories import Town, civil, client_of, make_centre, make_town
from tests.oversight.scene import AUGUST, SEPTEMBER, put_figures

from shouwen.indicators.definitions import PROMISES
from shouwen.indicators.models import Amendment, Snapshot
from shouwen.oversight import kept, views

pytestmark = pytest.mark.django_db
PAGE = "/public/supervision/"


@pytest.fixture
def town() -> Town:
    town = make_town()
    put_figures(town.centre)
    return town


def read(path: str = PAGE) -> str:
    return Client().get(path).content.decode()


def words(html: str) -> str:
    """The text of a page, tags away, spaces as one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def row_of(html: str, promise: str) -> str:
    found = next(row for row in re.findall(r"<tr>.*?</tr>", html, re.DOTALL) if promise in row)
    return words(found).strip()


@pytest.mark.usefixtures("town")
def test_p2_each_promise_stands_with_its_measure_target_and_complaints() -> None:
    page = read()
    assert "2026年9月 截至 9月30日，10月13日封存" in words(page).replace("\u3000", " ")
    assert row_of(page, PROMISES[0]) == f"一 {PROMISES[0]} 登记到答复（中位数） 2 分钟 10 分钟内 达到 6／0"
    # 405 of 412: 98.3 %. Complaints 12, upheld 7: 5 weren't.
    assert row_of(page, PROMISES[1]) == f"二 {PROMISES[1]} 按时办结率 98.3% 98% 以上 达到 12／7"
    assert row_of(page, PROMISES[2]) == f"三 {PROMISES[2]} 文书作废、重复补正 少于5 件 0 件 未达到 0／0"
    assert row_of(page, PROMISES[6]) == f"七 {PROMISES[6]} 被查实或被通报 少于5 起 0 起 未达到 0／0"
    assert row_of(page, PROMISES[7]) == f"八 {PROMISES[7]} 投诉没按期答复 0 件 0 件 达到 0／0"
    assert page.count('role="img" aria-label="7月 ') == 8


@pytest.mark.usefixtures("town")
def test_p1_headlines_say_both_numbers() -> None:
    top = words(read().partition('<dl class="kp">')[2].partition("</dl>")[0])
    assert "98.3 % 412 件中 405 件" in top
    # 444 / 618 = 71.84.
    assert "71.8 % 618 次中 444 次" in top
    # 56 / 63 = 88.89.
    assert "88.9 % 63 件中 56 件" in top
    assert "14 件 最长 5 天，都告知了理由" in top
    assert "7 件 收到 18 件，都按期答复" in top


@pytest.mark.usefixtures("town")
def test_p1_a_free_word_in_the_address_makes_no_page_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    make = views.supervision_of
    monkeypatch.setattr(views, "supervision_of", lambda *given, **more: made.append(given) or make(*given, **more))
    for word in range(4):
        read(f"{PAGE}?month=2026-09&year={word}&{word}={word}")
    assert len(made) == 1
    assert Client().get(f"{PAGE}?year=２０２６").status_code == 404


@pytest.mark.usefixtures("town")
def test_p1_two_who_ask_at_once_get_the_page_that_one_made() -> None:
    made, both = [], Barrier(2)

    def make() -> bytes:
        made.append(1)
        sleep(0.2)
        return b"page"

    def ask() -> None:
        both.wait()
        kept._page("one", lambda: "state", make, "text/html")

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


@pytest.mark.usefixtures("town")
def test_p1_ratings_without_levels_say_which_is_too_small() -> None:
    row = Snapshot.objects.get(month=SEPTEMBER)
    # 26 ratings, of which all but two are of the best: no way to take levels together leaves none small.
    row.figures["ratings"] = {"n": 26, "by": {"5": 24, "4": 2, "3": 0, "2": 0, "1": 0}}
    row.figures["satisfaction"] = {"n": 26, "of": 26}
    row.save()
    assert "有一档少于5次，不分档" in read()


@pytest.mark.usefixtures("town")
def test_p1_all_answered_is_said_only_when_every_complaint_of_the_month_is() -> None:
    # None is late yet, and two of the eighteen wait for their answer.
    row = Snapshot.objects.get(month=SEPTEMBER)
    row.figures["complaints_unanswered"] = {"n": 2}
    row.save()
    top = words(read().partition('<dl class="kp">')[2].partition("</dl>")[0])
    assert "7 件 收到 18 件" in top
    assert "都按期答复" not in top


@pytest.mark.usefixtures("town")
def test_p1_a_correction_of_the_parts_alone_is_said_too() -> None:
    # One rating was of another level: 121, 40, 16 and 9 where 121, 41, 15 and 9 were sealed; 186 all the same.
    august = Snapshot.objects.get(month=AUGUST)
    before = august.figures["ratings"]
    after = {**before, "by": {**before["by"], "4": 40, "3": 16}}
    Amendment.objects.create(
        centre=august.centre,
        snapshot=august,
        key="ratings",
        sequence=1,
        before=before,
        after=after,
        noted_at=civil(2026, 9, 21, 2),
    )
    page = words(read(f"{PAGE}?month=2026-08"))
    assert "8月 群众自己评的，满意：原来 41 次，9月21日更正为 40 次" in page
    assert "8月 群众自己评的，基本满意：原来 15 次，9月21日更正为 16 次" in page
    rows = [row for row in figure_rows() if row["key"].partition(".")[0] == "ratings"]
    assert [(row["key"], row["value"], row["revision"]) for row in rows] == [
        *(
            ("ratings", 186, 0),
            ("ratings.5", 121, 0),
            ("ratings.4", 41, 0),
            ("ratings.3", 15, 0),
            ("ratings.2-1", 9, 0),
        ),
        *(
            ("ratings", 186, 1),
            ("ratings.5", 121, 1),
            ("ratings.4", 40, 1),
            ("ratings.3", 16, 1),
            ("ratings.2-1", 9, 1),
        ),
    ]


def figure_rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(Client().get("/public/data/figures.json?month=2026-08").content)["rows"]
    return rows


@pytest.mark.usefixtures("town")
def test_p1_extension_reasons_and_ratings_hold_no_small_group() -> None:
    page = read()
    # 6 + 5 shown; 2 + 1 are too few alone, so the 5 goes with them: 8.
    assert "延期的理由：等现场勘查 6 件，其他 8 件" in page
    assert "等专家评审" not in page
    # 36 days of 14 extensions: 2.57.
    assert "平均延 2.6 个工作日" in words(page)
    # 6 + 3 dissatisfied are one group of 9; 177 of 186 are satisfied: 95.16 %.
    assert "非常满意 121，满意 41，基本满意 15，不满意及以下 9" in page
    assert "满意率 95.2%" in page
    assert "系统默认的 214 次" in page


@pytest.mark.usefixtures("town")
def test_p1_a_correction_stands_with_its_date_beside_what_was_sealed() -> None:
    # 392 / 400 = 98 %, corrected to 388 / 400 = 97 %.
    assert "8月 按时办结率：原来 98.0%，9月20日更正为 97.0%" in words(read(f"{PAGE}?month=2026-08")).replace(
        " 。", "。"
    )
    assert "封存以后的更正" not in read(f"{PAGE}?month=2026-07")
    assert f"{AUGUST.month}月 97.0%" in read()


@pytest.mark.usefixtures("town")
def test_p1_the_year_is_the_sum_of_its_months() -> None:
    page = words(read(f"{PAGE}?year=2026"))
    # 380 + 388 + 405 = 1173 of 1212: 96.78 %.
    assert "96.8 % 1212 件中 1173 件" in page
    # Errors of 2, 2 and 2 are small; September isn't sealed, so they wait.
    assert "至少 3 件 0 件 未达到" in page
    assert "42 件 最长 5 天，都告知了理由" in page


@pytest.mark.usefixtures("town")
def test_months_are_switched_by_links_and_others_are_not_there() -> None:
    switch = re.findall(
        r'<a href="([^"]+)"( aria-current="true")?>', read().partition('class="seg"')[2].partition("</nav>")[0]
    )
    assert switch == [
        (f"{PAGE}?month=2026-08", ""),
        (f"{PAGE}?month=2026-09", ' aria-current="true"'),
        (f"{PAGE}?year=2026", ""),
    ]
    for nowhere in ("?month=2026-10", "?month=2026-9", "?month=0000-01", "?year=2025", "?year=x", "?month=2026-09-01"):
        assert Client().get(PAGE + nowhere).status_code == 404


def test_p1_a_centre_without_figures_still_says_who_is_on_duty_and_how_to_complain() -> None:
    make_town()
    page = words(read())
    assert "还没有算出的数" in page
    assert "023-45670001" in page and "12345" in page
    assert "何谷雨" in page


def test_p1_a_centre_among_several_is_named_in_the_address() -> None:
    make_centre("one")
    make_centre("two", town="三坪镇")
    assert re.findall(r'href="(/public/[^"]+)"', read()) == ["/public/one/supervision/", "/public/two/supervision/"]
    page = read("/public/two/supervision/")
    assert "三坪镇便民服务中心" in page
    assert 'href="/public/two/regimes/"' in page and 'href="/ask/two/"' in page
    assert Client().get("/public/three/supervision/").status_code == 404


def test_p1_no_person_served_and_no_figure_of_a_member_of_staff_is_on_any_public_page(town: Town) -> None:
    for path in (PAGE, f"{PAGE}?year=2026", "/public/screen/", "/public/data/figures.csv", "/public/data/figures.json"):
        page = read(path)
        for secret in (town.he.work_number, town.he.login, town.he.phone, "500199"):
            assert secret not in page
    # A name stands once, in the list of who is on duty, and beside it no number but the window's.
    page = words(read())
    assert page.count("何谷雨") == 1


def test_p1_the_page_is_small_and_asks_this_server_only(town: Town) -> None:
    page = Client().get(PAGE)
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
    html = page.content.decode()
    used = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    assert len(used) == 7
    sizes = {}
    for address in used:
        found = finders.find(address.removeprefix("/static/"))
        assert isinstance(found, str)
        sizes[address] = Path(found).stat().st_size
    without_charts = len(page.content) + sum(size for name, size in sizes.items() if "echarts" not in name)
    assert without_charts < 300_000
    assert not re.search(r'(?:href|src)="(?:https?:)?//', html)
    assert "<style" not in html and " style=" not in html and "<script>" not in html


def test_p1_the_same_page_is_sent_again_by_its_etag(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Client()
    first = browser.get(PAGE)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    with django_assert_num_queries(0):
        again = browser.get(PAGE, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    packed = browser.get(PAGE, headers={"Accept-Encoding": "gzip"})
    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(packed.content) == first.content
    # Once the two seconds are over, the state is asked for: the centre, the newest figures, the newest correction.
    monkeypatch.setattr(kept, "FRESH_SECONDS", 0.0)
    with django_assert_num_queries(3):
        assert browser.get(PAGE).content == first.content
    assert browser.post(PAGE).status_code == 405


def test_p1_a_kept_page_is_made_anew_when_the_figures_change(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FRESH_SECONDS", 0.0)
    assert "98.3%" in read()
    row = Snapshot.objects.get(sealed_at=None)
    row.figures["on_time"] = {"n": 400, "of": 412}
    row.computed_at = civil(2026, 10, 9, 10, 50)
    row.save()
    # 400 / 412 = 97.09.
    assert "97.1%" in read()


def test_p1_pages_kept_are_bounded(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    for query in ("", "?month=2026-07", "?month=2026-08", "?month=2026-09", "?month=1999-01"):
        Client().get(PAGE + query)
    assert len(kept._pages) == 2


@pytest.mark.usefixtures("town")
def test_p1_the_screen_of_the_hall_says_the_same_in_large(at: Callable[[datetime], None]) -> None:
    screen = read("/public/screen/")
    said = words(screen)
    assert "98.3 % 412 件中 405 件" in said
    assert all(promise in said for promise in PROMISES)
    assert "10月9日 周五 10:50" in said
    assert "监督电话 023-45670001" in said
    at(civil(2026, 10, 9, 10, 51))
    kept.forget()
    assert "10月9日 周五 10:51" in words(read("/public/screen/"))


def test_p1_the_page_is_one_click_away_from_the_desk_and_from_the_pages_of_the_hall(town: Town) -> None:
    hub = client_of(town.office).get("/registers/").content.decode()
    assert 'href="/public/erping/supervision/"' in hub and 'href="/public/erping/screen/"' in hub
    assert 'href="/public/erping/supervision/"' in read("/ask/")
    assert 'href="/public/erping/supervision/"' in read(f"/g/{town.house.item.code}/")
