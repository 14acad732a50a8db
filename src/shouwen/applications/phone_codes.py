"""手机验证码: six digits by text message, five minutes, five tries. Whether anybody is known under a number never shows."""

from __future__ import annotations

import hmac
import json
import secrets
from datetime import datetime, timedelta

from django.db.models import F

from shouwen.applications.counting import count
from shouwen.applications.enums import Tried
from shouwen.applications.models import PhoneCode
from shouwen.applications.sessions import open_for_phone
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.messages.enums import MessageChannel
from shouwen.messages.policies import is_set_up
from shouwen.people.actor import Actor
from shouwen.people.identity import normal_phone, phone_problem
from shouwen.people.masks import mask_phone
from shouwen.people.phones import phone_hash
from shouwen.people.queries import centre
from shouwen.refusals import Refusal, Refused, refuse_if
from shouwen.sealing import key_ring

LASTS = timedelta(minutes=5)
MOST_TRIES = 5
LEASE = timedelta(seconds=40)
"""A code whose sender died is taken up again after this time, as long as it lasts."""
WRONG = Refusal("code_wrong", "验证码不对，或者过了 5 分钟", way_out="看看最新的那条短信；不行就再要一个")


def can_send() -> bool:
    """Whether this installation sends text messages at all."""
    return is_set_up(MessageChannel.SMS)


def mobile_problem(phone: str) -> Refusal | None:
    """A text message goes to a mobile number only."""
    number = normal_phone(phone)
    if not number:
        return Refusal("phone_missing", "还没有写手机号")
    if problem := phone_problem(number):
        return Refusal("phone_wrong", problem)
    if not number.startswith("1"):
        return Refusal("phone_wrong", "短信只能发到手机，座机收不到")
    return None


def ask_code(*, centre_id: int, phone: str, address: str, at: datetime) -> int:
    """要验证码. The same answer for every number, known or not; which code waits to be sent. Raises Refused."""
    refuse_if(mobile_problem(phone))
    if not can_send():
        way_out = "可以到中心来、打电话，或者不用验证码直接填"
        raise Refused(Refusal("no_sms", "这里还没有接短信，发不了验证码", way_out=way_out))
    hashed = phone_hash(centre_id, normal_phone(phone))
    refuse_if(count(centre_id=centre_id, kind=Tried.CODE_ASKED, phone_hash=hashed, address=address, at=at))
    row: PhoneCode = _new_code(centre_id=centre_id, phone=normal_phone(phone), hashed=hashed, at=at)
    return row.pk


@one_change
def _new_code(*, centre_id: int, phone: str, hashed: str, at: datetime) -> PhoneCode:
    """A newer code ends the older ones."""
    mark, digits = secrets.token_hex(16), f"{secrets.randbelow(1_000_000):06d}"
    older = PhoneCode.objects.filter(centre_id=centre_id, phone_hash=hashed, used_at=None, asked_at__gt=at - LASTS)
    older.update(tries=MOST_TRIES, to_send=b"")
    words = f"【{centre(centre_id).name}】验证码 {digits}，5 分钟内有效。我们不会打电话向您要它，不要告诉别人。"
    letter = json.dumps([phone, words], ensure_ascii=False)
    return PhoneCode.objects.create(
        centre_id=centre_id,
        mark=mark,
        phone_hash=hashed,
        phone_masked=mask_phone(phone),
        code_hash=_hashed(centre_id, mark, digits),
        to_send=key_ring().seal(letter, place=f"applications.code.{mark}"),
        asked_at=at,
    )


def check_code(*, centre_id: int, phone: str, digits: str, address: str, at: datetime) -> str:
    """验证: the key of a session of this phone. Every wrong try counts, also of two at once. Raises Refused."""
    refuse_if(mobile_problem(phone))
    number = normal_phone(phone)
    hashed = phone_hash(centre_id, number)
    refuse_if(count(centre_id=centre_id, kind=Tried.CODE_TYPED, phone_hash=hashed, address=address, at=at))
    live = PhoneCode.objects.filter(
        centre_id=centre_id, phone_hash=hashed, used_at=None, asked_at__gt=at - LASTS, tries__lt=MOST_TRIES
    )
    row = live.order_by("-asked_at", "-pk").first()
    if row is None or not live.filter(pk=row.pk).update(tries=F("tries") + 1):
        raise Refused(WRONG)
    typed = "".join(normal_phone(digits).split())
    if not hmac.compare_digest(row.code_hash, _hashed(centre_id, row.mark, typed)):
        raise Refused(WRONG)
    return _use(row, number, at=at)


@one_change
def _use(row: PhoneCode, number: str, *, at: datetime) -> str:
    if not PhoneCode.objects.filter(pk=row.pk, used_at=None).update(used_at=at, to_send=b""):
        raise Refused(WRONG)
    key = open_for_phone(centre_id=row.centre_id, phone=number, at=at)
    journal.record(
        by=Actor.system(row.centre_id),
        at=at,
        action="phone.verified",
        subject_kind="phone_code",
        subject_id=row.pk,
        data={"phone": row.phone_masked},
    )
    return key


def _hashed(centre_id: int, mark: str, digits: str) -> str:
    return key_ring().search_hash(f"{mark}/{digits}", field="phone_code", centre_id=centre_id)
