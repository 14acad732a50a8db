"""登记簿和台账 as files: how they leave the house, at once or made by the worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader
from tests.desk.books_scene import EARLIER, NOW, ask, call, hand_over, rows, stuck, table, taken, text_of
from tests.desk.searching import searched
from tests.factories import Town, civil, client_of, make_staff, make_town
from tests.tasks import scene as tasks

from shouwen import civil_time
from shouwen.desk.jobs import make_registers
from shouwen.desk.registers.book_files import AT_ONCE
from shouwen.desk.registers.books import BOOKS
from shouwen.journal.models import Entry
from shouwen.office_files import orders
from shouwen.office_files.enums import OrderState
from shouwen.office_files.models import FileOrder
from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


def test_the_workbook_says_centre_period_and_maker_and_holds_typed_masked_cells(town: Town) -> None:
    call(town, 2, at=civil(2026, 10, 8, 9))
    call(town, 1)
    title, remark, head, *lines = table(taken(town, "/registers/calls/file.xlsx?from=2026-10-08"))
    assert title[0] == "二坪镇便民服务中心来电登记簿"
    assert remark[0] == ("2026年10月8日至2026年10月9日　共 2 条　姓名、电话已遮挡　周立夏 2026年10月9日 10:47 导出")
    assert head == [field.title for field in BOOKS["calls"].fields]
    assert [line[0] for line in lines] == ["问 261008-01", "问 261009-01"]
    assert lines[0][1:5] == [datetime(2026, 10, 8, 9, 0), "周*石", "139****0002", "第 2 件事"]


@pytest.mark.parametrize("key", list(BOOKS))
def test_the_printout_is_a4_landscape_with_title_period_and_page_numbers(town: Town, key: str) -> None:
    hand_over(town, 1)
    ask(town, 2)
    stuck(town, 3)
    tasks.taken(town, at=EARLIER, person_name="周乙石")
    data = taken(town, f"/registers/{key}/file.pdf?from=2026-10-01")
    page = PdfReader(BytesIO(data)).pages[0]
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (842, 595)
    words = text_of(data)
    assert f"二坪镇便民服务中心{BOOKS[key].name}" in words
    assert "2026年10月1日至2026年10月9日" in words
    assert "周立夏2026年10月9日10:47打印" in words
    assert "第1页，共1页" in words
    # Books of which the scene has nothing (promises, complaints, warnings, orders) say so.
    assert ("周*石" in words) != ("共0条" in words)
    assert "周乙石" not in words


def test_only_the_office_takes_names_and_phones_out_and_the_reason_is_journalled(town: Town) -> None:
    call(town)
    clerk = client_of(town.he).post("/registers/calls/full/", {"reason": "上级抽查", "form": "xlsx"})
    assert clerk.status_code == 422
    assert "只有管理办公室能导出" in clerk.content.decode()
    assert "含姓名电话的" not in client_of(town.he).get("/registers/calls/").content.decode()
    office = client_of(town.office)
    assert "请写明要完整的做什么用" in office.post("/registers/calls/full/", {"form": "xlsx"}).content.decode()
    assert Entry.objects.filter(action="register.take_out").count() == 0
    made = office.post("/registers/calls/full/?from=2026-10-01", {"reason": "上级抽查，调取登记簿", "form": "xlsx"})
    lines = table(b"".join(made.streaming_content))  # type: ignore[attr-defined]
    assert lines[3][2:4] == ["周乙石", "13900000001"]
    entry = Entry.objects.get(action="register.take_out")
    assert (entry.subject_id, entry.data["rows"], entry.data["form"]) == ("calls", 1, "xlsx")
    assert entry.data["period"] == "2026年10月1日至2026年10月9日"
    assert made.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("role", [Role.EQUIPMENT, Role.ADMINISTRATOR])
def test_who_neither_meets_people_nor_looks_into_matters_sees_no_register(town: Town, role: Role) -> None:
    call(town)
    client = client_of(make_staff(town.centre, "唐芒种", roles=(role,)))
    for path in ("", "file.xlsx", "file.pdf"):
        answer = client.get(f"/registers/calls/{path}")
        assert answer.status_code == 422
        assert "你的岗位不看登记簿" in answer.content.decode()
    assert not Entry.objects.filter(subject_kind="register").exists()


@pytest.mark.parametrize("role", [Role.HELPER, Role.LEADER, Role.DISCIPLINE, Role.ASSESSMENT_PANEL])
def test_each_masked_file_is_journalled_with_who_took_it(town: Town, role: Role) -> None:
    call(town)
    taker = make_staff(town.centre, "唐芒种", roles=(role, Role.EQUIPMENT))
    client = client_of(taker)
    assert len(rows(client.get("/registers/calls/").content.decode())) == 1
    b"".join(client.get("/registers/calls/file.xlsx?from=2026-10-01"))
    entry = Entry.objects.get(subject_kind="register")
    assert (entry.action, entry.subject_id, entry.actor_id) == ("register.take_masked", "calls", taker.pk)
    assert entry.data == {"form": "xlsx", "rows": 1, "period": "2026年10月1日至2026年10月9日"}


def test_the_full_printout_carries_the_address_and_says_so(town: Town) -> None:
    call(town)
    made = client_of(town.office).post("/registers/first/full/", {"other": "区里复核材料", "form": "pdf"})
    words = text_of(b"".join(made.streaming_content))  # type: ignore[attr-defined]
    for part in ("周乙石", "13900000001", "二坪镇火石村3组", "含姓名、电话，用后妥善保管"):
        assert part in words


def test_more_rows_than_anybody_prints_are_refused_with_a_way_out(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 4):
        call(town, number)
    monkeypatch.setattr("shouwen.desk.registers.book_files.MOST", {"xlsx": 3, "pdf": 2})
    client = client_of(town.office)
    refused = client.get("/registers/calls/file.pdf")
    assert refused.status_code == 422
    assert "一共 3 条，一次最多打印 2 条" in refused.content.decode()
    whole = table(taken(town, "/registers/calls/file.xlsx"))
    assert [str(row[0]) for row in whole][-3:] == ["问 261009-01", "问 261009-02", "问 261009-03"]


@pytest.mark.parametrize("role", [Role.WINDOW_STAFF, Role.LEADER])
def test_a_long_register_is_ordered_and_made_by_the_worker_for_who_ordered_it(
    town: Town, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    monkeypatch.setitem(AT_ONCE, "xlsx", 1)
    for number in (1, 2):
        call(town, number)
    staff = make_staff(town.centre, "要表的", roles=[role])
    client = client_of(staff)

    ordered = client.get("/registers/calls/file.xlsx?from=2026-10-09")
    order = FileOrder.objects.get()
    page = f"/registers/files/{order.pk}/"
    assert (ordered.status_code, ordered["Location"]) == (302, page)
    assert (order.state, order.rows, order.in_full) == (OrderState.WAITING, 2, False)
    assert Entry.objects.filter(action="register.take_masked", subject_id="calls").count() == 1
    shown = client.get(page)
    assert ("正在做，做好了在这里下载" in shown.content.decode(), shown["Refresh"]) == (True, "5")
    assert "还没做好" in client.get(f"{page}made").content.decode()

    assert make_registers() == 1

    assert "做好了，留到 10-09 12:47" in client.get(page).content.decode()
    file = client.get(f"{page}made")
    cells = [str(row[0]) for row in table(b"".join(file.streaming_content))]  # type: ignore[attr-defined]
    assert cells[-2:] == ["问 261009-01", "问 261009-02"]
    assert client_of(town.he).get(page).status_code == client_of(town.he).get(f"{page}made").status_code == 404
    assert make_registers() == 0


def test_what_an_order_is_narrowed_to_and_what_was_made_lie_sealed_and_go_after_two_hours(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(AT_ONCE, "xlsx", 0)
    call(town)
    client = client_of(town.office)
    address = searched(client, "/registers/calls/?q=周乙石")
    client.post(address.replace("/calls/", "/calls/full/"), {"reason": "处理投诉，核对经过", "form": "xlsx"})
    order = FileOrder.objects.get()
    assert make_registers() == 1

    lying = b"".join(path.read_bytes() for path in Path(settings.DATA, "waiting").iterdir())
    assert ("周乙石".encode() in bytes(order.asked_sealed), lying[:2] == b"PK", order.in_full) == (False, False, True)
    page = f"/registers/files/{order.pk}/"
    made = table(b"".join(client.get(f"{page}made").streaming_content))  # type: ignore[attr-defined]
    assert "周乙石" in [str(cell) for cell in made[-1]]
    monkeypatch.setattr(civil_time, "now", lambda: NOW + timedelta(hours=2, minutes=1))
    assert "已经过期删掉了" in client.get(page).content.decode()
    assert "做好的那一份已经过期删掉了" in client.get(f"{page}made").content.decode()
    monkeypatch.setattr(civil_time, "now", lambda: NOW + timedelta(days=1, minutes=1))
    assert (make_registers(), FileOrder.objects.count()) == (0, 0)


def test_a_long_register_asked_for_again_while_it_waits_is_the_same_order(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(AT_ONCE, "xlsx", 0)
    call(town)
    client = client_of(town.he)
    asked = ["/registers/calls/file.xlsx?from=2026-10-09", "/registers/calls/file.xlsx?from=2026-10-08"]
    places = [client.get(address)["Location"] for address in (asked[0], asked[0], asked[1])]
    assert (places[0] == places[1], places[0] == places[2]) == (True, False)
    assert (FileOrder.objects.count(), Entry.objects.filter(action__startswith="register").count()) == (2, 2)


def test_an_order_of_a_maker_that_was_killed_is_made_by_the_next_one_and_two_makers_take_two(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(AT_ONCE, "pdf", 0)
    call(town)
    client_of(town.he).get("/registers/calls/file.pdf")
    first = orders.take_order(at=NOW)
    assert (first is None, orders.take_order(at=NOW)) == (False, None)

    monkeypatch.setattr(civil_time, "now", lambda: NOW + timedelta(minutes=11))

    assert (make_registers(), FileOrder.objects.get().state) == (1, OrderState.READY)


def test_an_order_that_cannot_be_made_says_so_and_an_order_nobody_takes_too(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(AT_ONCE, "xlsx", 0)
    call(town)
    client = client_of(town.he)
    page = client.get("/registers/calls/file.xlsx")["Location"]
    monkeypatch.setattr(civil_time, "now", lambda: NOW + timedelta(minutes=6))
    assert "后台程序可能没有开" in client.get(page).content.decode()
    FileOrder.objects.update(asked_sealed=b"broken")

    assert make_registers() == 0

    assert "没做成" in client.get(page).content.decode()
