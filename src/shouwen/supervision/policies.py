"""May this person set the table, issue an order, answer it, judge the answer, explain what is overdue? (限时办结制度 第二条)"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.clocks.standing import Stand, standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal
from shouwen.supervision.enums import OrderState, OverdueCategory, StepKind
from shouwen.supervision.escalation import Step
from shouwen.supervision.models import OverdueReason, SupervisionOrder
from shouwen.supervision.transitions import MOVES

ARTICLE = "限时办结制度 第二条"
EXPLAINED = "优化营商环境条例 第三十六条"
MOST_WORDS, MOST_REASON, MOST_MATTER, MOST_STEPS = 500, 200, 80, 40
MOST_UNTIL = 120
"""The last overdue day that is warned of again."""
FARTHEST = timedelta(days=366)
_ISSUE = (Role.MANAGEMENT_OFFICE, Role.LEADER)
_LOOK = (Role.MANAGEMENT_OFFICE, Role.LEADER, Role.DISCIPLINE, Role.ASSESSMENT_PANEL)
_RANGES = {StepKind.LEFT: (0, 30), StepKind.OVER: (1, 60), StepKind.SHARE: (1, 90)}


def may_see_warnings(by: Actor) -> Refusal | None:
    """预警 of the whole centre: the office, the leaders and who supervises; everybody else has their own on my day."""
    if by.has(*_LOOK):
        return None
    return Refusal("warnings_not_for_role", "预警由管理办公室、镇领导和考核监督的人看", way_out="你自己的在“今日”里")


def may_see_books(by: Actor) -> Refusal | None:
    """预警台账、督办台账: who looks over matters, not the windows."""
    if by.has(*_LOOK):
        return None
    return Refusal(
        "books_not_for_role", "预警和督办台账由管理办公室、镇领导和考核监督的人看", way_out="你自己的在“今日”和“督办”里"
    )


def may_set_table(by: Actor) -> Refusal | None:
    """预警表: the office or the administrator."""
    if by.has(Role.MANAGEMENT_OFFICE, Role.ADMINISTRATOR):
        return None
    return Refusal("not_for_table", "预警表由管理办公室或系统管理员改", ARTICLE, "请管理办公室改")


def table_fits(steps: Sequence[Step]) -> Refusal | None:
    """Every entry makes sense and stands there once; somebody hears before the time is over, and somebody when it is."""
    if len(steps) > MOST_STEPS:
        return Refusal("table_too_long", f"预警表最多 {MOST_STEPS} 行", ARTICLE)
    seen = set()
    for step in steps:
        low, high = _RANGES[step.step]
        if not low <= step.value <= high:
            return Refusal("step_wrong", f"“{step.step.label}”要在 {low} 到 {high} 之间，现在是 {step.value}", ARTICLE)
        if step.kind and step.kind not in ClockKind.values:
            return Refusal("kind_unknown", "没有这一类时限，请从名单里选", ARTICLE)
        if not step.receivers:
            return Refusal("nobody_warned", f"“{step.step.label} {step.value}”这一行还没有选提醒谁", ARTICLE)
        if refusal := _repeats_fit(step):
            return refusal
        key = (step.kind, step.step, step.value)
        if key in seen:
            return Refusal("step_twice", f"“{step.step.label} {step.value}”写了两行", ARTICLE, "合成一行")
        seen.add(key)
    for count, words in ((StepKind.LEFT, "到期前"), (StepKind.OVER, "超期后")):
        if not any(step.step == count and not step.kind for step in steps):
            return Refusal("table_gap", f"“全部”里{words}至少要有一行提醒", ARTICLE, "不想多提醒的，只写一行")
    return None


def _repeats_fit(step: Step) -> Refusal | None:
    """Warned of again: only what is over its time, up to a day."""
    if step.every and step.step != StepKind.OVER:
        return Refusal("repeats_wrong", "只有超期的才能隔几天再提醒", ARTICLE)
    if step.every > MOST_UNTIL:
        return Refusal("repeats_wrong", f"每隔几天最多 {MOST_UNTIL}，现在是 {step.every}", ARTICLE)
    if step.every and not step.value <= step.until <= MOST_UNTIL:
        return Refusal(
            "repeats_wrong",
            f"再提醒要写到超期第几天为止，不早于第一次，最多 {MOST_UNTIL}，现在是 {step.until}",
            ARTICLE,
        )
    if not step.every and step.until:
        return Refusal("repeats_wrong", "写了提醒到第几天，还要写每隔几天", ARTICLE)
    return None


def may_issue(by: Actor, clock: Clock | None = None) -> Refusal | None:
    """督办: the management office or a leader, on what is owed and not settled."""
    if not by.has(*_ISSUE):
        return Refusal("not_for_orders", "督办由管理办公室或镇领导发", ARTICLE, "请管理办公室督办")
    if clock is None:
        return None
    if refusal := same_centre(clock, by):
        return refusal
    if clock.closed_at is not None:
        return Refusal("clock_closed", "这件已经了结，不用督办", ARTICLE)
    if clock.kind == ClockKind.SUPERVISION:
        return Refusal("order_on_order", "督办本身不再督办", ARTICLE, "在督办单上退回再答")
    return None


def order_given(*, matter: str, words: str, to_staff_id: int, on: date, by: Actor) -> Refusal | None:
    """About what, what is wanted, and to a colleague who works here today; never to oneself."""
    if not matter:
        return Refusal("matter_missing", "还没有写督办什么事")
    if refusal := said(words, "要求", MOST_WORDS):
        return refusal
    if to_staff_id == by.staff_id:
        return Refusal("own_order", "不能督办自己", ARTICLE, "请另一位领导或管理办公室督办")
    if not any(one.staff_id == to_staff_id for one in people.colleagues(by.centre_id, on=on)):
        return Refusal("not_a_colleague", "这个人今天没有在岗岗位，选另一位", ARTICLE)
    return None


def may_see(order: SupervisionOrder, *, by: Actor, at: datetime) -> Refusal | None:
    """Who issued or got it, who stands in for them, and who looks over matters."""
    if refusal := same_centre(order, by):
        return refusal
    ids = (order.to_id, order.issued_by_id)
    if by.has(*_LOOK) or by.staff_id in ids or people.stood_in_for(by, ids, at=at):
        return None
    return Refusal("not_your_order", "这份督办不是给你的", ARTICLE)


def sees_all(by: Actor) -> bool:
    """Whether the list holds all of the centre."""
    return by.has(*_LOOK)


def may_answer(order: SupervisionOrder, *, by: Actor, at: datetime) -> Refusal | None:
    """答复: whom it is for, or who stands in for them (AB岗)."""
    if refusal := same_centre(order, by) or _in_state(order, OrderState.ANSWERED):
        return refusal
    if by.staff_id == order.to_id or people.stood_in_for(by, (order.to_id,), at=at):
        return None
    return Refusal("not_your_order", "督办由被督办的人答复", ARTICLE, f"请{order.to.name}答复")


def answer_fits(words: str, *, done_by: date | None, at: datetime) -> Refusal | None:
    """What was done, and by when the rest will be: not a day that is over."""
    if refusal := said(words, "办了什么", MOST_WORDS):
        return refusal
    today = local_date(at)
    if done_by is not None and not today <= done_by <= today + FARTHEST:
        return Refusal("done_by_wrong", "办完的日期要在今天以后、一年以内", ARTICLE, "已经办完的空着")
    return None


def may_judge(order: SupervisionOrder, to: OrderState, *, by: Actor, at: datetime) -> Refusal | None:
    """认可、退回、撤回: who issued it, who stands in for them, a leader; the office when they are gone. Never who answers it."""
    if refusal := same_centre(order, by) or _in_state(order, to):
        return refusal
    if to == OrderState.RETURNED and order.rounds.count() > 1:
        return Refusal("sent_back_once", "已经退回过一次，不能再退", ARTICLE, "认可并写明还差什么，或按问责办")
    answered = order.rounds.filter(answered_by_id=by.staff_id).exists() if by.staff_id else False
    if by.staff_id == order.to_id or answered:
        return Refusal("own_answer", "自己的答复不能自己认可", ARTICLE, f"请{order.issued_by.name}认可")
    here = people.colleagues(order.centre_id, on=local_date(at))
    is_gone = all(one.staff_id != order.issued_by_id for one in here)
    if (
        by.staff_id == order.issued_by_id
        or by.has(Role.LEADER)
        or (is_gone and by.has(Role.MANAGEMENT_OFFICE))
        or people.stood_in_for(by, (order.issued_by_id,), at=at)
    ):
        return None
    return Refusal("not_your_order", "答复由发督办的人认可", ARTICLE, f"请{order.issued_by.name}看")


def may_explain(clock: Clock, *, by: Actor, at: datetime) -> Refusal | None:
    """超期说明: who answers for what went over its time, or stands in for them; once."""
    if refusal := same_centre(clock, by):
        return refusal
    if standing_of(clock, at=at, by=Yardstick.of(clock.centre_id)).stand not in {Stand.OVERDUE, Stand.DONE_LATE}:
        return Refusal("not_overdue", "这件没有超期，不用说明", EXPLAINED)
    if OverdueReason.objects.filter(clock=clock).exists():
        return Refusal("explained_already", "超期原因已经写过了", EXPLAINED)
    if by.staff_id == clock.responsible_id or people.stood_in_for(by, (clock.responsible_id,), at=at):
        return None
    return Refusal("not_responsible", "超期原因由负责的人写", EXPLAINED, f"请{clock.responsible.name}写")


def reason_fits(category: str, words: str) -> Refusal | None:
    """A kind of reason and a sentence."""
    if category not in OverdueCategory.values:
        return Refusal("category_missing", "选一类原因", EXPLAINED)
    return said(words, "超期原因", MOST_REASON)


def said(words: str, what: str, most: int) -> Refusal | None:
    """Something is written, and it fits."""
    if not words.strip():
        return Refusal("words_missing", f"还没有写{what}", ARTICLE)
    if len(words.strip()) > most:
        return Refusal("words_too_long", f"{what}最多 {most} 字，现在 {len(words.strip())} 字")
    return None


def _in_state(order: SupervisionOrder, to: OrderState) -> Refusal | None:
    if to in MOVES[OrderState(order.state)]:
        return None
    label = OrderState(order.state).label
    return Refusal("order_moved_on", f"{order.number} 现在是“{label}”，不能这样办", way_out="刷新看看")
