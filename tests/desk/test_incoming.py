"""网上提问 and 漏接来电 on the desk: lists, claim, call back, import with its dry run. The same queries for 1 row and for 30."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import Town, civil, client_of, make_staff, make_town

from shouwen import civil_time
from shouwen.clocks.models import Clock
from shouwen.inquiries import online
from shouwen.inquiries.enums import CallbackState, Channel
from shouwen.inquiries.models import CallImport, CallRecord, Inquiry, OnlineQuestion
from shouwen.journal.models import Entry
from shouwen.office_files.models import ColumnMatch
from shouwen.office_files.reading import MOST_BYTES
from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
HEADER = "来电时间,主叫号码,分机,接听状态,通话时长\n"
MISSED = "2026-10-09 09:30:00,13800000001,8004,未接,0\n"


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    settings.DATA = tmp_path
    made = make_town()
    made.civil_affairs.phone = "023-45678004"
    made.civil_affairs.save()
    return made


def ask(town: Town, matter: str = "老屋想翻建", phone: str = "13800000000") -> OnlineQuestion:
    return online.ask_online(
        centre_id=town.centre.pk, name="陈甲木", phone=phone, matter=matter, at=AT - timedelta(minutes=10)
    )


def upload(text: str | bytes, name: str = "话单.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode("gbk") if isinstance(text, str) else text)


def bring(town: Town, *lines: str) -> None:
    client = client_of(town.office)
    check = client.post("/calls/import/", {"file": upload(HEADER + "".join(lines))})
    assert client.post(f"{check['Location']}take/").status_code == 302


def queries_of(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_f2_the_list_shows_what_nobody_has_and_one_click_claims_it(town: Town) -> None:
    question = ask(town)
    client = client_of(town.deng)
    page = client.get("/questions/").content.decode()
    assert "剩 20 分" in page
    assert "10:20 归 何谷雨" in page
    Clock.objects.filter(kind="question").update(due_at=civil(2026, 10, 9, 10, 40))
    assert "10:40 归 何谷雨" in client.get("/questions/").content.decode()
    answer = client.post("/questions/26-0001/claim/", follow=True)
    inquiry = Inquiry.objects.get()
    assert answer.redirect_chain == [(f"/inquiries/{inquiry.number.removeprefix('问 ')}/", 302)]
    assert "认领了 网 26-0001，你是首问负责人" in answer.content.decode()
    assert "网 26-0001 网上提问，认领" in answer.content.decode()
    assert (inquiry.first_responder, inquiry.received_at) == (town.deng, question.asked_at)
    assert "13800000000" not in page


def test_f2_the_second_is_told_who_was_faster(town: Town) -> None:
    ask(town)
    client_of(town.deng).post("/questions/26-0001/claim/")
    late = client_of(town.he).post("/questions/26-0001/claim/")
    assert late.status_code == 409
    assert "邓白露接了，看这件" in late.content.decode()
    assert Inquiry.objects.count() == 1
    assert client_of(town.he).get("/questions/26-0001/").status_code == 302


def test_f2_my_day_shows_waiting_questions_to_everybody_who_may_claim(town: Town) -> None:
    for number in range(5):
        ask(town, matter=f"第 {number} 件", phone=f"1380000000{number}")
    leader = make_staff(town.centre, "领导", roles=[Role.LEADER])
    page = client_of(town.deng).get("/").content.decode()
    assert "5 件没人认领" in page
    assert "还有 2 件" in page
    assert page.count('/claim/"') == 3
    # The one on duty finds them among their own debts, too.
    mine = client_of(town.he).get("/").content.decode()
    assert mine.count("10:20 还没人认领就归你") == 5
    assert "没人认领</span>" not in mine
    assert "没人认领" not in client_of(leader).get("/").content.decode()


def test_f2_what_fell_to_the_duty_person_says_so_on_its_page(town: Town) -> None:
    ask(town)
    online.fall_to_duty(centre_id=town.centre.pk, at=AT + timedelta(minutes=21))
    client, inquiry = client_of(town.he), Inquiry.objects.get()
    assert "归了值班" in client.get("/questions/?state=fell").content.decode()
    page = client.get(f"/inquiries/{inquiry.number.removeprefix('问 ')}/").content.decode()
    assert "网 26-0001 到时没人认领，归值班人" in page


def test_the_hub_counts_what_waits(town: Town) -> None:
    ask(town)
    bring(town, MISSED)
    page = client_of(town.office).get("/registers/").content.decode()
    assert re.search(r'href="/questions/\?state=waiting">待认领 <b class="num">1</b>', page)
    assert re.search(r'href="/calls/\?state=owed">待回电 <b class="num">1</b>', page)


def test_f2_who_meets_nobody_is_refused(town: Town) -> None:
    ask(town)
    leader = client_of(make_staff(town.centre, "领导", roles=[Role.LEADER]))
    assert "/claim/" not in leader.get("/questions/").content.decode()
    assert leader.post("/questions/26-0001/claim/").status_code == 422
    assert leader.post("/questions/26-0099/claim/").status_code == 404
    assert Inquiry.objects.count() == 0


@pytest.mark.parametrize("state", ["", "waiting", "claimed", "fell"])
def test_questions_cost_the_same_for_one_and_for_thirty(town: Town, state: str) -> None:
    client, counts = client_of(town.deng), []
    for number in range(30):
        question = ask(town, matter=f"第 {number} 件", phone=f"138000001{number:02d}")
        if number % 2 and state != "waiting":
            online.claim_question(question=question, by=town.actor(town.deng), at=AT)
        if number in (1, 29):
            counts.append(queries_of(client, f"/questions/?state={state}"))
    assert counts[0] == counts[1]


def test_f8_import_shows_first_what_it_would_do(town: Town) -> None:
    client = client_of(town.office)
    content = HEADER + MISSED + "昨天下午,,,,\n2026-10-09 09:40:00,13800000002,8004,已接,61\n"
    answer = client.post("/calls/import/", {"file": upload(content)})
    page = client.get(answer["Location"]).content.decode()
    sums = {words: int(number) for number, words in re.findall(r'<b class="num">(\d+)</b>([^<]+)</li>', page)}
    assert sums == {
        "新的": 2,
        "其中没接到": 1,
        "要回电": 1,
        "欠着的会了结": 0,
        "已有，不重复记": 0,
        "呼出，不管": 0,
        "没收": 1,
    }
    assert "看不出是什么时间：昨天下午" in page
    assert "138****0001" in page
    assert "13800000001" not in page
    assert (CallRecord.objects.count(), CallImport.objects.count()) == (0, 0)
    done = client.post(f"{answer['Location']}take/", follow=True).content.decode()
    assert "导入了 2 条来电" in done
    assert (CallRecord.objects.count(), CallImport.objects.get().refused_rows) == (
        2,
        [{"row": 3, "column": "A 列“来电时间”", "reason": "看不出是什么时间：昨天下午"}],
    )
    # The file is gone: sent again, nothing is imported twice.
    again = client.post(f"{answer['Location']}take/")
    assert again.status_code == 422
    assert "上传的文件已经过期" in again.content.decode()


def test_f8_columns_that_are_put_right_once_are_remembered(town: Town) -> None:
    client = client_of(town.office)
    content = "什么时候,谁,哪台,接没接\n2026-10-09 09:30:00,13800000001,8004,未接\n"
    first = client.post("/calls/import/", {"file": upload(content)})["Location"]
    page = client.get(first).content.decode()
    assert "还没对上：呼叫时间、来电号码、是否接听（或通话时长）" in page
    assert client.post(f"{first}take/").status_code == 200
    assert CallRecord.objects.count() == 0
    half = client.post(f"{first}columns/", {"col_at": "0", "col_phone": "1"})
    assert half.status_code == 422
    assert "看不出哪些来电没接" in half.content.decode()
    right = {"col_at": "0", "col_phone": "1", "col_extension": "2", "col_answered": "3"}
    assert client.post(f"{first}columns/", right).status_code == 302
    match = ColumnMatch.objects.get()
    assert (match.purpose, match.columns, match.matched_by) == (
        "calls",
        {"at": 0, "phone": 1, "extension": 2, "answered": 3},
        town.office,
    )
    second = client.post("/calls/import/", {"file": upload(content, "下一份.csv")})["Location"]
    page = client.get(second).content.decode()
    assert "照上次选的" in page
    assert "导入 1 条" in page
    client.post(f"{second}take/")
    assert CallRecord.objects.get().window == town.civil_affairs
    assert Entry.objects.filter(action="columns.match").count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "这是PDF，不是表格"),
        (b"\x89PNG\r\n\x1a\n....", "这是图片，不是表格"),
        (b"PK\x03\x04nothing", "这个文件不是表格，或者坏了"),
        (b"", "文件是空的"),
        (b"   ", "文件是空的"),
    ],
)
def test_a_disguised_file_is_refused_in_words(town: Town, content: bytes, words: str) -> None:
    answer = client_of(town.office).post("/calls/import/", {"file": upload(content, "话单.xlsx")})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_large_call_file_is_never_laid_down_in_clear_and_one_too_large_is_not_kept(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    spooled: list[str] = []
    lay_down = TemporaryUploadedFile.__init__

    def noting(self: TemporaryUploadedFile, name: str, *args: Any, **named: Any) -> None:
        spooled.append(name)
        lay_down(self, name, *args, **named)

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", noting)
    client, wide = client_of(town.office), MISSED.rstrip() + "," + "备" * 40_000 + "\n"
    answer = client.post("/calls/import/", {"file": upload(HEADER + wide * 40)})
    too_large = client.post("/calls/import/", {"file": upload(b"1,2\n" * (MOST_BYTES // 4 + 1))})
    assert (answer.status_code, too_large.status_code, spooled) == (302, 422, [])
    assert "文件超过 20 MB" in too_large.content.decode()


def test_without_a_file_the_page_says_so(town: Town) -> None:
    answer = client_of(town.office).post("/calls/import/")
    assert (answer.status_code, "还没有选文件" in answer.content.decode()) == (422, True)


def test_a_window_clerk_imports_nothing_and_nobody_reads_anothers_file(town: Town) -> None:
    location = client_of(town.office).post("/calls/import/", {"file": upload(HEADER + MISSED)})["Location"]
    assert client_of(town.deng).get("/calls/import/").status_code == 422
    assert client_of(town.deng).post(f"{location}take/").status_code == 422
    assert "上传的文件已经过期" in client_of(town.he).get(location).content.decode()
    assert CallRecord.objects.count() == 0


def test_f8_the_number_is_masked_until_it_is_opened_to_call_back(town: Town) -> None:
    bring(town, MISSED)
    client = client_of(town.deng)
    for address in ("/", "/calls/", "/calls/26-0001/", "/calls/?state=all"):
        page = client.get(address).content.decode()
        assert ("138****0001" in page, "13800000001" in page) == (True, False)
    opened = client.post("/calls/26-0001/open/", follow=True).content.decode()
    assert "138 0000 0001" in opened
    assert "138 0000 0001" in client.get("/calls/26-0001/").content.decode()
    assert "138 0000 0001" not in client_of(town.he).get("/calls/26-0001/").content.decode()
    assert Entry.objects.filter(action="call.open").count() == 1


def test_f8_reached_leads_into_the_register_page_and_settles_it(town: Town) -> None:
    bring(town, MISSED)
    client = client_of(town.deng)
    assert 'value="13800000001"' not in client.get("/inquiries/new/?call=26-0001").content.decode()
    client.post("/calls/26-0001/open/")
    page = client.get("/inquiries/new/?call=26-0001").content.decode()
    assert 'value="13800000001"' in page
    assert re.search(r'name="channel" value="phone" checked', page)
    started = re.search(r'name="started" value="([^"]+)"', page)
    assert started is not None
    sent = {
        "started": started[1],
        "channel": Channel.PHONE,
        "name": "赵甲木",
        "phone": "13800000001",
        "matter": "问低保怎么申请",
        "outcome": "answered",
        "words": "带身份证和户口簿到4号窗口",
        "told": "on",
    }
    assert client.post("/inquiries/new/", sent).status_code == 302
    call, inquiry = CallRecord.objects.get(), Inquiry.objects.get()
    assert (call.state, call.inquiry, call.settled_by, inquiry.received_at) == (
        CallbackState.REACHED,
        inquiry,
        town.deng,
        AT,
    )
    shown = client.get("/calls/26-0001/").content.decode()
    assert inquiry.number in shown
    assert "138 0000 0001" not in shown
    grown = client.get(f"/inquiries/{inquiry.number.removeprefix('问 ')}/").content.decode()
    assert "回 26-0001 漏接的来电，回电接通了，了结" in grown


def test_f8_three_tries_in_words_and_then_no_more(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(town, MISSED)
    client = client_of(town.deng)
    assert client.post("/calls/26-0001/not-reached/", {"words": "关机"}).status_code == 422
    for hour, words in ((10, "响了没人接"), (11, "关机"), (14, "")):
        at = civil(2026, 10, 9, hour)
        monkeypatch.setattr(civil_time, "now", lambda at=at: at)
        client.post("/calls/26-0001/open/")
        answer = client.post("/calls/26-0001/not-reached/", {"words": words, "other": "" if words else "占线了"})
        assert answer["Location"] == "/calls/"
    page = client.get("/calls/26-0001/").content.decode()
    assert [words in page for words in ("回电：响了没人接", "回电：关机", "回电：占线了", "打了 3 次没通")] == [
        True
    ] * 4
    client.post("/calls/26-0001/give-up/", {"other": "三次没接通"})
    assert CallRecord.objects.get().settled_words == "三次没接通"
    assert client.post("/calls/26-0001/open/").status_code == 422
    assert "没有欠着的回电" in client.get("/calls/").content.decode()


@pytest.mark.parametrize("state", ["owed", "all"])
def test_calls_cost_the_same_for_one_and_for_thirty(town: Town, state: str) -> None:
    client = client_of(town.office)
    bring(town, MISSED)
    one = queries_of(client, f"/calls/?state={state}")
    bring(town, *(f"2026-10-09 08:{n:02d}:00,138000002{n:02d},800{n % 5},未接,0\n" for n in range(30)))
    assert queries_of(client, f"/calls/?state={state}") == one


def test_the_dry_run_costs_the_same_for_one_and_for_thirty(town: Town) -> None:
    client, counts = client_of(town.office), []
    for rows in (1, 30):
        lines = "".join(f"2026-10-09 08:{n:02d}:00,138000002{n:02d},8004,未接,0\n" for n in range(rows))
        counts.append(queries_of(client, client.post("/calls/import/", {"file": upload(HEADER + lines)})["Location"]))
    assert counts[0] == counts[1]


def test_another_centres_calls_and_questions_are_not_here(town: Town) -> None:
    bring(town, MISSED)
    ask(town)
    other = make_town("elsewhere", town="别处镇")
    client = client_of(other.office)
    assert [client.get(address).status_code for address in ("/calls/26-0001/", "/questions/26-0001/")] == [404, 404]
    assert "没有欠着的回电" in client.get("/calls/").content.decode()


def test_f8_two_tries_in_one_go_count_as_one_and_the_page_says_so(town: Town) -> None:
    bring(town, MISSED)
    client, said = client_of(town.deng), []
    for _ in range(3):
        client.post("/calls/26-0001/open/")
        sent = client.post("/calls/26-0001/not-reached/", {"words": "关机"}, follow=True)
        said.append("离上次不到 30 分钟（工作时间），和上次算一次" in sent.content.decode())

    refused = client.post("/calls/26-0001/give-up/", {"other": "打了三次"})

    assert said == [False, True, True]
    assert "回过 1 次没接通" in client.get("/calls/").content.decode()
    assert refused.status_code == 422
    assert "打满 3 次没接通才能不再回，现在算 1 次" in refused.content.decode()
    assert "每次至少隔 30 分钟（工作时间），隔得短的算一次" in refused.content.decode()


def test_f8_a_file_with_a_header_only_says_so_and_writes_nothing(town: Town) -> None:
    client = client_of(town.office)
    address = client.post("/calls/import/", {"file": upload(HEADER)})["Location"]

    check, taken = client.get(address), client.post(f"{address}take/")

    for answer in (check, taken):
        assert answer.status_code == 422
        assert "表头下面一行来电也没有，什么也没有导入" in answer.content.decode()
        assert "导入 0 条" not in answer.content.decode()
    assert CallImport.objects.count() == 0
