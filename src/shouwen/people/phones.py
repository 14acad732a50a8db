"""座机区号: a landline with and without its area code is one number; both give one keyed hash, that of the whole number."""

from __future__ import annotations

import re
from datetime import datetime

from shouwen.once import read_once
from shouwen.people.identity import area_code_in, full_phone
from shouwen.people.models import Centre, Person
from shouwen.sealing import key_ring

_BATCH = 500


@read_once
def area_code(centre_id: int) -> str:
    """The centre's area code: as set, else as its own telephone begins; empty if neither says."""
    row = Centre.objects.filter(pk=centre_id).values_list("area_code", "phone").first()
    code, phone = row or ("", "")
    return code or area_code_in(phone)


def phone_hash(centre_id: int, phone: str) -> str:
    """The keyed hash by which people, inquiries and calls of one number find each other; empty for no number."""
    whole = full_phone(phone)
    if whole[:1] not in ("", "0", "1"):
        whole = full_phone(phone, area_code(centre_id))
    return key_ring().search_hash(whole, field="phone", centre_id=centre_id)


def match_landlines(*, centre_id: int, at: datetime) -> int:
    """Match the landlines of the people of a centre by its area code, those written down before it counted. A number that is
    matched already stays, so that it may run again. Returns how many changed; `at` is when."""
    ring, changed, done = key_ring(), [], 0
    rows = Person.objects.filter(centre_id=centre_id, created_at__lte=at).exclude(phone_hash="")
    # The first digit of a mask is the number's own, but for the shortest ones: mobile numbers and whole landlines need nothing.
    rows = rows.exclude(phone_masked__startswith="1").exclude(phone_masked__startswith="0")
    for person in rows.only("pk", "phone_sealed", "phone_hash").iterator(chunk_size=_BATCH):
        phone = re.sub(r"[^0-9]", "", ring.open(person.phone_sealed, place=f"person.phone.{person.pk}"))
        wanted = phone_hash(centre_id, phone)
        if wanted != person.phone_hash:
            person.phone_hash = wanted
            changed.append(person)
    for first in range(0, len(changed), _BATCH):
        done += Person.objects.bulk_update(changed[first : first + _BATCH], ["phone_hash"])
    return done
