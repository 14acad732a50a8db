"""自助终端的配对 (一体机进驻服务 第四条): a one-time code from the desk makes the browser that types it this device's screen.

The code has eight digits, lasts ten minutes and works once; the key that the browser gets for it lasts until it is taken back or
another browser is paired. Both are kept only as hashes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings

from shouwen.devices import policies
from shouwen.devices.enums import DeviceState
from shouwen.devices.models import Device, KioskVisit, PairingTry
from shouwen.devices.recording import hold, record
from shouwen.devices.tokens import hashed, new_token
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused, refuse_if
from shouwen.sealing import key_ring

LASTS = timedelta(minutes=10)
MOST_OF_ONE, MOST_OF_ALL = 5, 60
"""Wrong codes within ten minutes, from one network address and from everywhere; a code is one of a hundred million."""
WRONG = Refusal("code_wrong", "配对码不对，或者过了 10 分钟", way_out="在设备页上再要一个")
TOO_OFTEN = Refusal("tried_too_often", "错得太多次了", way_out="过 10 分钟再试")


@one_change
def make_code(*, device: Device, by: Actor, at: datetime) -> str:
    """发配对码: shown once; the one before is void, the pairing that holds goes on until the new code is used. Raises Refused."""
    hold(device)
    refuse_if(policies.may_pair(device, by))
    code = f"{secrets.randbelow(10**8):08d}"
    device.pairing_hash, device.pairing_until = _code_hash(code), at + LASTS
    device.save(update_fields=["pairing_hash", "pairing_until"])
    record(device, "kiosk.code", by=by, at=at)
    return code


def pair(*, code: str, address: str, at: datetime) -> tuple[Device, str]:
    """配对: the device and the key for its browser. A wrong code is counted, whoever else is refused by it. Raises Refused."""
    who = key_ring().search_hash(address, field="pairing", centre_id=0)
    recent = PairingTry.objects.filter(at__gt=at - LASTS)
    if recent.filter(who=who).count() >= MOST_OF_ONE or recent.count() >= MOST_OF_ALL:
        raise Refused(TOO_OFTEN)
    digits = "".join(letter for letter in code if letter in "0123456789")
    found = Device.objects.filter(pairing_hash=_code_hash(digits), pairing_until__gt=at).first() if digits else None
    if found is None:
        PairingTry.objects.filter(at__lt=at - 2 * LASTS).delete()
        PairingTry.objects.create(who=who, at=at)
        raise Refused(WRONG)
    key: str = _pair(found, digits, at=at)
    return found, key


@one_change
def _pair(device: Device, digits: str, *, at: datetime) -> str:
    hold(device)
    if device.pairing_hash != _code_hash(digits) or device.state == DeviceState.RETIRED:
        raise Refused(WRONG)
    let_go(device)
    key = new_token()
    device.pairing_hash, device.pairing_until = "", None
    device.kiosk_hash, device.kiosk_since, device.last_seen_at = hashed(key), at, at
    device.save(update_fields=["pairing_hash", "pairing_until", "kiosk_hash", "kiosk_since", "last_seen_at"])
    record(device, "kiosk.paired", by=Actor.system(device.centre_id), at=at)
    return key


@one_change
def unpair(*, device: Device, by: Actor, at: datetime) -> None:
    """收回配对: its browser is nobody's screen any more, and what was open on it is closed. Raises Refused."""
    hold(device)
    refuse_if(policies.may_pair(device, by))
    if not device.kiosk_hash and not device.pairing_hash:
        return
    let_go(device)
    record(device, "kiosk.unpaired", by=by, at=at)


def let_go(device: Device) -> None:
    """Within another change: code, key and the visit that is open end."""
    for visit in KioskVisit.objects.filter(device=device).select_related("session"):
        if visit.session is not None:
            visit.session.delete()
        visit.delete()
    device.pairing_hash, device.pairing_until, device.kiosk_hash, device.kiosk_since = "", None, "", None
    device.save(update_fields=["pairing_hash", "pairing_until", "kiosk_hash", "kiosk_since"])


def paired_device(key: str) -> Device | None:
    """The kiosk whose browser holds this key."""
    if not key:
        return None
    rows = Device.objects.filter(kiosk_hash=hashed(key[:100])).exclude(state=DeviceState.RETIRED)
    return rows.select_related("centre").first()


def agent_token(device: Device) -> str:
    """本机程序口令 of a paired kiosk: reckoned from its pairing, so it is kept nowhere and ends with it. Empty without one."""
    if not device.kiosk_hash:
        return ""
    text = f"kiosk-agent/{device.pk}/{device.kiosk_hash}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:40]


def _code_hash(digits: str) -> str:
    return key_ring().search_hash(digits, field="pairing_code", centre_id=0)
