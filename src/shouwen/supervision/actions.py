"""One door for every change to the table, the orders and the explanations (限时办结制度 第二条; 优化营商环境条例 第三十六条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.refusals import refuse, refuse_if
from shouwen.supervision import policies
from shouwen.supervision.enums import OrderState, OverdueCategory, Receiver
from shouwen.supervision.escalation import Step
from shouwen.supervision.models import (
    Escalation,
    EscalationStep,
    OrderRound,
    OverdueReason,
    SupervisionOrder,
)
from shouwen.supervision.notices import notify
from shouwen.supervision.order_paper import issue_order_paper
from shouwen.supervision.words import seal_reason, seal_words


@one_change
def set_table(*, steps: Sequence[Step], by: Actor, at: datetime) -> Escalation:
    """改预警表: the whole table anew, from the next warning on; what was warned of stays warned. Raises Refused."""
    refuse_if(policies.may_set_table(by) or policies.table_fits(steps))
    row = Escalation.objects.create(centre_id=by.centre_id, set_at=at, set_by_id=by.staff_id)
    EscalationStep.objects.bulk_create(
        [
            EscalationStep(
                centre_id=by.centre_id,
                escalation=row,
                kind=one.kind,
                step=one.step,
                value=one.value,
                every=one.every,
                until=one.until,
                **{receiver.value: receiver in one.receivers for receiver in Receiver},
            )
            for one in steps
        ]
    )
    kept = [
        f"{one.kind or '*'} {one.step.value}-{one.value}"
        f"{f' /{one.every} ..{one.until}' if one.every else ''}"
        f" -> {' '.join(sorted(receiver.value for receiver in one.receivers))}"
        for one in steps
    ]
    journal.record(
        by=by, at=at, action="supervision.set_table", subject_kind="escalation", subject_id=row.pk, data={"steps": kept}
    )
    return row


@one_change
def issue_order(
    *,
    clock: Clock | None = None,
    matter: str = "",
    words: str,
    to_staff_id: int | None = None,
    by: Actor,
    at: datetime,
) -> SupervisionOrder:
    """发督办单: on a clock that runs or stands still, to who answers for it unless somebody else is named; or on a `matter` in a
    few words; with both, the words say what of it is meant. The answer is due in the working days that the centre set; the paper is
    issued with it. Raises Refused."""
    refuse_if(policies.may_issue(by, clock))
    about = mask_words(" ".join(matter.split()))[: policies.MOST_MATTER] or (clock.matter if clock is not None else "")
    to_id = to_staff_id or (clock.responsible_id if clock is not None else 0)
    refuse_if(policies.order_given(matter=about, words=words, to_staff_id=to_id, on=local_date(at), by=by))
    year = local_date(at).year % 100
    number = f"督 {year:02d}-{serials.take(by.centre_id, f'supervision/{year}'):04d}"
    order = SupervisionOrder(
        centre_id=by.centre_id,
        number=number,
        clock=clock,
        about_number=clock.number if clock is not None else "",
        matter=about,
        words_sealed=seal_words(words, centre_id=by.centre_id, number=number),
        issued_at=at,
        issued_by_id=by.member_id,
        to_id=to_id,
    )
    try:
        with transaction.atomic():
            order.save(force_insert=True)
    except IntegrityError:
        raise refuse(
            "ordered_already", "这件已经在督办，还没办结", clause=policies.ARTICLE, way_out="打开原来的督办单看"
        ) from None
    due = _begin_round(order, 1, by=by, at=at)
    order.paper = issue_order_paper(order, due, words=words.strip(), by=by, at=at)
    order.save(update_fields=["paper"])
    notify(order, f"{by.name}督办", due=due, staff_id=to_id, by=by, at=at)
    data: dict[str, object] = {"about": order.about_number, "to": to_id, "due": clocks.due_words(due)}
    record(order, "supervision.issue", by=by, at=at, data=data | {"words": Words(words.strip())})
    return order


@one_change
def answer(
    *, order: SupervisionOrder, words: str, done_by: date | None = None, by: Actor, at: datetime
) -> SupervisionOrder:
    """答复督办: what was done, and by when the rest will be. The clock ends; who issued it hears. Raises Refused."""
    hold(order)
    refuse_if(policies.may_answer(order, by=by, at=at) or policies.answer_fits(words, done_by=done_by, at=at))
    round_ = current_round(order)
    _move(order, OrderState.ANSWERED)
    clocks.close(centre_id=order.centre_id, kind=ClockKind.SUPERVISION, subject_id=round_.pk, at=at)
    round_.answer_sealed = seal_words(
        words, centre_id=order.centre_id, number=order.number, field=f"{round_.sequence}.answer"
    )
    round_.done_by, round_.answered_at, round_.answered_by_id = done_by, at, by.member_id
    round_.save(update_fields=["answer_sealed", "done_by", "answered_at", "answered_by"])
    notify(order, f"{by.name}答复了督办", staff_id=order.issued_by_id, by=by, at=at)
    data: dict[str, object] = {"done_by": done_by.isoformat() if done_by else "", "words": Words(words.strip())}
    record(order, "supervision.answer", by=by, at=at, data=data, whose=(order.to_id,))
    return order


@one_change
def send_back(*, order: SupervisionOrder, reason: str, by: Actor, at: datetime) -> SupervisionOrder:
    """退回再答: once, with the reason; a new limit begins. Raises Refused."""
    hold(order)
    refuse_if(policies.may_judge(order, OrderState.RETURNED, by=by, at=at))
    refuse_if(policies.said(reason, "为什么退回", policies.MOST_REASON))
    _move(order, OrderState.RETURNED)
    due = _begin_round(order, 2, reason=reason, by=by, at=at)
    notify(order, "督办答复退回，要再答一次", due=due, staff_id=order.to_id, by=by, at=at)
    data: dict[str, object] = {"due": clocks.due_words(due), "reason": Words(reason.strip())}
    record(order, "supervision.send_back", by=by, at=at, data=data, whose=(order.issued_by_id,))
    return order


@one_change
def accept(*, order: SupervisionOrder, words: str = "", by: Actor, at: datetime) -> SupervisionOrder:
    """认可, and the order is closed. `words`: what remains to be said. Raises Refused."""
    hold(order)
    refuse_if(policies.may_judge(order, OrderState.CLOSED, by=by, at=at))
    if words.strip():
        refuse_if(policies.said(words, "认可时说的话", policies.MOST_REASON))
    _end(order, OrderState.CLOSED, words, by=by, at=at)
    notify(order, "督办答复已认可", staff_id=order.to_id, by=by, at=at)
    record(
        order,
        "supervision.accept",
        by=by,
        at=at,
        data={"words": Words(words.strip())},
        whose=(order.issued_by_id,),
    )
    return order


@one_change
def withdraw(*, order: SupervisionOrder, reason: str, by: Actor, at: datetime) -> SupervisionOrder:
    """撤回督办: it was a mistake, or has become pointless; nobody is late with it. Raises Refused."""
    hold(order)
    refuse_if(policies.may_judge(order, OrderState.WITHDRAWN, by=by, at=at))
    refuse_if(policies.said(reason, "为什么撤回", policies.MOST_REASON))
    round_ = current_round(order)
    _end(order, OrderState.WITHDRAWN, reason, by=by, at=at)
    clocks.close(centre_id=order.centre_id, kind=ClockKind.SUPERVISION, subject_id=round_.pk, at=at)
    notify(order, "督办撤回了，不用答复", staff_id=order.to_id, by=by, at=at)
    record(
        order,
        "supervision.withdraw",
        by=by,
        at=at,
        data={"reason": Words(reason.strip())},
        whose=(order.issued_by_id,),
    )
    return order


@one_change
def explain_overdue(
    *, clock: Clock, category: OverdueCategory | str, words: str, by: Actor, at: datetime
) -> OverdueReason:
    """写超期原因 (优化营商环境条例 第三十六条): once, by who answers for it. Raises Refused."""
    clocks.hold(clock)
    refuse_if(policies.may_explain(clock, by=by, at=at) or policies.reason_fits(str(category), words))
    row = OverdueReason.objects.create(
        centre_id=clock.centre_id,
        clock=clock,
        category=category,
        words_sealed=seal_reason(words, centre_id=clock.centre_id, clock_id=clock.pk),
        noted_at=at,
        noted_by_id=by.member_id,
    )
    data: dict[str, object] = {"number": clock.number, "category": str(category), "words": Words(words.strip())}
    journal.record(
        by=by,
        at=at,
        action="supervision.explain_overdue",
        subject_kind=clock.kind,
        subject_id=clock.subject_id,
        data=data | people.covering(by, (clock.responsible_id,), at=at),
    )
    return row


def hold(order: SupervisionOrder) -> None:
    """Take the order for this change and read it anew: what the caller read may be old."""
    order.refresh_from_db(
        from_queryset=SupervisionOrder.objects.select_for_update(of=("self",)).select_related("to", "issued_by")
    )


def current_round(order: SupervisionOrder) -> OrderRound:
    """The round that is to be answered, or was last."""
    return OrderRound.objects.filter(order=order).order_by("-sequence")[0]


def record(
    order: SupervisionOrder,
    action: str,
    *,
    by: Actor,
    at: datetime,
    data: dict[str, object],
    whose: tuple[int, ...] = (),
) -> None:
    """The journal entry, under the current round as its clock's are; `whose`: B for A is said."""
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind=ClockKind.SUPERVISION,
        subject_id=current_round(order).pk,
        data={"number": order.number, **data} | people.covering(by, whose, at=at),
    )


