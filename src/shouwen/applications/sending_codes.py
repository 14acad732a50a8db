"""验证码发出去: taken by one worker, carried by the gateway, forgotten once it is out. One that came too late isn't sent."""

from __future__ import annotations

import json
import logging
from datetime import datetime

from django.db.models import Q, QuerySet

from shouwen.applications.models import PhoneCode
from shouwen.applications.phone_codes import LASTS, LEASE
from shouwen.messages.actions import Letter
from shouwen.messages.enums import MessageChannel
from shouwen.messages.gateways import GatewayError, carry
from shouwen.sealing import key_ring

log = logging.getLogger(__name__)


def send_codes(*, at: datetime) -> int:
    """Every code that waits and still lasts. Returns how many went out; one that the gateway didn't take is tried at the next run."""
    waiting = _free(at).exclude(to_send=b"").filter(asked_at__gt=at - LASTS).order_by("pk")
    return sum(_send(row, at) for row in waiting)


def send_one(*, code_id: int, at: datetime) -> bool:
    """The code that somebody waits for at this moment; whether it went out. If not, the job tries it again."""
    row = _free(at).exclude(to_send=b"").filter(pk=code_id).first()
    return row is not None and _send(row, at)


def _free(at: datetime) -> QuerySet[PhoneCode]:
    return PhoneCode.objects.filter(Q(taken_at=None) | Q(taken_at__lt=at - LEASE), sent_at=None)


def _send(row: PhoneCode, at: datetime) -> bool:
    if not _free(at).filter(pk=row.pk).update(taken_at=at):
        return False
    phone, words = json.loads(key_ring().open(row.to_send, place=f"applications.code.{row.mark}"))
    letter = Letter(row.pk, 1, MessageChannel.SMS, phone, words, request_id=row.mark)
    try:
        carry(letter, at=at)
    except GatewayError as error:
        log.warning("a code for %s didn't go out: %s", row.phone_masked, error)
        PhoneCode.objects.filter(pk=row.pk).update(taken_at=None)
        return False
    return bool(PhoneCode.objects.filter(pk=row.pk).update(sent_at=at, to_send=b""))


def forget(*, at: datetime) -> int:
    """Codes that nobody can use any more. Returns how many."""
    return PhoneCode.objects.filter(asked_at__lt=at - 2 * LASTS).delete()[0]
