"""办事进度: opened by the code on the notice; says what to bring; shows no id number, phone or address."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.factories import Town, civil, id_number, make_case, make_person, make_town

from shouwen import civil_time
from shouwen.cases.actions import conclude, review_material
from shouwen.cases.corrections import issue_correction_notice
from shouwen.cases.enums import CaseResult, ReviewState
from shouwen.cases.models import Case
from shouwen.cases.progress import find_progress, progress_path
from shouwen.papers.actions import content_of
from shouwen.telling.models import Preference

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    return make_town()


def waiting_case(town: Town) -> Case:
    clerk = town.actor(town.he)
    person = make_person(town.centre, number=id_number(9), address="二坪镇一组7号", at=AT)
    case = make_case(clerk, town.house, at=AT, person=person)
    for material in case.materials.all():
        review_material(
            material=material,
            state=ReviewState.MISSING,
            reason="没有交",
            requirement=f"{material.name}原件1份",
            by=clerk,
            at=AT,
        )
    issue_correction_notice(case=Case.objects.get(pk=case.pk), by=clerk, at=AT)
    return Case.objects.get(pk=case.pk)


def test_s1_n4_the_code_on_the_notice_opens_what_to_bring(town: Town) -> None:
    case = waiting_case(town)
    notice = content_of(case.correction_notices.get().paper)
    assert notice.qr is not None
    assert notice.qr.address.endswith(progress_path(case))
    page = Client().get(progress_path(case)).content.decode()
    assert "等您补 3 份材料" in page
    assert "补齐后 <b>8 个工作日内</b>办结" in page
    assert [name in page for name in ("身份证原件1份", "户口簿原件1份", "申请表原件1份")] == [True] * 3
    assert "陈*木" in page
    for secret in ("陈甲木", "13800000000", id_number(9), "一组7号"):
        assert secret not in page


def test_a_wrong_code_opens_nothing(town: Town) -> None:
    case = waiting_case(town)
    path = progress_path(case)
    assert Client().get(path.replace(path[-3], "x" if path[-3] != "x" else "y")).status_code == 404
    assert Client().get(f"/p/{case.number.removeprefix('办 ')}/").status_code == 404


@pytest.mark.parametrize(
    "code", ["告知书上的十个字的码呀", "ÿÿÿÿÿÿÿÿÿÿ", "٠١٢٣٤٥٦٧٨٩", "ABCDEF0123", "0123456789a", "%00"]
)
def test_what_is_no_code_is_no_address(town: Town, code: str) -> None:
    case = waiting_case(town)
    serial = case.number.removeprefix("办 ")
    answer = Client().get(f"/p/{serial}/{code}/")
    assert (answer.status_code, case.item.name in answer.content.decode()) == (404, False)
    assert find_progress(serial, code, at=AT) is None


def test_t2_a_running_case_shows_its_day(town: Town) -> None:
    clerk = town.actor(town.he)
    case = make_case(clerk, town.house, at=AT)
    page = Client().get(progress_path(case)).content.decode()
    # Eight working days after 9 October, the make-up Saturday of the 10th among them.
    assert "<b>10月20日 周二</b> 前办结，还有 8 个工作日" in page


def test_a_concluded_case_tells_the_words_told(town: Town) -> None:
    clerk = town.actor(town.he)
    case = make_case(clerk, town.house, at=AT)
    for material in case.materials.all():
        review_material(material=material, state=ReviewState.OK, by=clerk, at=AT)
    conclude(
        case=Case.objects.get(pk=case.pk), result=CaseResult.GRANTED, words="批准了，凭身份证来领证", by=clerk, at=AT
    )
    page = Client().get(progress_path(case)).content.decode()
    assert "已办结</h1>" in page
    assert "批准了，凭身份证来领证" in page


def test_the_person_stops_the_reminders_on_their_own_page_and_takes_it_back(town: Town, settings: Settings) -> None:
    settings.SMS_URL = "http://127.0.0.1:9/send"
    path, client = progress_path(waiting_case(town)), Client()
    assert "办到哪一步，会发消息告诉您" in client.get(path).content.decode()
    assert client.post(f"{path}reminders/", {"wanted": "no"})["Location"] == f"{path}#reminders"
    page = client.get(path).content.decode()
    assert "您说过不要进度提醒" in page
    assert "延期、补材料这些大事，不管开没开都会告诉您" in page
    row = Preference.objects.get()
    assert (row.opted_out, row.changed_by_id) == (True, None)
    client.post(f"{path}reminders/", {"wanted": "yes"})
    row.refresh_from_db()
    assert row.opted_out is False


def test_nobody_without_the_code_stops_anything_and_no_gateway_no_question(town: Town, settings: Settings) -> None:
    settings.SMS_URL = settings.SMTP_URL = ""
    path = progress_path(waiting_case(town))
    wrong = f"{path[:-11]}{'0' * 10}/reminders/"
    assert Client().post(wrong, {"wanted": "no"}).status_code == 404
    assert Client().get(f"{path}reminders/").status_code == 405
    assert Preference.objects.count() == 0
    assert "进度提醒" not in Client().get(path).content.decode()


def test_t1_t2_the_days_stand_one_block_each_and_how_they_were_counted(town: Town) -> None:
    case = make_case(town.actor(town.he), town.house, at=AT)
    found = find_progress(case.number.removeprefix("办 "), progress_path(case).split("/")[3], at=civil(2026, 10, 13, 9))
    assert found is not None
    assert found.days is not None
    # 10 October is a make-up Saturday; 12 and 13 October follow the Sunday.
    assert (found.days.total, found.days.used, found.days.left, found.days.over) == (8, 3, 5, 0)
    assert found.days.blocks == ["used"] * 3 + ["free"] * 5
    assert found.days.how == [
        "10月9日受理，当天不算，从后一天算起。",
        "承诺 8 个工作日。",
        "周末和放假不算，调休上班的日子算。",
    ]
    late = find_progress(case.number.removeprefix("办 "), progress_path(case).split("/")[3], at=civil(2026, 10, 22, 9))
    assert late is not None
    assert late.days is not None
    assert (late.days.used, late.days.over) == (8, 2)


def test_t4_the_days_of_waiting_are_named_and_not_counted(town: Town) -> None:
    case = waiting_case(town)
    found = find_progress(case.number.removeprefix("办 "), progress_path(case).split("/")[3], at=civil(2026, 10, 13, 9))
    assert found is not None
    assert found.days is not None
    assert (found.days.total, found.days.used) == (8, 0)
    assert found.days.how[-1] == "10月10日起等您补材料，这段不算。"


def test_f2_n4_the_page_says_what_was_told_when_and_by_whom(town: Town) -> None:
    case = waiting_case(town)
    found = find_progress(case.number.removeprefix("办 "), progress_path(case).split("/")[3], at=AT)
    assert found is not None
    notice = case.correction_notices.get().paper.number
    assert [(line.by, line.words, line.paper) for line in found.told] == [
        ("何谷雨", "补正材料一次性告知书，3 项", notice),
        ("何谷雨", "受理，10月20日前办结", ""),
        ("何谷雨", "第一位接待您的人，会管到底", ""),
    ]
    assert found.told[-1].means == "现场"
    # What the clerk thought of each material is between colleagues.
    assert "没有交" not in Client().get(progress_path(case)).content.decode()


def test_large_type_is_kept_on_the_phone(town: Town) -> None:
    path, client = progress_path(waiting_case(town)), Client()
    assert 'data-size="elder"' not in client.get(path).content.decode()
    assert client.get(path, {"type": "big"})["Location"] == path
    assert 'data-size="elder"' in client.get(path).content.decode()
    assert 'data-size="elder"' in client.get("/ask/").content.decode()
    client.get(path, {"type": "usual"})
    assert 'data-size="elder"' not in client.get(path).content.decode()
