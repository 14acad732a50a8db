"""登记簿和台账: what they say, and how they are narrowed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from tests.cases.scene import review
from tests.desk.books_scene import NOW, ask, call, hand_over, rows, stuck, table
from tests.desk.searching import searched
from tests.factories import Town, civil, client_of, make_case, make_inquiry, make_person, make_staff, make_town

from shouwen import civil_time
from shouwen.cases.enums import ReviewState
from shouwen.desk.registers.books import BOOKS
from shouwen.inquiries import declines, handovers, rulings
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import DeclineGround, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.inquiries.register_queries import Asked, handover_register, ruling_register, unresolved_register
from shouwen.inquiries.unresolved import settle_unresolved
from shouwen.people.enums import Role
from shouwen.people.models import Department
from shouwen.people.queries import actor_of
from shouwen.people.registers import may_see_registers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


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
