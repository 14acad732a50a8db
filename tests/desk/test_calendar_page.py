"""工作日历: the year that limits are counted by, and taking over a new one."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.clocks.test_calendar_import import YEAR_2027
from tests.factories import Town, civil, client_of, make_case, make_staff, make_town

from shouwen import civil_time
from shouwen.clocks.models import CalendarDay, Clock
from shouwen.clocks.recomputation import run_all
from shouwen.journal.models import Entry
from shouwen.people.enums import Role
from shouwen.people.models import Staff
from shouwen.workdays import Calendar, read_year_bytes

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def administrator(town: Town) -> Staff:
    return make_staff(town.centre, "系统员", roles=[Role.ADMINISTRATOR])


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def page(staff: Staff, url: str = "/calendar/") -> str:
    return client_of(staff).get(url).content.decode()


def month(html: str, number: int) -> str:
    return re.findall(r'<div class="card month">.*?</table>', html, re.DOTALL)[number - 1]


def marked(html: str) -> list[str]:
    """Days with 休 or 班 of one month."""
    return re.findall(r'title="(\d+月\d+日，[^"]+(?:放假|上班))"', html)


def send(staff: Staff, content: bytes | str, name: str = "2027.csv") -> HttpResponse:
    """核对: nothing is written."""
    return check(client_of(staff), content, name)


def check(client: Client, content: bytes | str, name: str = "2027.csv") -> HttpResponse:
    data = content.encode() if isinstance(content, str) else content
    return client.post("/calendar/check/?year=2027", {"file": SimpleUploadedFile(name, data)})


def take_over(staff: Staff, content: bytes | str, name: str = "2027.csv") -> str:
    """核对, 导入, and the job that reckons anew; the page of what moved."""
    client = client_of(staff)
    assert check(client, content, name).status_code == 200
    where = client.post("/calendar/import/?year=2027").headers["Location"]
    run_all(centre_id=staff.centre_id, at=civil_time.now())
    return client.get(where).content.decode()


# ---- the year ------------------------------------------------------------------------------------------------------


def test_t2_twelve_months_with_days_off_and_make_up_days(town: Town) -> None:
    html = page(town.he)
    assert len(re.findall(r'<div class="card month">', html)) == 12
    assert marked(month(html, 10)) == [
        *(f"10月{day}日，国庆节放假" for day in range(1, 8)),
        "10月10日，国庆节调休上班",
    ]
    assert marked(month(html, 11)) == []
    assert '<td class="made" title="10月10日，国庆节调休上班">10<small>班</small></td>' in month(html, 10)
    assert '<td class="off" title="10月1日，国庆节放假">1<small>休</small></td>' in month(html, 10)
    assert '<td class="work today" title="10月9日，工作日" aria-current="date">9</td>' in month(html, 10)


def test_t2_working_days_of_months_and_year_are_those_that_limits_count(town: Town) -> None:
    html = page(town.he)
    counted = [int(one) for one in re.findall(r"<span>(\d+) 个工作日</span>", html)]
    assert counted == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]
    assert f"工作日 {sum(counted)} 天" in html


def test_a_month_stands_under_the_right_weekdays(town: Town) -> None:
    weeks = re.findall(r"<tr>.*?</tr>", month(page(town.he), 10).split("<tbody>")[1], re.DOTALL)
    assert [re.findall(r"<td[^>]*>(\d*)", week) for week in weeks[:2]] == [
        ["", "", "", "1", "2", "3", "4"],
        ["5", "6", "7", "8", "9", "10", "11"],
    ]


def test_holidays_are_said_in_words_with_the_days_worked_for_them(town: Town) -> None:
    said = re.findall(r'<ul class="hols">.*?</ul>', page(town.he), re.DOTALL)[0]
    assert [plain(one) for one in re.findall(r"<li.*?</li>", said, re.DOTALL)] == [
        "元旦 1月1日至3日，3 天 班 1月4日",
        "春节 2月15日至23日，9 天 班 2月14日、2月28日",
        "清明节 4月4日至6日，3 天",
        "劳动节 5月1日至5日，5 天 班 5月9日",
        "端午节 6月19日至21日，3 天",
        "中秋节 9月25日至27日，3 天",
        "国庆节 10月1日至7日，7 天 班 9月20日、10月10日",
    ]


def test_the_source_and_the_years_known_are_told(town: Town) -> None:
    html = page(town.he)
    assert "<p>国务院办公厅关于部分节假日安排的通知（通知汇编）</p>" in html
    assert "已有 2004—2026 年" in html


def test_a_year_not_published_is_marked_provisional(town: Town) -> None:
    html = page(town.he, "/calendar/?year=2027")
    assert "暂算</span> 工作日 261 天" in html
    assert "2027 年的安排还没有。先按周一到周五上班暂算" in html
    assert [marked(month(html, number)) for number in (1, 10)] == [[], []]


def test_years_are_turned_from_the_first_known_to_the_one_to_come(town: Town) -> None:
    client = client_of(town.he)
    turns = {
        year: re.findall(r'href="\?year=(\d+)"', page(town.he, f"/calendar/?year={year}")) for year in (2004, 2027)
    }
    assert turns == {2004: ["2005"], 2027: ["2026"]}
    assert [client.get(f"/calendar/?year={year}").status_code for year in ("2003", "2028", "x", "9" * 5000)] == [
        404
    ] * 4


def test_new_year_days_in_december_belong_to_the_next_year(town: Town) -> None:
    said = re.findall(r'<ul class="hols">.*?</ul>', page(town.he, "/calendar/?year=2019"), re.DOTALL)[0]
    assert plain(re.findall(r"<li.*?</li>", said, re.DOTALL)[0]) == (
        "元旦 2018年12月30日至2019年1月1日，3 天 班 12月29日"
    )


def test_the_year_costs_the_same_queries_with_imported_days(town: Town, administrator: Staff) -> None:
    client = client_of(administrator)
    client.get("/calendar/?year=2027")
    with CaptureQueriesContext(connection) as before:
        client.get("/calendar/?year=2027")
    take_over(administrator, YEAR_2027)
    with CaptureQueriesContext(connection) as after:
        assert "元旦放假" in client.get("/calendar/?year=2027").content.decode()
    assert len(after) == len(before)


# ---- a new year ----------------------------------------------------------------------------------------------------


def test_t2_the_import_lists_the_due_dates_that_moved(
    town: Town, administrator: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = civil(2026, 12, 25, 10)
    monkeypatch.setattr(civil_time, "now", lambda: at)
    case = make_case(town.actor(town.he, at=at), town.house, at=at)
    foreseen = send(administrator, YEAR_2027).content.decode()
    assert (f"<b>{case.number}</b>" in foreseen, CalendarDay.objects.count()) == (True, 0)
    html = take_over(administrator, YEAR_2027)
    assert "导入 2027 年放假安排" in html
    assert "重算 1 件，1 件的到期日变了" in html
    row = re.findall(r"<tr data-row.*?</tr>", html, re.DOTALL)[0]
    assert [plain(one) for one in re.findall(r"<td.*?</td>", row, re.DOTALL)][3:6] == [
        "1月6日 周三",
        "1月7日 周四",
        "推后 1 个工作日",
    ]
    assert f'href="/cases/{case.number[2:]}/"' in row
    assert Clock.objects.get(pk=case.clock_id).provisional is False
    assert Entry.objects.get(action="calendar.import").actor_name == "系统员"


def test_an_imported_year_shows_when_it_was_imported(town: Town, administrator: Staff) -> None:
    assert "没有一件的到期日要变" in take_over(administrator, YEAR_2027)
    html = page(town.he, "/calendar/?year=2027")
    assert "<p>2026年10月9日由系统管理员导入。</p>" in html
    assert "已有 2004—2027 年" in html
    assert marked(month(html, 5)) == [*(f"5月{day}日，劳动节放假" for day in range(1, 5)), "5月8日，劳动节调休上班"]
    assert "国务院办公厅" in page(town.he)  # 2026 itself still comes from the product


def test_a_workbook_is_taken_too(administrator: Staff) -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for row, line in enumerate(YEAR_2027.split()):
        sheet.write_row(row, 0, line.split(","))
    book.close()
    assert "导入 2027 年放假安排" in take_over(administrator, out.getvalue(), "2027.xlsx")
    assert CalendarDay.objects.count() == 29


def test_a_wrong_file_is_refused_with_its_rows_and_nothing_is_written(administrator: Staff) -> None:
    wrong = YEAR_2027.replace("2027-05-08,上班", "2027-05-07,上班").replace("2027-06-09,放假", "2027-06-09,放假了")
    answer = send(administrator, wrong, "草稿.csv")
    box = re.findall(r'<div class="say-no over problems" role="alert">.*?</ul>', answer.content.decode(), re.DOTALL)[0]
    assert answer.status_code == 422
    assert plain(box) == (
        "没有导入：草稿.csv，一天也没有改 改好下面这些，再导一次。 "
        "第 20 行 2027年5月7日是星期五，本来就上班，不用写调休上班。 第 21 行 类型“放假了”不认识，只能写“放假”或“上班”。"
    )
    assert CalendarDay.objects.count() == 0
    assert not Entry.objects.filter(action="calendar.import").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的。"),
        (b"PK\x03\x04broken", "表格打不开，请用 WPS 或 Excel 另存为 XLSX 再导入。"),
        ("日期,类型,名称\n".encode(), "没有一行日期。"),
        (b"x" * (3 << 20), "文件超过1 MB，不像是一年的放假安排。"),
    ],
)
def test_what_is_no_year_is_refused_in_words(administrator: Staff, content: bytes, words: str) -> None:
    answer = send(administrator, content)
    assert (answer.status_code, CalendarDay.objects.count()) == (422, 0)
    assert f"<b>整个文件</b><span>{words}</span>" in answer.content.decode()


def test_without_a_file_the_page_says_so(administrator: Staff) -> None:
    answer = client_of(administrator).post("/calendar/check/?year=2027")
    assert answer.status_code == 422
    assert "<b>整个文件</b><span>还没有选文件。</span>" in answer.content.decode()


def test_only_the_administrator_sees_the_form_and_may_import(town: Town, administrator: Staff) -> None:
    assert 'action="/calendar/check/?year=2026"' in page(administrator)
    assert "/calendar/check/" not in page(town.office)
    answer = send(town.office, YEAR_2027)
    assert (answer.status_code, CalendarDay.objects.count()) == (422, 0)
    assert "工作日历和办公时间由系统管理员改" in answer.content.decode()


def test_a_known_year_is_kept_as_the_file_that_the_import_takes(town: Town, administrator: Staff) -> None:
    answer = client_of(town.he).get("/calendar/2026.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="2026.csv"'
    assert answer.content.startswith("\ufeff日期,类型,名称\r\n2026-01-01,放假,元旦\r\n".encode())
    official = tuple(row for row in Calendar.national().official_rows if row.arrangement_year == 2026)
    assert read_year_bytes(answer.content).rows == official
    assert client_of(town.he).get("/calendar/2027.csv").status_code == 404
    assert "2026 年的安排已经有了" in send(administrator, answer.content, "2026.csv").content.decode()
    assert "导入 2026 年放假安排" in take_over(administrator, answer.content, "2026.csv")


def test_a_file_is_taken_over_once_and_only_after_it_was_checked(administrator: Staff) -> None:
    client = client_of(administrator)
    check(client, YEAR_2027)
    assert client.post("/calendar/import/").status_code == 302
    again = client.post("/calendar/import/")
    assert "核对过的文件已经导入，或者过期了" in again.content.decode()
    assert (again.status_code, Entry.objects.filter(action="calendar.import").count()) == (422, 1)


def test_without_login_the_way_leads_to_the_login_page(town: Town) -> None:
    assert Client().get("/calendar/").headers["Location"] == "/login/?next=/calendar/"
