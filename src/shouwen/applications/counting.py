"""不能太频繁: what anybody may do so many times in a while, counted by phone and by network address. Neither is kept in clear."""

from __future__ import annotations

from datetime import datetime, timedelta

from shouwen.applications.enums import Tried
from shouwen.applications.models import Attempt
from shouwen.people.queries import centre
from shouwen.refusals import Refusal
from shouwen.sealing import key_ring

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OF_PHONE: dict[Tried, tuple[tuple[int, timedelta], ...]] = {
    Tried.CODE_ASKED: ((1, timedelta(minutes=1)), (5, HOUR), (10, DAY)),
    Tried.CODE_TYPED: ((20, HOUR),),
    Tried.RESUMED: ((5, HOUR), (15, DAY)),
    Tried.BEGUN: ((10, DAY),),
    Tried.LOOKED_UP: ((5, HOUR), (15, DAY)),
}
"""So many times within so long, for one telephone; for what is looked up, for one number of a matter."""
OF_ADDRESS: dict[Tried, tuple[tuple[int, timedelta], ...]] = {
    Tried.CODE_ASKED: ((30, HOUR),),
    Tried.CODE_TYPED: ((60, HOUR),),
    Tried.RESUMED: ((20, HOUR),),
    Tried.BEGUN: ((30, HOUR),),
    Tried.LOOKED_UP: ((20, HOUR), (100, DAY)),
}
"""The same for one network address; a village office shares one among many people."""


def count(*, centre_id: int, kind: Tried, phone_hash: str, address: str, at: datetime) -> Refusal | None:
    """Count one attempt, or say why it is one too many. Counted even if what is tried then fails: so not within a change."""
    asked_from = key_ring().search_hash(address, field="application.address", centre_id=centre_id)
    for who, limits in ((phone_hash, OF_PHONE[kind]), (asked_from, OF_ADDRESS[kind])):
        for most, within in limits:
            rows = Attempt.objects.filter(centre_id=centre_id, kind=kind, who=who, at__gt=at - within)
            if who and rows.count() >= most:
                return _too_often(centre_id, within)
    Attempt.objects.bulk_create(
        [Attempt(centre_id=centre_id, kind=kind, who=who, at=at) for who in {phone_hash, asked_from} - {""}]
    )
    return None


def _too_often(centre_id: int, within: timedelta) -> Refusal:
    phone = centre(centre_id).phone
    minutes = int(within.total_seconds() // 60)
    wait = "过一分钟" if minutes <= 1 else "过一小时" if minutes <= 60 else "明天"
    way_out = f"{wait}再试，或打 {phone}" if phone else f"{wait}再试，或到中心来"
    return Refusal("tried_too_often", "试得太多次了", way_out=way_out)


def forget(*, at: datetime) -> int:
    """Attempts that no limit looks at any more. Returns how many."""
    return Attempt.objects.filter(at__lt=at - 2 * DAY).delete()[0]
