"""Reading other systems: whose token it is, who listens, how often they asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, QuerySet, Sum

from shouwen.systems.models import CallCount, System
from shouwen.systems.tokens import hash_of


@dataclass(frozen=True, slots=True)
class Usage:
    """调用记录 of one operation of a system: how often, how often refused, when last."""

    system_id: int
    operation: str
    calls: int
    refused: int
    last_at: datetime


def systems(centre_id: int) -> QuerySet[System]:
    """The systems of a centre, those in use first, by name."""
    rows = System.objects.filter(centre_id=centre_id).select_related("acts_as", "made_by")
    return rows.order_by("-is_active", "name")


def system_of(centre_id: int, system_id: int) -> System | None:
    """One system of the centre."""
    return systems(centre_id).filter(pk=system_id).first()


def system_with_token(token: str) -> System | None:
    """Whose token this is, switched off or not."""
    return System.objects.filter(token_hash=hash_of(token)).select_related("acts_as__centre").first()


def usage(centre_id: int, *, at: datetime, days: int = 7) -> list[Usage]:
    """How often each system of a centre did what in the last days, by system and operation; one query."""
    since = minute_of(at - timedelta(days=days))
    rows = CallCount.objects.filter(system__centre_id=centre_id, minute__gte=since)
    counted = rows.values_list("system_id", "operation").annotate(Sum("calls"), Sum("refused"), Max("minute"))
    return [
        Usage(system_id, operation, calls, refused, at - timedelta(minutes=minute_of(at) - minute))
        for system_id, operation, calls, refused, minute in counted.order_by("system_id", "operation")
    ]


def listening(*, centre_id: int) -> QuerySet[System]:
    """The systems of a centre that want to be told of something."""
    return System.objects.filter(centre_id=centre_id, is_active=True).exclude(hook_url="").order_by("pk")


def minute_of(at: datetime) -> int:
    """The minute an instant lies in, counted from 1970."""
    return int(at.timestamp()) // 60
