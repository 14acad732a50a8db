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
from shouwen.telling.channel_choice import email_place
from shouwen.telling.enums import Wish
from shouwen.telling.models import Preference


@one_change
def set_preference(
    *, person: Person, wish: Wish, email: str = "", opted_out: bool, by: Actor, at: datetime
) -> Preference:
    """记告知方式: the channel the person wants, an e-mail address where one is given, and whether reminders are wanted. An address
    that is known stays when none is given. Raises Refused."""
    refuse_if(same_centre(person, by) or may_serve(by))
    email = email.strip()
    row = _held(person, at)
    refuse_if(policies.wish_fits(wish, email=email, knows_email=bool(row.email_masked)))
    before = (row.wish, row.opted_out, row.email_masked)
    row.wish, row.opted_out = wish, opted_out
    if email:
        row.email_sealed = key_ring().seal(email, place=email_place(person.pk))
        row.email_masked = mask_email(email)
    if not _is_news(row, before):
        return row
    return _kept(row, by=by, at=at)


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


def _is_news(row: Preference, before: tuple[str, bool, str]) -> bool:
    return row.pk is None or (row.wish, row.opted_out, row.email_masked) != before


def _kept(row: Preference, *, by: Actor, at: datetime) -> Preference:
    row.changed_at, row.changed_by_id = at, by.staff_id
    row.save()
    data = {"wish": str(row.wish), "opted_out": row.opted_out, "has_email": bool(row.email_masked)}
    journal.record(by=by, at=at, action="person.preference", subject_kind="person", subject_id=row.person_id, data=data)
    return row
