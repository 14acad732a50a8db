"""告知方式: how a person wants to be told, asked at the window or said by the person on the progress page."""

from __future__ import annotations

from datetime import datetime

from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.models import Person
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import refuse_if
from shouwen.sealing import key_ring
from shouwen.telling import policies
from shouwen.telling.channel_choice import address_of, email_place
from shouwen.telling.enums import Wish
from shouwen.telling.models import Preference


@one_change
def set_preference(
    *, person: Person, wish: Wish, email: str = "", forget_email: bool = False, opted_out: bool, by: Actor, at: datetime
) -> Preference:
    """记告知方式: the channel the person wants, an e-mail address where one is given, and whether reminders are wanted. An address
    that is known stays when none is given, unless it is to be forgotten. Raises Refused."""
    refuse_if(same_centre(person, by) or may_serve(by))
    row = _held(person, at)
    known = address_of(row)
    address = email.strip() or ("" if forget_email else known)
    refuse_if(policies.wish_fits(wish, email=address))
    # Compared in clear: zhangsan@ and zhangsna@ have the same mask.
    is_new_address = address != known
    if row.pk is not None and (row.wish, row.opted_out, is_new_address) == (wish, opted_out, False):
        return row
    row.wish, row.opted_out = wish, opted_out
    if is_new_address:
        row.email_sealed = key_ring().seal(address, place=email_place(person.pk)) if address else b""
        row.email_masked = mask_email(address) if address else ""
    return _kept(row, is_new_address=is_new_address, by=by, at=at)


@one_change
def opt_out(*, person: Person, opted_out: bool, by: Actor, at: datetime) -> Preference:
    """不要提醒, or again: the person says so on the page of their own case. What the regulation wants told is told all the same."""
    refuse_if(same_centre(person, by))
    row = _held(person, at)
    if row.pk is not None and row.opted_out == opted_out:
        return row
    row.opted_out = opted_out
    return _kept(row, by=by, at=at)


def mask_email(address: str) -> str:
    """c***@mail.example"""
    name, _, domain = address.partition("@")
    return f"{name[:1]}***@{domain}"[:40]


def _held(person: Person, at: datetime) -> Preference:
    found = Preference.objects.select_for_update().filter(person=person).first()
    return found or Preference(centre_id=person.centre_id, person=person, changed_at=at)


def _kept(row: Preference, *, is_new_address: bool = False, by: Actor, at: datetime) -> Preference:
    row.changed_at, row.changed_by_id = at, by.staff_id
    row.save()
    data = {
        "wish": str(row.wish),
        "opted_out": row.opted_out,
        "has_email": bool(row.email_masked),
        "new_address": is_new_address,
    }
    journal.record(by=by, at=at, action="person.preference", subject_kind="person", subject_id=row.person_id, data=data)
    return row
