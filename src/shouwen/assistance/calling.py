"""叫人: from a kiosk or a telephone, and taken back by who called."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.assistance import policies
from shouwen.assistance.enums import About, CallState, Wish
from shouwen.assistance.models import HelpCall
from shouwen.assistance.queries import open_call_at
from shouwen.assistance.recording import hold, moved, record
from shouwen.assistance.transitions import OPEN_CALLS
from shouwen.civil_time import local_date
from shouwen.clocks.open_now import open_now
from shouwen.clocks.opening_times import times_words
from shouwen.devices.models import Device
from shouwen.journal.change import one_change
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.identity import normal_phone
from shouwen.people.masks import mask_phone, mask_words
from shouwen.people.phones import phone_hash
from shouwen.people.queries import centre
from shouwen.refusals import Refusal, refuse_if
from shouwen.sealing import key_ring


@one_change
def call_for_help(
    *,
    wish: Wish = Wish.COME,
    place: str = "",
    phone: str = "",
    about: About = About.UNSAID,
    device: Device | None = None,
    mark: str = "",
    address: str = "",
    by: Actor,
    at: datetime,
) -> HelpCall:
    """请人帮忙. From a kiosk `device` says where; from elsewhere `place`, or `phone` to be rung. The same page sent twice (`mark`),
    and a kiosk whose call is open, give the call that is there. `address`: the network address, only counted. Raises Refused."""
    if known := _open_already(mark, device, centre_id=by.centre_id, at=at):
        return known
    if device is not None:
        wish, place = Wish.COME, f"{device.name}（{device.place}）"
    place, phone = mask_words(" ".join(place.split())), normal_phone(phone) if wish == Wish.CALL_BACK else ""
    refuse_if(policies.call_fits(wish=wish, place=place, phone=phone) or closed(by.centre_id, at=at))
    asked_from = key_ring().search_hash(address, field="help.address", centre_id=by.centre_id)
    refuse_if(_not_too_often(by.centre_id, device, asked_from, phone, at=at))
    year, town = local_date(at).year % 100, centre(by.centre_id)
    call = HelpCall(
        centre_id=by.centre_id,
        number=f"帮 {year:02d}-{serials.take(by.centre_id, f'help/{year}'):04d}",
        mark=mark if mark and not HelpCall.objects.filter(mark=mark).exists() else secrets.token_hex(16),
        device=device,
        wish=wish,
        place=place[: policies.MOST_PLACE] if wish == Wish.COME else "",
        about=about,
        asked_from=asked_from,
        called_at=at,
        escalates_after=town.help_seconds,
    )
    call.phone_masked = mask_phone(phone) if phone else ""
    call.phone_sealed = key_ring().seal(phone, place=f"help.phone.{call.mark}")
    try:
        with transaction.atomic():
            call.save(force_insert=True)
    except IntegrityError:
        # Pressed twice in one moment: the first call stands, the number of this one is used up.
        if known := _open_already(mark, device, centre_id=by.centre_id, at=at):
            return known
        raise
    where: dict[str, object] = {"place": call.place, "about": call.about, "wish": call.wish}
    record(call, "help.call", by=by, at=at, data=where | ({"device": device.number} if device else {}))
    return call


@one_change
def cancel(*, call: HelpCall, by: Actor, at: datetime) -> HelpCall:
    """不用来了, said by who called. Raises Refused."""
    hold(call)
    refuse_if(policies.may_cancel(call))
    moved(call, CallState.CANCELLED, ended_at=at)
    record(call, "help.cancel", by=by, at=at)
    return call


def closed(centre_id: int, *, at: datetime) -> Refusal | None:
    """Outside the hours nobody is there: said with the hours and the telephone."""
    now = open_now(centre_id, at=at)
    if now.is_open:
        return None
    town = centre(centre_id)
    hours = times_words(centre_id, local_date(at))
    way_out = f"办公时间：{hours}" + (f"。电话 {town.phone}" if town.phone else "")
    return Refusal("closed_now", f"{now.words}，现在叫不到人", policies.ARTICLE, way_out)


def phone_of(call: HelpCall) -> str:
    """The number to ring, in clear; empty for none, or once it was forgotten."""
    return key_ring().open(call.phone_sealed, place=f"help.phone.{call.mark}")


def _open_already(mark: str, device: Device | None, *, centre_id: int, at: datetime) -> HelpCall | None:
    if device is not None and (found := open_call_at(device.pk, at=at)):
        return found
    rows = HelpCall.objects.filter(centre_id=centre_id, state__in=OPEN_CALLS)
    return rows.filter(mark=mark).first() if mark else None


def _not_too_often(
    centre_id: int, device: Device | None, asked_from: str, phone: str, *, at: datetime
) -> Refusal | None:
    rows = HelpCall.objects.filter(centre_id=centre_id, called_at__gt=at - policies.WITHIN)
    of_phone = 0
    if phone:
        wanted = phone_hash(centre_id, phone)
        recent = rows.filter(wish=Wish.CALL_BACK, phone_masked=mask_phone(phone))
        of_phone = sum(phone_hash(centre_id, phone_of(one)) == wanted for one in recent)
    return policies.not_too_often(
        of_device=rows.filter(device=device).count() if device else 0,
        of_address=rows.filter(asked_from=asked_from, device=None).count() if asked_from and device is None else 0,
        of_phone=of_phone,
        centre_phone=centre(centre_id).phone,
    )
