"""上级任务 on the desk: entry, page, list, import, register, my day (T1, T3)."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.factories import Town, civil, client_of, make_staff, make_town
from tests.tasks.scene import assigned, clock_of, submitted, taken
from tests.tasks.test_import import HEADER, ROWS, workbook

from shouwen import civil_time
from shouwen.clocks.models import Clock
from shouwen.office_files.models import ColumnMatch
from shouwen.people.enums import Role
from shouwen.tasks.actions import current_round
from shouwen.tasks.enums import TaskState
from shouwen.tasks.models import Task, TaskFile

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10, 0)


def _png() -> bytes:
    target = BytesIO()
    Image.new("RGB", (4, 4)).save(target, "PNG")
    return target.getvalue()


PNG = _png()


@pytest.fixture(autouse=True)
def present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 10, 12, 9, 30))


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def office(town: Town) -> Client:
    return client_of(town.office)


def test_t1_task_is_typed_in_and_leads_to_its_page(town: Town, office: Client) -> None:
    said = {
        "superior": "12345热线", "their_number": "SN7", "title": "路灯不亮", "words": "新街路口",
        "received": "2026-10-12T09:00", "due_on": "2026-10-16", "person_name": "陈甲木", "person_phone": "13800000000",
    }  # fmt: skip
    answer = office.post("/tasks/new/", said)
    assert answer.headers["Location"] == "/tasks/26-0001/"
    task = Task.objects.get()
    assert (task.title, task.received_at) == ("路灯不亮", civil(2026, 10, 12, 9, 0))
    again = office.post("/tasks/new/", said, follow=True)
    assert "SN7 早就登记过，就是这一件，没有重复记" in again.content.decode()
    assert Task.objects.count() == 1


def test_t1_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(town: Town, office: Client) -> None:
    answer = office.post("/tasks/new/", {"superior": "区民政局", "title": "报台账", "words": "请报送"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "还没有写上级要求什么时候办结" in text
    assert 'value="报台账"' in text
    assert Task.objects.count() == 0


def test_t1_office_assigns_and_the_assignee_submits_on_the_page(town: Town, office: Client) -> None:
    task = taken(town, at=AT)
    page = office.get("/tasks/26-0001/").content.decode()
    assert "交给谁办" in page
    answer = office.post("/tasks/26-0001/assign/", {"to_other": town.deng.pk, "words": "抓紧"})
    assert answer.headers["Location"] == "/tasks/26-0001/"
    theirs = client_of(town.deng)
    today = theirs.get("/").content.decode()
    assert "办上级任务" in today
    assert "/tasks/26-0001/" in today
    assert "报送办理结果" in theirs.get("/tasks/26-0001/").content.decode()
    theirs.post("/tasks/26-0001/submit/", {"result": "灯修好了"})
    task.refresh_from_db()
    assert task.state == TaskState.SUBMITTED
    page = office.get("/tasks/26-0001/").content.decode()
    assert "二坪便任〔2026〕1号" in page
    assert "上级收到了" in page


def test_t1_refused_step_keeps_what_was_typed_and_says_why(town: Town) -> None:
    assigned(town, at=AT, person_name="陈甲木", person_phone="13800000000")
    answer = client_of(town.deng).post("/tasks/26-0001/submit/", {"result": "灯修好了，晚上试过"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "这件涉及群众，结果要告诉本人" in text
    assert "灯修好了，晚上试过" in text


def test_t3_extension_on_the_page_needs_who_of_the_superior_agreed(town: Town) -> None:
    task = assigned(town, at=AT)
    theirs = client_of(town.deng)
    refused = theirs.post("/tasks/26-0001/extend/", {"workdays": "3", "reason": "等配件", "agreed_by": ""})
    assert "上级任务要上级同意才能延期" in refused.content.decode()
    said = {"workdays": "3", "reason": "等配件", "agreed_by": "王主任", "agreed_on": "2026-10-12"}
    refused = theirs.post("/tasks/26-0001/extend/", said)
    assert (refused.status_code, "还没有选哪一类理由" in refused.content.decode()) == (422, True)
    said["category"] = "system"
    assert theirs.post("/tasks/26-0001/extend/", said).headers["Location"] == "/tasks/26-0001/"
    assert clock_of(task).due_at == civil(2026, 10, 21, 17, 30)
    assert "王主任 10月12日同意" in theirs.get("/tasks/26-0001/").content.decode()


def test_t1_who_has_nothing_to_do_with_it_sees_neither_page_nor_list_row(town: Town) -> None:
    assigned(town, at=AT)
    other = client_of(make_staff(town.centre, "罗霜降", roles=[Role.WINDOW_STAFF]))
    page = other.get("/tasks/26-0001/")
    assert page.status_code == 422
    assert "新街路口路灯不亮，晚上走路看不见" not in page.content.decode()
    assert "没有没办完的上级任务" in other.get("/tasks/").content.decode()
    leader = client_of(make_staff(town.centre, "马立秋", roles=[Role.LEADER]))
    assert "任 26-0001" in leader.get("/tasks/").content.decode()
    assert leader.get("/tasks/26-0001/").status_code == 200


def test_t1_files_are_attached_sealed_opened_and_taken_off(town: Town, office: Client) -> None:
    assigned(town, at=AT)
    sent = SimpleUploadedFile("来件.png", PNG, "image/png")
    assert office.post("/tasks/26-0001/files/", {"role": "given", "files": sent}).status_code == 302
    row = TaskFile.objects.get()
    answer = client_of(town.deng).get(f"/tasks/26-0001/files/{row.pk}/")
    assert answer.content == PNG
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    bad = office.post("/tasks/26-0001/files/", {"files": SimpleUploadedFile("a.exe", b"MZ\0\0")})
    assert bad.status_code == 422
    office.post(f"/tasks/26-0001/files/{row.pk}/remove/", {"reason": "附错了"})
    row.refresh_from_db()
    assert row.removed_reason == "附错了"
    assert office.get(f"/tasks/26-0001/files/{row.pk}/").status_code == 422


def test_t1_list_of_the_hotline_is_checked_and_taken_over(town: Town, office: Client) -> None:
    file = SimpleUploadedFile("工单.xlsx", workbook([HEADER, *ROWS]))
    answer = office.post("/tasks/import/", {"superior": "12345热线", "file": file})
    check = answer.headers["Location"]
    text = office.get(check).content.decode()
    assert "导入 2 件" in text
    assert "看不出是哪一天：下周三" in text
    assert Task.objects.count() == 0
    assert office.post(f"{check}take/").headers["Location"] == "/tasks/"
    assert Task.objects.count() == 2


def test_t1_a_list_loaded_again_after_its_import_says_so(town: Town, office: Client) -> None:
    file = SimpleUploadedFile("工单.xlsx", workbook([HEADER, *ROWS]))
    check = office.post("/tasks/import/", {"superior": "12345热线", "file": file}).headers["Location"]
    office.post(f"{check}take/")
    office.get("/tasks/")
    for do, path in ((office.get, check), (office.post, f"{check}take/"), (office.post, f"{check}columns/")):
        assert do(path).headers["Location"] == "/tasks/"
        assert "已经导入，新的 2 件在这里，没有再导一次" in office.get("/tasks/").content.decode()
    assert Task.objects.count() == 2


def test_t1_text_that_is_called_a_workbook_is_no_csv(town: Town, office: Client) -> None:
    file = SimpleUploadedFile("工单.xlsx", b"not a zip")
    answer = office.post("/tasks/import/", {"superior": "12345热线", "file": file})
    assert (answer.status_code, "文件名是 XLSX，里面不是 XLSX 表格，或者坏了" in answer.content.decode()) == (422, True)


def test_t1_columns_are_chosen_once_and_remembered_for_the_superior(town: Town, office: Client) -> None:
    rows = [["甲", "乙", "丙"], ["A-1", "请报送台账", "2026-10-20"]]

    def check() -> str:
        file = SimpleUploadedFile("任务.xlsx", workbook(rows))
        return str(office.post("/tasks/import/", {"superior": "区民政局", "file": file}).headers["Location"])

    first = check()
    assert "还没对上" in office.get(first).content.decode()
    office.post(f"{first}columns/", {"col_number": "0", "col_words": "1", "col_due": "2"})
    assert ColumnMatch.objects.count() == 1
    text = office.get(check()).content.decode()
    assert "照上次选的" in text
    assert "导入 1 件" in text


def test_t1_register_of_tasks_is_filtered_and_taken_out(town: Town, office: Client) -> None:
    submitted(town, at=AT, done=civil(2026, 10, 12, 9, 0))
    taken(town, at=AT, superior="区民政局", their_number="民1", title="报台账")
    text = office.get("/registers/tasks/").content.decode()
    assert text.index("任 26-0002") < text.index("任 26-0001")
    only = office.get("/registers/tasks/?state=submitted").content.decode()
    assert ("任 26-0001" in only, "任 26-0002" in only) == (True, False)
    xlsx = office.get("/registers/tasks/file.xlsx")
    assert b"".join(xlsx.streaming_content).startswith(b"PK")
    pdf = office.get("/registers/tasks/file.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert "上级任务" in office.get("/registers/").content.decode()


def test_t1_superiors_answer_and_its_return_are_noted_on_the_page(town: Town, office: Client) -> None:
    task = submitted(town, at=AT, done=civil(2026, 10, 12, 9, 0))
    office.post("/tasks/26-0001/receipt/", {"received_on": "2026-10-12", "receipt_number": "HZ-1", "words": "满意"})
    assert current_round(task).receipt_on == date(2026, 10, 12)
    office.post("/tasks/26-0001/returned/", {"reason": "又不亮了", "workdays": "2"})
    text = office.get("/tasks/26-0001/").content.decode()
    assert "第 2 次办理" in text
    assert "又不亮了" in text
    assert "HZ-1" in text


def test_t1_list_costs_the_same_queries_for_one_task_and_for_many(town: Town, office: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    assigned(town, at=AT)
    office.get("/tasks/")
    with CaptureQueriesContext(connection) as one:
        office.get("/tasks/")
    for number in range(8):
        assigned(town, at=AT, their_number=f"N{number}", person_name=f"陈{number}木")
    with CaptureQueriesContext(connection) as many:
        office.get("/tasks/")
    assert len(many) == len(one)
    assert Clock.objects.count() == 9


def test_t1_number_is_found_from_the_bar_above(town: Town, office: Client) -> None:
    assigned(town, at=AT)
    assert office.post("/find/", {"q": "任 26-1"}).headers["Location"] == "/tasks/26-0001/"
    assert office.post("/find/", {"q": "sn20261009001"}).headers["Location"] == "/tasks/26-0001/"
    stranger = client_of(make_staff(town.centre, "罗霜降", roles=[Role.WINDOW_STAFF]))
    assert "26-0001" not in stranger.post("/find/", {"q": "路灯"}, follow=True).content.decode()


def test_t1_the_light_of_a_task_opens_how_its_due_date_came_about(town: Town, office: Client) -> None:
    clock = clock_of(assigned(town, at=AT))
    lead = f'href="/due/{clock.pk}/"'
    assert lead in office.get("/tasks/").content.decode()
    assert lead in office.get("/tasks/26-0001/").content.decode()
    strip = office.get(f"/due/{clock.pk}/").content.decode()
    assert "任 26-0001" in strip
    assert "10月16日" in strip


def test_t1_a_settled_task_has_no_light(town: Town, office: Client) -> None:
    clock = clock_of(submitted(town, at=AT, done=civil(2026, 10, 12, 9, 0)))
    assert f"/due/{clock.pk}/" not in office.get("/tasks/?state=all").content.decode()


def test_t1_the_list_says_how_many_and_marks_a_due_day_on_which_nobody_works(town: Town, office: Client) -> None:
    assigned(town, at=AT)
    assert '<h1>上级任务</h1><span class="sub">共 1 件</span>' in office.get("/tasks/").content.decode()
    assert "休</span>" not in office.get("/tasks/").content.decode()
    # Saturday, an ordinary day off.
    Clock.objects.update(due_at=civil(2026, 10, 17, 17, 30))
    assert '10月17日 周六 <span class="meta" title="这天不办公">休</span>' in office.get("/tasks/").content.decode()
