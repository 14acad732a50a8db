"""登记簿和台账: what they say, how they are narrowed, and how they leave the house."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests.cases.scene import review
from tests.desk.searching import searched
from tests.factories import Town, civil, client_of, make_case, make_inquiry, make_person, make_staff, make_town
from tests.tasks import scene as tasks

from shouwen import civil_time
from shouwen.cases.enums import ReviewState
from shouwen.desk.jobs import make_registers
from shouwen.desk.registers.book_files import AT_ONCE
from shouwen.desk.registers.books import BOOKS
from shouwen.inquiries import declines, handovers, rulings
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Channel, DeclineGround, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.inquiries.register_queries import Asked, handover_register, ruling_register, unresolved_register
from shouwen.inquiries.unresolved import note_unresolved, settle_unresolved
from shouwen.journal.models import Entry
from shouwen.office_files import orders
from shouwen.office_files.enums import OrderState
from shouwen.office_files.models import FileOrder
from shouwen.people.enums import Role
from shouwen.people.models import Department
from shouwen.people.queries import actor_of
from shouwen.people.registers import may_see_registers

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)
EARLIER = civil(2026, 10, 9, 9, 5)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


def call(town: Town, number: int = 1, *, at: datetime = EARLIER) -> Inquiry:
    person = make_person(town.centre, "周乙石", phone=f"139{number:08d}", address="二坪镇火石村3组")
    return make_inquiry(town.actor(town.he), at=at, person=person, matter=f"第 {number} 件事", channel=Channel.PHONE)


def hand_over(town: Town, number: int = 1) -> Inquiry:
    inquiry = call(town, number)
    handovers.hand_over(
        inquiry=inquiry,
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="请到4号",
        by=town.actor(town.he),
        at=civil(2026, 10, 9, 9, 10),
    )
    return inquiry


def ask(town: Town, number: int = 1) -> Inquiry:
    inquiry = call(town, number)
    at = civil(2026, 10, 9, 9, 20)
    rulings.ask_ruling(inquiry=inquiry, question=f"第 {number} 问", words="问了回您", by=town.actor(town.he), at=at)
    return inquiry


def stuck(town: Town, number: int = 1) -> Inquiry:
    inquiry = call(town, number)
    at = civil(2026, 10, 9, 9, 30)
    note_unresolved(inquiry=inquiry, obstacle="系统查不到他的档案", words="登记了", by=town.actor(town.he), at=at)
    return inquiry


def rows(html: str) -> list[list[str]]:
    """Cells of every row without the button: the main words and what stands beneath, by |."""
    found = []
    for row in re.findall(r"<tr data-row.*?</tr>", html, re.DOTALL):
        cells = re.findall(r'<td><span class="two">(.*?)</span>(?:<span class="me">(.*?)</span>)?</td>', row, re.DOTALL)
        found.append(["|".join(filter(None, cell)) for cell in cells])
    return found


def table(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def text_of(data: bytes) -> str:
    return "".join(re.sub(r"\s+", "", page.extract_text()) for page in PdfReader(BytesIO(data)).pages)


def taken(town: Town, address: str) -> bytes:
    answer = client_of(town.office).get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


# ---- what they say -------------------------------------------------------------------------------------------------


def test_f8_the_call_register_says_who_called_who_answered_to_whom_it_went_and_when_the_caller_was_told(
    town: Town,
) -> None:
    inquiry = hand_over(town)
    at, deng = civil(2026, 10, 9, 9, 25), town.actor(town.deng)
    handovers.accept_handover(handover=inquiry.handovers.get(), by=deng, at=at)
    inquiry.refresh_from_db()
    answer(inquiry=inquiry, words="带身份证来换", means=ToldBy.PHONE, by=deng, at=civil(2026, 10, 9, 9, 40))
    make_inquiry(town.actor(town.he), at=NOW, matter="现场问的")
    assert rows(client_of(town.office).get("/registers/calls/").content.decode()) == [
        [
            "问 261009-01|10月9日 09:05",
            "周*石|139****0001",
            "第 1 件事",
            "何谷雨|4号 民政残联窗口 邓白露",
            "已答复|带身份证来换",
            "10月9日 09:40|邓白露 电话里说了",
        ]
    ]


def test_f8_a_caller_not_told_yet_stands_among_the_untold(town: Town) -> None:
    told, untold = call(town, 1), call(town, 2)
    answer(inquiry=told, words="说了", means=ToldBy.PHONE, by=town.actor(town.he), at=NOW)
    html = client_of(town.office).get("/registers/calls/?state=untold").content.decode()
    assert [row[0] for row in rows(html)] == [f"{untold.number}|10月9日 09:05"]


def test_f2_f5_the_register_keeps_the_first_responder_and_the_materials_received(town: Town) -> None:
    case = make_case(town.actor(town.he), town.house, at=civil(2026, 10, 8, 9), person=make_person(town.centre))
    review(case, town.actor(town.he), civil(2026, 10, 8, 9), faults={"户口簿": ReviewState.MISSING})
    [row] = rows(client_of(town.office).get("/registers/first/").content.decode())
    assert row[:5] == [
        "问 261008-01|10月8日 09:00",
        "陈*木|现场 · 138****0000",
        "老屋想在原址翻建（农村宅基地建房审批）|身份证、申请表",
        "何谷雨|1号 综合受理窗口 何谷雨",
        f"已转为办件 {case.number}|材料和时限都说清楚了",
    ]


def test_f6_the_register_of_hand_overs_says_who_refused_and_why(town: Town) -> None:
    inquiry = hand_over(town)
    handovers.refuse_handover(
        handover=inquiry.handovers.get(), reason="不归民政管", by=town.actor(town.deng), at=civil(2026, 10, 9, 9, 25)
    )
    outside = call(town, 2)
    office = Department.objects.create(centre=town.centre, name="县住建委")
    words = "请去住建委"
    handovers.hand_over_outside(inquiry=outside, to_department=office, words=words, by=town.actor(town.he), at=NOW)
    client = client_of(town.office)
    [refused] = rows(client.get("/registers/handed-over/?state=refused").content.decode())
    assert refused[3:] == ["何谷雨", "4号 民政残联窗口 邓白露|不归民政管", "拒收 邓白露|10月9日 09:25", "待处理"]
    [sent] = rows(client.get("/registers/handed-over/?state=outside").content.decode())
    assert sent[4] == "外部门：县住建委"
    found = searched(client, "/registers/handed-over/?q=住建委")
    assert [row[0] for row in rows(client.get(found).content.decode())] == ["问 261009-02|10月9日 10:47"]


def test_f7_the_register_of_rulings_says_what_was_ruled_and_whether_the_person_was_told(town: Town) -> None:
    inquiry = ask(town)
    ruling = inquiry.rulings.get()
    rulings.give_ruling(
        ruling=ruling, answer="归4号办", reason="民政的事", by=town.actor(town.office), at=civil(2026, 10, 9, 10)
    )
    client = client_of(town.office)
    [row] = rows(client.get("/registers/rulings/?state=untold").content.decode())
    assert row == [
        f"{ruling.number}|10月9日 09:20",
        "何谷雨|怎么办",
        "第 1 问",
        "周*石",
        "周立夏|10月9日 10:00",
        "归4号办|民政的事",
        "—",
    ]
    inquiry.refresh_from_db()
    answer(inquiry=inquiry, words="归4号办", means=ToldBy.PHONE, by=town.actor(town.he), at=NOW)
    assert rows(client.get("/registers/rulings/?state=untold").content.decode()) == []
    [row] = rows(client.get("/registers/rulings/").content.decode())
    assert row[6] == "10月9日 10:47|何谷雨 电话里说了"


def test_p3d_what_could_not_be_got_done_is_listed_with_obstacle_and_result(town: Town) -> None:
    matter = stuck(town).unresolved_matter
    client = client_of(town.office)
    [row] = rows(client.get("/registers/unresolved/?state=open").content.decode())
    assert row[2:5] == ["第 1 件事|系统查不到他的档案", "何谷雨|周立夏", "在办"]
    settle_unresolved(
        matter=matter,
        result="档案找到了",
        was_resolved=True,
        words="可以办了",
        means=ToldBy.PHONE,
        by=town.actor(town.office),
        at=NOW,
    )
    [row] = rows(client.get("/registers/unresolved/?state=resolved").content.decode())
    assert row[4:] == ["办成了|10月9日 10:47", "档案找到了"]


def test_f4_a_decline_stands_in_the_register_with_ground_basis_and_who_checked_it(town: Town) -> None:
    inquiry = call(town)
    declines.propose_decline(
        inquiry=inquiry,
        ground=DeclineGround.NOT_OURS,
        reason="归县里办",
        basis="行政许可法第三十二条",
        way_out="到县政务中心",
        words="我们先复核",
        by=town.actor(town.he),
        at=NOW,
    )
    decline = declines.agree_decline(decline=inquiry.declines.get(), by=town.actor(town.office), at=NOW)
    decline = declines.tell_decline(
        decline=decline, words="到县里办", means=ToldBy.PHONE, by=town.actor(town.he), at=NOW
    )
    [row] = rows(client_of(town.office).get("/registers/first/?state=declined").content.decode())
    assert decline.paper is not None
    expected = f"不予受理：不属于本机关职权，依据行政许可法第三十二条，周立夏复核，{decline.paper.number}|到县里办"
    assert row[4] == expected


# ---- narrowed ------------------------------------------------------------------------------------------------------


def test_days_window_staff_and_channel_narrow_and_stay_readable_in_the_address(town: Town) -> None:
    early = call(town, 1, at=civil(2026, 9, 30, 17, 59))
    late = make_inquiry(town.actor(town.deng), at=civil(2026, 10, 1, 0, 0), matter="国庆问的")
    client = client_of(town.office)

    def numbers(query: str) -> list[str]:
        return [row[0].split("|")[0] for row in rows(client.get(f"/registers/first/?{query}").content.decode())]

    assert numbers("from=2026-10-01&to=2026-10-01") == [late.number]
    assert numbers("to=2026-09-30") == [early.number]
    assert numbers("from=2026-10-02") == []
    assert numbers("from=2026-10-01&to=2026-09-30") == [late.number, early.number]
    assert numbers("channel=phone") == [early.number]
    assert numbers(f"staff={town.deng.pk}") == [late.number]
    assert numbers(f"window={town.general.pk}") == [early.number]
    assert numbers("from=nonsense&state=x&window=y&channel=fax&staff=-1") == [late.number, early.number]
    sent = {"from": "2026-10-01", "to": "", "state": "open", "q": "周乙石"}
    assert re.fullmatch(
        r"/registers/first/\?from=2026-10-01&state=open&s=[\w-]{8}",
        client.post("/registers/first/", sent).headers["Location"],
    )


@pytest.mark.parametrize(
    ("key", "make"),
    [("first", call), ("calls", call), ("handed-over", hand_over), ("rulings", ask), ("unresolved", stuck)],
)
def test_one_row_and_thirty_cost_the_same_queries(town: Town, key: str, make: Callable[[Town, int], Inquiry]) -> None:
    client = client_of(town.office)
    make(town, 1)
    address = searched(client, f"/registers/{key}/?q=第")
    costs = []
    for most in (1, 30):
        for number in range(Inquiry.objects.count() + 1, most + 1):
            make(town, number)
        for path in (address, f"/registers/{key}/?page=1", f"/registers/{key}/file.xlsx"):
            with CaptureQueriesContext(connection) as asked:
                b"".join(client.get(path))
            costs.append(len(asked))
    assert costs[:3] == costs[3:]
    assert len(rows(client.get(address).content.decode())) == 25
    assert len(rows(client.get(f"{address}&page=2").content.decode())) == 5


def test_another_centre_is_not_seen(town: Town) -> None:
    other = make_town("other", town="三坪镇")
    hand_over(town)
    for key in BOOKS:
        assert rows(client_of(other.office).get(f"/registers/{key}/").content.decode()) == []
        made = client_of(other.office).get(f"/registers/{key}/file.xlsx")
        assert len(table(b"".join(made.streaming_content))) == 3  # type: ignore[attr-defined]


# ---- files ---------------------------------------------------------------------------------------------------------


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
    assert "周*石" in words
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
    assert client.get("/registers/calls/file.xlsx").status_code == 200


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
    assert client.get(f"{page}made").status_code == 200
    monkeypatch.setattr(civil_time, "now", lambda: NOW + timedelta(hours=2, minutes=1))
    assert "已经过期删掉了" in client.get(page).content.decode()
    assert "做好的那一份已经过期删掉了" in client.get(f"{page}made").content.decode()
    monkeypatch.setattr(civil_time, "now", lambda: NOW + timedelta(days=1, minutes=1))
    assert (make_registers(), FileOrder.objects.count()) == (0, 0)


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


@pytest.mark.parametrize("role", list(Role))
def test_the_hub_lists_only_registers_that_open(town: Town, role: Role) -> None:
    staff = make_staff(town.centre, "看的人", roles=[role])
    client = client_of(staff)
    listed = re.findall(r'href="(/registers/[\w-]+/)"', client.get("/registers/").content.decode())

    assert [address for address in listed if client.get(address).status_code != 200] == []
    assert ("/registers/first/" in listed) == (may_see_registers(actor_of(staff, on=NOW.date())) is None)


@pytest.mark.parametrize(
    ("register", "index"),
    [
        (handover_register, "inquiries_handed_over_newest"),
        (ruling_register, "inquiries_rulings_newest"),
        (unresolved_register, "inquiries_unresolved_newest"),
    ],
)
def test_a_register_is_read_by_its_index(
    town: Town, register: Callable[[int, Asked], QuerySet[Any]], index: str
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a table of a few rows whole, whatever indexes it has")
    plain = register(town.centre.pk, Asked()).select_related(None)

    assert index in plain[:25].explain()
