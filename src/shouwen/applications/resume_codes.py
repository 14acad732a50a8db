"""续办码: twelve digits with which an application goes on where no text message can prove the phone. Derived, never stored."""

from __future__ import annotations

import hmac
import re
from datetime import datetime

from shouwen.applications.counting import count
from shouwen.applications.enums import Tried
from shouwen.applications.models import Application
from shouwen.applications.sessions import open_for_one
from shouwen.people.identity import normal_phone
from shouwen.people.phones import phone_hash
from shouwen.refusals import Refusal, Refused, refuse_if
from shouwen.sealing import key_ring

DIGITS = 12
WRONG = Refusal(
    "resume_wrong", "手机号和续办码对不上，或者这份已经过期", way_out="照着抄下来的再输一次；还不行就打电话"
)


def resume_code(application: Application) -> str:
    """4821 0937 1506, to be copied down by whoever fills it in."""
    hashed = key_ring().search_hash(application.mark, field="application.code", centre_id=application.centre_id)
    digits = f"{int(hashed, 16) % 10**DIGITS:0{DIGITS}d}"
    return " ".join(digits[place : place + 4] for place in range(0, DIGITS, 4))


def resume(*, centre_id: int, phone: str, code: str, address: str, at: datetime) -> tuple[Application, str]:
    """接着办: the application of this phone and code, and the key of a session that opens it alone. A wrong pair says nothing of
    what there is. Raises Refused."""
    hashed = phone_hash(centre_id, normal_phone(phone))
    refuse_if(count(centre_id=centre_id, kind=Tried.RESUMED, phone_hash=hashed, address=address, at=at))
    digits = re.sub(r"\D", "", normal_phone(code))
    rows = Application.objects.filter(centre_id=centre_id, phone_hash=hashed).order_by("-begun_at")[:40]
    for row in rows if hashed and len(digits) == DIGITS else ():
        if hmac.compare_digest(resume_code(row).replace(" ", ""), digits):
            return row, open_for_one(row, at=at)
    raise Refused(WRONG)
