"""公开的数: what each figure is, in plain words, and which of the eight promises it measures (服务承诺制度 第二条; P2).

A change of meaning is a new `VERSION`: months sealed under an older one keep their numbers and are never compared with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shouwen.indicators.enums import Direction, Measure, Unit
from shouwen.rulebook.shipped import shipped

VERSION = "2026-1"
AT_ONCE_MINUTES = 30
"""An answer within that many minutes by the first responder is one on the spot."""
PROMISES = tuple(promise.words for promise in shipped().on(date(2026, 1, 1)).promises)
"""八项承诺, in their own words, from the rulebook that these figures were made for (服务承诺制度 第二条)."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure. `promise`: 1 to 8, or 0; `target` in the figure's unit, None where there is none."""

    key: str
    name: str
    words: str
    numerator: str
    denominator: str
    measure: Measure
    unit: Unit
    source: str
    promise: int = 0
    target: float | None = None
    direction: Direction = Direction.AT_LEAST
    short: str = ""

    @property
    def target_words(self) -> str:
        """As the page says it: 98% 以上, 10 分钟内, 0 起."""
        if self.target is None:
            return ""
        amount = f"{self.target:g}"
        if self.measure == Measure.RATE:
            return f"{amount}%" if self.target == 100 else f"{amount}% 以上"
        if self.measure == Measure.MEDIAN:
            return f"{amount} {self.unit.label}内"
        return f"{amount} {self.unit.label}"


