"""Reading authorisations: the register, those of an agent, a principal's link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from shouwen.agency.codes import code_fits, link_hash
from shouwen.agency.enums import Standing
from shouwen.agency.models import Authorisation
from shouwen.people.queries import ids_matching

_WITH = ("centre", "principal", "agent", "helper", "made_by", "revoked_by", "signature", "paper")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; `sift` is a standing; `helper_id`: those of one village helper."""

    text: str = ""
    sift: str = ""
    helper_id: int | None = None


def authorisations(centre_id: int, wanted: Wanted, *, today: date) -> QuerySet[Authorisation]:
    """委托, the newest first."""
    rows = Authorisation.objects.filter(centre_id=centre_id)
    if wanted.sift == Standing.REVOKED:
        rows = rows.filter(revoked_at__isnull=False)
    elif wanted.sift == Standing.EXPIRED:
        rows = rows.filter(revoked_at=None, until_on__lt=today)
    elif wanted.sift == Standing.IN_FORCE:
        rows = rows.filter(revoked_at=None, from_on__lte=today, until_on__gte=today)
    if wanted.helper_id is not None:
        rows = rows.filter(helper_id=wanted.helper_id)
    if text := wanted.text.strip():
        people = ids_matching(centre_id, text)
        rows = rows.filter(Q(number__icontains=text) | Q(principal_id__in=people) | Q(agent_id__in=people))
    return rows.select_related(*_WITH).order_by("-made_at", "-pk")


def numbered(centre_id: int, serial: str) -> Authorisation | None:
    """托 26-0012 by its serial."""
    return _rows().filter(centre_id=centre_id, number=f"托 {serial}").first()


def by_link(word: str) -> Authorisation | None:
    """The authorisation of a principal's link; None for any other text."""
    if not re.fullmatch(r"[0-9a-f]{32}", word):
        return None
    return _rows().filter(link_hash=link_hash(word)).first()


def by_code(centre_id: int, number: str, code: str) -> Authorisation | None:
    """By number and 委托码, however they were typed: 托26-0012, 26-12."""
    serial = re.search(r"(\d\d)-?0*(\d{1,7})$", re.sub(r"\s+", "", number))
    if serial is None:
        return None
    row = _rows().filter(centre_id=centre_id, number=f"托 {serial[1]}-{int(serial[2]):04d}").first()
    return row if row is not None and code_fits(row, code) else None


def of_principal(centre_id: int, person_id: UUID) -> list[Authorisation]:
    """All that this person authorised, the newest first; those that don't hold any more too, so that why can be said."""
    return list(_rows().filter(centre_id=centre_id, principal_id=person_id).order_by("-made_at")[:10])


def of_agent_phone(centre_id: int, phone_hash: str, *, today: date) -> list[Authorisation]:
    """What whoever proved this telephone may act by today, the newest first."""
    if not phone_hash:
        return []
    rows = _rows().filter(centre_id=centre_id, agent__phone_hash=phone_hash, revoked_at=None)
    return list(rows.filter(from_on__lte=today, until_on__gte=today).order_by("-made_at")[:20])


def _rows() -> QuerySet[Authorisation]:
    return Authorisation.objects.select_related(*_WITH)
