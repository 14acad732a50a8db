"""像是这件事, 可以照着念, 这个号码问过…, 转给谁: what the register page finds while it is written."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.factories import Town, civil, client_of, make_inquiry, make_item, make_person, make_staff, make_town

from shouwen import civil_time
from shouwen.attendance.models import Leave, Punch
from shouwen.catalogue.models import ItemVersion
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Channel, ToldBy

pytestmark = pytest.mark.django_db
NEW = "/inquiries/new/"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 10, 9, 10, 47))


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def card(town: Town) -> ItemVersion:
    return make_item(town.civil_affairs, "残疾人证办理受理", code="CL01", promised_limit=7, situations=("新办", "换领"))


@pytest.fixture
def he(town: Town) -> Client:
    return client_of(town.he)


def test_suggestions_underline_what_was_said_and_show_the_first_guide(he: Client, card: ItemVersion) -> None:
    html = he.post(f"{NEW}suggest/", {"matter": "想办残疾证，带什么"}).content.decode()

    assert "<b><mark>残疾人证</mark>办理受理</b><p>4号 民政残联窗口 · 限时 7 个工作日 · 免费</p>" in html
    assert 'data-words="残疾证 残疾"' in html
    assert '<div id="script" hx-swap-oob="innerHTML">' in html
    assert "可以照着念：残疾人证办理受理" in html


def test_suggestions_leave_the_guide_alone_once_an_item_is_taken(he: Client, card: ItemVersion) -> None:
    html = he.post(f"{NEW}suggest/", {"matter": "想办残疾证", "item": card.item_id}).content.decode()

    assert 'id="script"' not in html
    assert f'data-item="{card.item_id}"' in html


def test_nothing_fits_says_what_to_do(he: Client, card: ItemVersion) -> None:
    html = he.post(f"{NEW}suggest/", {"matter": "今天天气不错"}).content.decode()

    assert "没找到像的事项。换个说法，写编号或拼音首字母也行；拿不准归谁，按 <kbd>Alt+4</kbd> 请示。" in html


def test_n2_the_script_has_the_four_facets_and_the_limit_of_the_version_in_force(
    he: Client, town: Town, card: ItemVersion
) -> None:
    html = he.post(f"{NEW}script/", {"item": card.item_id}).content.decode()
    facets = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html, re.DOTALL)

    told = {name: re.sub(r"<[^>]+>", " ", words).strip() for name, words in facets}
    assert told["条件"] == "本镇居民"
    assert told["材料"].split() == [
        "身份证",
        "原件，申请人自备",
        "户口簿",
        "原件，申请人自备",
        "申请表",
        "原件，申请人自备",
    ]
    assert told["怎么走"] == "到4号 民政残联窗口（二坪镇新街1号），受理 → 审查 → 办结"
    assert told["时限"] == "7 个工作日，受理当天不算"
    assert told["收费"] == "不收费"
    assert "指南 第1版，1月1日起" in html
    assert 'data-limit="7 个工作日内，最晚 10月19日办好"' in html


def test_n2_the_situation_chosen_is_marked_in_the_script(he: Client, card: ItemVersion) -> None:
    situation = card.situations.get(name="换领")

    html = he.post(f"{NEW}script/", {"item": card.item_id, "situation": situation.pk}).content.decode()

    assert re.findall(r'name="situation" value="(\d+)" checked', html) == [str(situation.pk)]


def test_an_item_of_another_centre_has_no_script(he: Client) -> None:
    elsewhere = make_town("elsewhere", town="别处镇")

    html = he.post(f"{NEW}script/", {"item": elsewhere.house.item_id}).content.decode()

    assert "选中事项，这里是条件、材料、怎么走、收费。" in html
    assert "农村宅基地建房审批" not in html


def test_n2_the_code_for_the_phone_opens_the_public_guide_of_this_version_and_situation(
    he: Client, card: ItemVersion
) -> None:
    situation = card.situations.get(name="换领")
    html = he.get(f"{NEW}qr/{card.item_id}/?situation={situation.pk}").content.decode()

    assert "残疾人证办理受理（换领）：请本人扫一扫" in html
    assert '<p class="sub num">http://127.0.0.1:8000/g/CL01/?v=1&amp;s=2</p>' in html
    assert re.search(r'<svg viewBox="0 0 \d+ \d+" class="segno">', html)
    assert he.get(f"{NEW}qr/999999/").status_code == 404


def test_n2_a_phone_without_network_gets_the_guide_as_text_in_the_code(he: Client, card: ItemVersion) -> None:
    html = he.get(f"{NEW}qr/{card.item_id}/?offline=1").content.decode()

    assert "不用上网，能截图留着" in html
    assert re.search(r'<svg viewBox="0 0 \d+ \d+" class="segno">', html)


def test_a_guide_too_long_for_a_code_is_to_be_printed(he: Client, card: ItemVersion) -> None:
    ItemVersion.objects.filter(pk=card.pk).update(conditions="本镇户籍居民" * 500)

    html = he.get(f"{NEW}qr/{card.item_id}/?offline=1").content.decode()

    assert "这份指南太长，二维码装不下，请打印给本人。" in html
    assert "<svg" not in html


def test_a_known_number_is_hinted_masked(town: Town, he: Client) -> None:
    person = make_person(town.centre, "周乙石", phone="13800001234")
    asked = make_inquiry(
        town.actor(town.deng), at=civil(2026, 9, 22), person=person, matter="残疾评定", channel=Channel.PHONE
    )
    answer(inquiry=asked, words="区医院", means=ToldBy.PHONE, by=town.actor(town.deng), at=civil(2026, 9, 22, 9, 5))

    html = he.post(f"{NEW}caller/", {"phone": "138 0000 1234"}).content.decode()

    assert "这个号码 9月22日问过“残疾评定”，邓白露已答复。" in html
    assert 'href="/inquiries/260922-01/"' in html
    assert "周乙石" not in html
    assert "问过" not in he.post(f"{NEW}caller/", {"phone": "13800009999"}).content.decode()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-10-09", "10月9日 周五，就是今天"),
        ("2026-10-10", "10月10日 周六，调休上班"),
        ("2026-10-11", "10月11日 周日，放假；下一个工作日 10月12日 周一"),
        ("2026-10-14", "10月14日 周三，今天起第 4 个工作日"),
        ("2026-10-08", "这一天已经过了"),
        ("下周", ""),
    ],
)
def test_p3b_the_page_says_what_kind_of_day_is_promised(he: Client, day: str, words: str) -> None:
    assert he.get(f"{NEW}day/", {"promised_for": day}).content.decode() == words


def test_f6_receivers_stand_by_window_with_who_is_there_first(town: Town, he: Client) -> None:
    tang = make_staff(town.centre, "唐芒种", window=town.civil_affairs)
    Punch.objects.create(centre=town.centre, staff=tang, at=civil(2026, 10, 9, 8, 55))
    Leave.objects.create(
        centre=town.centre,
        staff=town.deng,
        kind="sick",
        from_at=civil(2026, 10, 9, 8),
        to_at=civil(2026, 10, 9, 18),
        approved_by=town.office,
        approved_at=civil(2026, 10, 8),
    )

    options = re.findall(r'<option value="(\d+-\d+)"[^>]*data-duty="([^"]*)"[^>]*>', he.get(NEW).content.decode())

    assert options == [
        (f"{town.civil_affairs.pk}-{tang.pk}", "在岗"),
        (f"{town.civil_affairs.pk}-{town.deng.pk}", "请假"),
    ]


def test_f6_where_nothing_is_kept_nobody_is_called_present_or_absent(he: Client) -> None:
    assert re.findall(r'data-duty="([^"]*)"', he.get(NEW).content.decode()) == [""]
