"""中心的时限: which limits an office sets itself, what they mean, and within which bounds. Data, no rule of the regulation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LimitSetting:
    """One limit: the field of the centre, its name, what it is counted in, its bounds, and where it rests."""

    field: str
    label: str
    unit: str
    least: int
    most: int
    clause: str
    article: str
    is_optional: bool = False
    remark: str = ""


MINUTES, WORKDAYS, DAYS, SECONDS = "分钟（工作时间）", "个工作日", "天", "秒"
LIMITS = (
    LimitSetting("handover_minutes", "转交窗口后多久接收", MINUTES, 5, 480, "F6", "首问负责制度 第五条（二）"),
    LimitSetting("department_workdays", "转交外部门后多久接收", WORKDAYS, 1, 10, "F6", "首问负责制度 第五条（二）"),
    LimitSetting("ruling_workdays", "管理办公室多久答复请示", WORKDAYS, 1, 10, "F7", "首问负责制度 第五条（三）"),
    LimitSetting(
        "ruling_minutes",
        "请示改按分钟答复",
        MINUTES,
        10,
        960,
        "F7",
        "首问负责制度 第五条（三）",
        is_optional=True,
        remark="空着就按上面的工作日",
    ),
    LimitSetting("claim_minutes", "网上提问多久没人认领归值班人", MINUTES, 5, 480, "F2", "首问负责制度 第三条"),
    LimitSetting("online_answer_workdays", "网上提问多久答复", WORKDAYS, 1, 10, "K1.2", "考核制度 三（一）（2）"),
    LimitSetting("prereview_workdays", "网上申请多久预审完", WORKDAYS, 1, 5, "S1", "一次性告知制度 第六条"),
    LimitSetting(
        "help_seconds",
        "请人帮忙多久没人应就上报",
        SECONDS,
        20,
        600,
        "S2",
        "一体机进驻服务 第四条",
        remark="先报管理办公室，再过这么久报镇领导",
    ),
    LimitSetting("callback_minutes", "漏接来电多久回电", MINUTES, 10, 960, "F8", "首问负责制度 第五条（四）"),
    LimitSetting(
        "try_minutes",
        "两次回电至少隔多久",
        MINUTES,
        5,
        240,
        "F8",
        "首问负责制度 第五条（四）",
        remark="隔得短的算一次",
    ),
    LimitSetting("call_minutes", "要打的告知电话多久打", MINUTES, 10, 960, "P3c", "服务承诺制度 第三条"),
    LimitSetting("rating_days", "办结以后多少天里能评价", DAYS, 5, 60, "P1", "国办发〔2019〕51号"),
    LimitSetting("supervision_workdays", "督办多久答复", WORKDAYS, 1, 10, "T1", "限时办结制度 第二条"),
    LimitSetting("unresolved_workdays", "办不成事多久给结果", WORKDAYS, 1, 20, "F4", "首问负责制度 第四条"),
)
