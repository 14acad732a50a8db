"""二坪镇便民服务中心 as invented for the demo: windows, and staff named after the solar terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shouwen.people.enums import Role, WindowKind

NAME, TOWN, PAPER_MARK = "二坪镇便民服务中心", "二坪镇", "二坪便"
ADDRESS = "二坪镇新街1号"
PHONE, SUPERVISION_PHONE = "023-00000010", "023-00000020"
POSTED_FROM = date(2023, 7, 25)
PASSWORD = "erping-demo"  # noqa: S105  (known to all by design: it opens nothing but an invented town)


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """One window, with the areas of business that belong to it."""

    number: int
    name: str
    kind: WindowKind
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DepartmentPlan:
    """An office outside the centre."""

    name: str
    place: str
    phone: str


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """One member of staff; `stands_in` is the login of the one who covers (AB岗)."""

    login: str
    name: str
    roles: tuple[Role, ...]
    window: int | None = None
    stands_in: str = ""


WINDOWS = (
    WindowPlan(1, "综合受理窗口", WindowKind.GENERAL, ("党群综合",)),
    WindowPlan(2, "综合受理窗口", WindowKind.GENERAL, ("卫生健康",)),
    WindowPlan(3, "社保医保窗口", WindowKind.BUSINESS, ("社会保障", "医疗保障")),
    WindowPlan(4, "民政残联窗口", WindowKind.BUSINESS, ("民政", "残联", "退役军人")),
    WindowPlan(5, "规建农业窗口", WindowKind.BUSINESS, ("农业农村", "规划建设", "林业")),
    WindowPlan(6, "涉企服务窗口", WindowKind.BUSINESS, ("就业",)),
)

DEPARTMENTS = (
    DepartmentPlan("区残联", "区政务大厅3楼12号窗口", "023-00000061"),
    DepartmentPlan("区住建委", "区政务大厅2楼8号窗口", "023-00000062"),
    DepartmentPlan("区不动产登记中心", "区政务大厅1楼", "023-00000063"),
    DepartmentPlan("区人社局", "区政务大厅3楼5号窗口", "023-00000064"),
    DepartmentPlan("区医保局", "区政务大厅3楼9号窗口", "023-00000065"),
    DepartmentPlan("二坪派出所", "二坪镇新街12号", "023-00000066"),
)

STAFF = (
    StaffPlan("heguyu", "何谷雨", (Role.GENERAL_WINDOW_STAFF,), 1, "zhouxiaoman"),
    StaffPlan("yangjingzhe", "杨惊蛰", (Role.GENERAL_WINDOW_STAFF,), 2, "heguyu"),
    StaffPlan("luoshuangjiang", "罗霜降", (Role.WINDOW_STAFF,), 3, "heguyu"),
    StaffPlan("dengbailu", "邓白露", (Role.WINDOW_STAFF,), 4, "yangjingzhe"),
    StaffPlan("fenglixia", "冯立夏", (Role.WINDOW_STAFF,), 5, "zhouxiaoman"),
    StaffPlan("zhouxiaoman", "周小满", (Role.WINDOW_STAFF,), 6, "yangjingzhe"),
    StaffPlan("tangmangzhong", "唐芒种", (Role.HELPER,), None, "heguyu"),
    StaffPlan("ranchunfen", "冉春分", (Role.MANAGEMENT_OFFICE,)),
    StaffPlan("maliqiu", "马立秋", (Role.LEADER,)),
    StaffPlan("shihanlu", "石寒露", (Role.DISCIPLINE,)),
    StaffPlan("tiandongzhi", "田冬至", (Role.ASSESSMENT_PANEL,)),
    StaffPlan("qindaxue", "秦大雪", (Role.EQUIPMENT, Role.ADMINISTRATOR)),
)

OFFICE, PANEL, DISCIPLINE, LEADER, ADMINISTRATOR = "ranchunfen", "tiandongzhi", "shihanlu", "maliqiu", "qindaxue"