def _begin_round(order: SupervisionOrder, sequence: int, *, reason: str = "", by: Actor, at: datetime) -> Clock:
    round_ = OrderRound.objects.create(
        centre_id=order.centre_id,
        order=order,
        sequence=sequence,
        began_at=at,
        returned_sealed=seal_words(
            reason, centre_id=order.centre_id, number=order.number, field=f"{sequence}.returned"
        ),
    )
    about = f"{order.about_number} " if order.about_number else ""
    clock: Clock = clocks.start(
        kind=ClockKind.SUPERVISION,
        subject_id=round_.pk,
        number=order.number,
        matter=f"督办{about}{order.matter}"[:120],
        person_masked=order.clock.person_masked if order.clock is not None else "",
        responsible_id=order.to_id,
        unit=LimitUnit.WORKDAY,
        promised_limit=people.centre(order.centre_id).supervision_workdays,
        by=by,
        at=at,
    )
    return clock


def _move(order: SupervisionOrder, to: OrderState, **changes: object) -> None:
    """Guarded: of two at once one is refused."""
    if not SupervisionOrder.objects.filter(pk=order.pk, state=order.state).update(state=to, **changes):
        raise refuse("order_moved_on", f"{order.number} 别人刚刚办了，刷新看看")
    order.state = to
    for name, value in changes.items():
        setattr(order, name, value)


def _end(order: SupervisionOrder, to: OrderState, words: str, *, by: Actor, at: datetime) -> None:
    sealed = seal_words(words, centre_id=order.centre_id, number=order.number, field="ended")
    _move(order, to, ended_at=at, ended_by_id=by.member_id, ended_sealed=sealed)
