"""要一份长的登记簿: ordered in one change with the record of who takes it out; made by the worker, one maker each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from shouwen.journal.change import one_change
from shouwen.office_files import waiting
from shouwen.office_files.enums import OrderState
from shouwen.office_files.models import FileOrder
from shouwen.people.actor import Actor
from shouwen.people.full_exports import take_out
from shouwen.people.registers import note_masked_file
from shouwen.refusals import refuse
from shouwen.sealing import key_ring

GIVEN_UP_AFTER = timedelta(minutes=10)
"""A maker that was killed: after this another one takes the order."""

KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which register, in which form, narrowed to what, and in full with which reason."""

    book: str
    form: str
    rows: int
    period: str
    asked: Mapping[str, str]
    reason: str | None = None


@one_change
def order_file(*, wanted: Wanted, by: Actor, at: datetime) -> FileOrder:
    """要一份, and record that it leaves the house; with a reason, in full. Asked again while it is still to be made, the same order.
    Raises Refused, and orders nothing then."""
    known = _ordered_already(wanted, by) if wanted.reason is None else None
    if known is not None:
        return known
    note_leaving(wanted=wanted, by=by, at=at)
    order = FileOrder.objects.create(
        centre_id=by.centre_id,
        book=wanted.book,
        form=wanted.form,
        in_full=wanted.reason is not None,
        rows=wanted.rows,
        ordered_at=at,
        ordered_by_id=by.member_id,
    )
    order.asked_sealed = key_ring().seal(json.dumps(dict(wanted.asked)), place=_place(order))
    order.save(update_fields=["asked_sealed"])
    return order


def _ordered_already(wanted: Wanted, by: Actor) -> FileOrder | None:
    rows = FileOrder.objects.filter(
        centre_id=by.centre_id, ordered_by_id=by.member_id, book=wanted.book, form=wanted.form
    )
    rows = rows.filter(in_full=False, state__in=[OrderState.WAITING, OrderState.MAKING])
    return next((row for row in rows if asked_of(row) == dict(wanted.asked)), None)


@one_change
def note_leaving(*, wanted: Wanted, by: Actor, at: datetime) -> None:
    """Record that a register leaves the house: masked, or in full with its reason. Raises Refused."""
    if wanted.reason is None:
        note_masked_file(book=wanted.book, form=wanted.form, rows=wanted.rows, period=wanted.period, by=by, at=at)
    else:
        take_out(
            book=wanted.book,
            form=wanted.form,
            rows=wanted.rows,
            period=wanted.period,
            reason=wanted.reason,
            by=by,
            at=at,
        )


def order_with(order_id: int, *, by: Actor) -> FileOrder | None:
    """An order, for who made it."""
    return FileOrder.objects.filter(pk=order_id, centre_id=by.centre_id, ordered_by_id=by.member_id).first()


def take_order(*, at: datetime) -> FileOrder | None:
    """The order that has waited longest, now in the hands of one maker; None if nobody waits."""
    abandoned = Q(state=OrderState.MAKING, taken_at__lt=at - GIVEN_UP_AFTER)
    for order in FileOrder.objects.filter(Q(state=OrderState.WAITING) | abandoned).order_by("ordered_at")[:20]:
        same = FileOrder.objects.filter(pk=order.pk, state=order.state, taken_at=order.taken_at)
        if same.update(state=OrderState.MAKING, taken_at=at):
            order.state, order.taken_at = OrderState.MAKING, at
            return order
    return None


def asked_of(order: FileOrder) -> dict[str, str]:
    """What it is narrowed to."""
    asked: dict[str, str] = json.loads(key_ring().open(order.asked_sealed, place=_place(order)))
    return asked


def put_made(*, order: FileOrder, data: bytes, name: str, by: Actor, at: datetime) -> None:
    """做好了: the bytes lie sealed for two hours, for who ordered them."""
    token = waiting.keep(data, name=name, purpose=_purpose(order), by=by, at=at)
    ready = {"state": OrderState.READY, "ready_at": at, "token": token}
    if not FileOrder.objects.filter(pk=order.pk, state=OrderState.MAKING, taken_at=order.taken_at).update(**ready):
        waiting.let_go(token, purpose=_purpose(order), by=by)


def note_failed(order: FileOrder) -> None:
    """没做成: it can be ordered again."""
    FileOrder.objects.filter(pk=order.pk, state=OrderState.MAKING, taken_at=order.taken_at).update(
        state=OrderState.FAILED
    )


def made_file(order: FileOrder, *, by: Actor, at: datetime) -> tuple[str, bytes]:
    """Name and bytes of an order that is ready. Raises Refused while it isn't, and once two hours have passed."""
    if order.state != OrderState.READY:
        raise refuse("file_not_ready", "还没做好", way_out="等一会儿再下载")
    if order.ready_at is None or order.ready_at + waiting.KEPT_FOR < at:
        raise refuse("file_gone", "做好的那一份已经过期删掉了", way_out="要用再要一份")
    return waiting.kept(order.token, purpose=_purpose(order), by=by, at=at)


def forget_old(*, at: datetime) -> None:
    """Orders of the day before go; who took what out stays in the journal."""
    FileOrder.objects.filter(ordered_at__lt=at - KEPT_FOR).delete()


def _purpose(order: FileOrder) -> str:
    return f"book{order.pk}"


def _place(order: FileOrder) -> str:
    return f"office_files_fileorder.asked.{order.pk}"