_AT_MOST = Direction.AT_MOST
DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "first_answer_minutes",
        "登记到第一次答复",
        "现场来的人，从登记到第一次得到答复用了多少分钟（只算办公时间）。没答复的按最长的排。窗口前排队的时间没有记录，不在里面。",
        "把本月现场首问按用时从短到长排，取中间一件的分钟数",
        "本月登记的现场首问",
        Measure.MEDIAN,
        Unit.MINUTE,
        "首问登记",
        promise=1,
        target=10,
        direction=_AT_MOST,
        short="登记到答复（中位数）",
    ),
    Definition(
        "on_time",
        "按时办结率",
        "按时办结的占多少。过了期限还没办结的，办结以前每个月都算进分母，拖着不办不会让这个数变好。申请人自己撤回的不算。",
        "本月办结的办件里没有逾期的",
        "本月办结的办件，加上到月底过了期限还没办结的",
        Measure.RATE,
        Unit.PERCENT,
        "办件时限",
        promise=2,
        target=98,
        short="按时办结率",
    ),
    Definition(
        "errors",
        "出错重来",
        "写错作废的文书，和对同样的材料第二次要求补正。",
        "本月作废的文书，加上本月对同样的材料再次要求补正的告知书",
        "",
        Measure.COUNT,
        Unit.CASE,
        "文书作废、补正告知书",
        promise=3,
        target=0,
        direction=_AT_MOST,
        short="文书作废、重复补正",
    ),
    Definition(
        "opened_without_reason",
        "看个人信息没写事由",
        "打开群众的完整信息要先写事由，没写的系统不让打开，每次都留痕。这里数的是留痕里没有事由的，用来核对，应当一直是 0。",
        "本月打开完整信息、留痕里没有事由的",
        "",
        Measure.COUNT,
        Unit.TIME,
        "留痕",
        promise=4,
        target=0,
        direction=_AT_MOST,
        short="看个人信息没写事由",
    ),
    Definition(
        "discord",
        "不当言论经核实",
        "在公开场合或工作群里发表不当言论，经核实的。",
        "本月核实的此类线索（考核制度 三（二）（8））",
        "",
        Measure.COUNT,
        Unit.EVENT,
        "考核线索",
        promise=5,
        target=0,
        direction=_AT_MOST,
        short="不当言论，经核实",
    ),
    Definition(
        "discipline",
        "移交镇纪委",
        "经核实、要移交镇纪委处理的。",
        "本月核实的此类线索（考核制度 三（二）（6））",
        "",
        Measure.COUNT,
        Unit.CASE,
        "考核线索",
        promise=6,
        target=0,
        direction=_AT_MOST,
        short="移交镇纪委",
    ),
    Definition(
        "reputation",
        "被查实或被通报",
        "被媒体、暗访或上级查实的；同一次行为几级通报只算一起。",
        "本月核实的此类线索，同一次行为只算一起（考核制度 三（二）（9））",
        "",
        Measure.COUNT,
        Unit.EVENT,
        "考核线索",
        promise=7,
        target=0,
        direction=_AT_MOST,
        short="被查实或被通报",
    ),
    Definition(
        "complaints_late",
        "投诉没按期答复",
        "到了答复期限还没有答复的投诉。",
        "期限落在本月、到期没有答复的投诉",
        "",
        Measure.COUNT,
        Unit.CASE,
        "投诉登记",
        promise=8,
        target=0,
        direction=_AT_MOST,
        short="投诉没按期答复",
    ),
    Definition(
        "answered_at_once",
        "当场答复的首问",
        f"现场和来电的首问，{AT_ONCE_MINUTES} 分钟内由第一个接待的人自己答复或受理的。",
        f"{AT_ONCE_MINUTES} 分钟内由首问负责人告知结果的",
        "本月登记的现场和来电首问",
        Measure.RATE,
        Unit.PERCENT,
        "首问登记",
    ),
    Definition(
        "told_once",
        "一次告知就补齐",
        "要补材料的办件里，只告知过一次的。",
        "其中只发过一份补正告知书的",
        "本月办结的办件里发过补正告知书的",
        Measure.RATE,
        Unit.PERCENT,
        "补正告知书",
    ),
    Definition(
        "extensions",
        "延期",
        "告知了本人并生效的延期；一件最多延一次，最长 5 个工作日。",
        "本月告知本人的延期",
        "",
        Measure.COUNT,
        Unit.CASE,
        "办件时限",
    ),
    Definition(
        "overdue_reasons",
        "写明的超期原因",
        "超期的办件，由负责的人选一类原因、写一句，只写一次；这里只按类数，不带人，也不带原话。还没写的不在里面，所以不等于超期的件数。",
        "到期日在本月、写明了超期原因的办件",
        "",
        Measure.COUNT,
        Unit.CASE,
        "超期原因",
    ),
    Definition(
        "days_used",
        "办结用的工作日",
        "按工作日计的办件，从受理到办结实际用的工作日，等申请人和法定程序的日子不算。",
        "把本月办结的按用时从短到长排，取中间一件",
        "本月办结、按工作日计的办件",
        Measure.MEDIAN,
        Unit.WORKDAY,
        "办件时限",
    ),
    Definition(
        "days_promised",
        "承诺的工作日",
        "同一批办件承诺的工作日。",
        "把本月办结的按承诺时限从短到长排，取中间一件",
        "本月办结、按工作日计的办件",
        Measure.MEDIAN,
        Unit.WORKDAY,
        "办件时限",
    ),
    Definition(
        "satisfaction",
        "满意率",
        "群众自己评的里面，非常满意、满意和基本满意的。没评的由系统记默认，不算。没过完的月份算到上个星期日。",
        "非常满意、满意、基本满意",
        "本月群众自己评的",
        Measure.RATE,
        Unit.PERCENT,
        "好差评",
    ),
    Definition(
        "ratings",
        "群众自己评的",
        "群众自己评的次数，分五档；人数少的档并在一起。没过完的月份算到上个星期日。",
        "本月群众自己评的",
        "",
        Measure.COUNT,
        Unit.TIME,
        "好差评",
    ),
    Definition(
        "ratings_default",
        "系统默认的评价",
        "办结后一直没评、由系统记为默认的次数。没过完的月份算到上个星期日。",
        "本月系统记的默认",
        "",
        Measure.COUNT,
        Unit.TIME,
        "好差评",
    ),
    Definition(
        "complaints",
        "收到的投诉",
        "本月收到的投诉。",
        "本月登记的投诉",
        "",
        Measure.COUNT,
        Unit.CASE,
        "投诉登记",
    ),
    Definition(
        "complaints_upheld",
        "投诉经查属实",
        "本月收到的投诉里，查下来属实的。封存以后才查实的，另记更正。",
        "其中经查属实的",
        "本月登记的投诉",
        Measure.COUNT,
        Unit.CASE,
        "投诉登记",
    ),
    Definition(
        "complaints_in_time",
        "投诉按期答复率",
        "期限落在本月的投诉里，到期前已经答复的。",
        "其中到期前已答复的",
        "期限落在本月的投诉",
        Measure.RATE,
        Unit.PERCENT,
        "投诉登记",
    ),
)
BY_KEY = {definition.key: definition for definition in DEFINITIONS}
OF_PROMISE = {definition.promise: definition for definition in DEFINITIONS if definition.promise}
"""The measure of each of the eight promises."""
