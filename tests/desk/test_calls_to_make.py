"""要打的电话 on the desk: *my day* leads there, the number is opened for who calls, what came of it is kept."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from tests.factories import Town, client_of, make_person, make_town
from tests.telling.scene import NOW, extended, owed_call

from shouwen import civil_time
from shouwen.telling import calls
from shouwen.telling.models import CallToMake

pytestmark = pytest.mark.django_db
PAGE = "/calls-to-make/26-0001/"


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW + timedelta(minutes=20))
    settings.SMS_URL, settings.SMTP_URL = "http://127.0.0.1:9/send", ""
    return make_town()


def page_of(town: Town, address: str = PAGE, *, staff: str = "deng") -> str:
    return client_of(getattr(town, staff)).get(address).content.decode()


def test_p3c_my_day_leads_to_the_call_that_is_owed(town: Town) -> None:
    owed_call(town)
    day = page_of(town, "/")
    assert 'href="/calls-to-make/26-0001/"' in day
    assert "告知延期办理（办 26-00001）" in day
    assert "首问 1" in day
    assert "calls-to-make/26-0001" not in page_of(town, "/", staff="he")


def test_the_list_shows_masked_people_and_why_they_are_called(town: Town) -> None:
    owed_call(town)
    page = page_of(town, "/calls-to-make/")
    assert all(
        words in page for words in ("电 26-0001", "陈*木", "023****8901", "登记的不是手机号，收不到短信", "邓白露")
    )
    assert "02345678901" not in page
    assert "没有这样的电话" in page_of(town, "/calls-to-make/?state=reached")


def test_the_list_takes_as_many_queries_for_thirty_rows_as_for_one(town: Town) -> None:
    client, counts = client_of(town.deng), []
    for count in (1, 30):
        for number in range(CallToMake.objects.count(), count):
            owed_call(town, purpose=f"p{number}")
        with CaptureQueriesContext(connection) as caught:
            client.get("/calls-to-make/")
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_p3c_the_number_is_opened_the_words_are_read_and_the_call_is_settled(town: Town) -> None:
    owed_call(town)
    client = client_of(town.deng)
    before = client.get(PAGE).content.decode()
    assert "改到 10月26日 周一前办结" in before
    assert "023 4567 8901" not in before
    assert client.post(f"{PAGE}open/")["Location"] == PAGE
    assert "023 4567 8901" in client.get(PAGE).content.decode()
    assert "023 4567 8901" not in page_of(town, staff="he")
    answer = client.post(f"{PAGE}reached/", {"means": "phone", "said": "照着念了，本人说知道了"})
    assert answer["Location"] == "/calls-to-make/"
    call = CallToMake.objects.get()
    assert (call.state, call.settled_by_id, calls.said_of(call)) == ("reached", town.deng.pk, "照着念了，本人说知道了")
    after = client.get(PAGE).content.decode()
    assert "电话里说的（邓白露，11:07）" in after
    assert "023 4567 8901" not in after


def test_p3c_the_key_that_opened_the_number_records_nothing_on_the_next_page(town: Town) -> None:
    owed_call(town)
    client = client_of(town.deng)
    assert 'data-key="Alt+1"' in client.get(PAGE).content.decode()
    client.post(f"{PAGE}open/")
    page = client.get(PAGE).content.decode()
    assert 'data-key="Alt+1"' not in page
    assert (
        " autofocus" not in page.partition('<section class="card" aria-label="打电话">')[2].partition("</section>")[0]
    )
    assert re.search(r'name="said"[^>]*value=', page) is None
    assert re.search(r'name="usual"[^>]*checked', page) is None
    keyed = re.findall(r'<button[^>]*data-key="Ctrl\+Enter"[^>]*>.*?记下(告知到了|没打通)', page)
    assert keyed == ["告知到了"]
    assert client.post(f"{PAGE}reached/", {"means": "phone", "said": ""}).status_code == 422
    client.post(f"{PAGE}reached/", {"means": "phone", "said": "", "usual": "照着念了，本人说知道了"})
    assert calls.said_of(CallToMake.objects.get()) == "照着念了，本人说知道了"


def test_what_is_read_out_begins_with_a_greeting(town: Town) -> None:
    owed_call(town)
    page = page_of(town)
    assert "<p>您好，这里是二坪镇便民服务中心。" in page
    assert "<p>【" not in page


def test_a_try_that_reached_nobody_is_written_down(town: Town) -> None:
    owed_call(town)
    client = client_of(town.deng)
    client.post(f"{PAGE}open/")
    assert client.post(f"{PAGE}not-reached/", {"words": "关机", "other": ""})["Location"] == "/calls-to-make/"
    assert "打过 1 次没接通" in client.get("/calls-to-make/").content.decode()
    assert "没打通：关机" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("step", "data", "words"),
    [
        ("reached", {"means": "pigeon", "said": "说了"}, "还没有选怎样告知到的"),
        ("reached", {"means": "phone", "said": " "}, "写一下说了什么，或本人怎么说"),
        ("not-reached", {"words": "关机"}, "先打开号码打一次，再记结果"),
        ("give-up", {"other": "找不到"}, "隔开打满 3 次没接通才能停下，现在算 0 次"),
    ],
)
def test_what_is_missing_is_said_on_the_page(town: Town, step: str, data: dict[str, str], words: str) -> None:
    owed_call(town)
    answer = client_of(town.deng).post(f"{PAGE}{step}/", data)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert CallToMake.objects.get().state == "owed"


def test_somebody_without_a_phone_is_told_in_another_way_on_the_page(town: Town) -> None:
    owed_call(town, phone="")
    client = client_of(town.deng)
    page = client.get(PAGE).content.decode()
    assert "没有登记电话" in page
    assert "打开号码" not in page
    client.post(f"{PAGE}reached/", {"means": "relayed", "said": "村支书带到了"})
    assert CallToMake.objects.get().means == "relayed"


def test_a_call_of_another_centre_is_not_found(town: Town) -> None:
    other = make_town("other", town="三坪镇")
    extended(other, make_person(other.centre, phone=""))
    assert client_of(town.deng).get(PAGE).status_code == 404
