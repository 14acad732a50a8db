"""Reading must-reads: what somebody has to read yet, what it changed, and who has not read it (一次性告知制度 第三条)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from shouwen.catalogue.differences import Difference, differences
from shouwen.catalogue.models import ItemVersion, MustRead
from shouwen.catalogue.queries import guide_of
from shouwen.people.enums import Role, WindowKind
from shouwen.people.models import Posting

MOST_UNREAD = 30


@dataclass(frozen=True, slots=True)
class Unread:
    """One version somebody has to read. `before`: the version it follows, 0 for a new item; `changes`: what it changed."""

    code: str
    name: str
    number: int
    before: int
    since: date
    changes: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class Reader:
    """One of those who must read a version; `read_at` is the receipt."""

    name: str
    given_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Receipts:
    """One version, and who has read it."""

    code: str
    item: str
    number: int
    since: date
    published_at: datetime
    readers: Sequence[Reader] = field(default_factory=tuple)

    @property
    def unread(self) -> list[Reader]:
        return [one for one in self.readers if one.read_at is None]

    @property
    def read(self) -> list[Reader]:
        return [one for one in self.readers if one.read_at is not None]


def _owed(centre_id: int, on: date) -> QuerySet[MustRead]:
    """Not read by those who still accept the item on this day, or will: with the end of a posting nothing is left to read."""
    rows = MustRead.objects.filter(_accepts_still(on), centre_id=centre_id, read_at=None)
    return rows.filter(version__item__is_active=True, staff__is_active=True)


def _accepts_still(on: date) -> Exists:
    """Posted to the item's window, or to a comprehensive one, as those were who got the must-read (`must_reads.acceptors`)."""
    posted = Posting.objects.filter(
        Q(to_on=None) | Q(to_on__gte=on), centre_id=OuterRef("centre_id"), staff_id=OuterRef("staff_id")
    )
    on_its_window = Q(role=Role.WINDOW_STAFF, window_id=OuterRef("version__item__window_id"))
    general = Q(role=Role.GENERAL_WINDOW_STAFF) | Q(role=Role.WINDOW_STAFF, window__kind=WindowKind.GENERAL)
    return Exists(posted.filter(on_its_window | general))


def unread_count(centre_id: int, staff_id: int | None, *, on: date) -> int:
    """How many versions this person has to read yet; one query."""
    return _owed(centre_id, on).filter(staff_id=staff_id).count() if staff_id else 0


def unread_versions(centre_id: int, staff_id: int | None, *, on: date) -> set[int]:
    """Ids of the versions this person has to read yet."""
    if staff_id is None:
        return set()
    return set(_owed(centre_id, on).filter(staff_id=staff_id).values_list("version_id", flat=True))


def unread_of(centre_id: int, staff_id: int | None, *, on: date) -> list[Unread]:
    """What this person has to read yet with what it changed, the soonest in force first; six queries however many."""
    mine = unread_versions(centre_id, staff_id, on=on)
    if not mine:
        return []
    wanted = ItemVersion.objects.filter(pk__in=mine).values_list("item_id", "number")
    pairs = {(item_id, number - back) for item_id, number in wanted for back in (0, 1)}
    rows = ItemVersion.objects.filter(
        item_id__in={item for item, _ in pairs}, number__in={number for _, number in pairs}
    )
    loaded = rows.select_related("item").prefetch_related("situations", "materials__situation")
    versions = {(one.item_id, one.number): one for one in loaded}
    found = [
        _unread(version, versions.get((version.item_id, version.number - 1)))
        for version in versions.values()
        if version.pk in mine
    ]
    return sorted(found, key=lambda one: (one.since, one.code, one.number))[:MOST_UNREAD]


def _unread(version: ItemVersion, before: ItemVersion | None) -> Unread:
    changes = differences(guide_of(before), guide_of(version)) if before else []
    number = before.number if before else 0
    return Unread(version.item.code, version.item.name, version.number, number, version.effective_from, changes)


def must_read_for(version_ids: Iterable[int], staff_id: int | None) -> dict[int, MustRead]:
    """This person's must-reads among some versions, by version; read ones too."""
    rows = MustRead.objects.filter(version_id__in=list(version_ids), staff_id=staff_id) if staff_id else []
    return {row.version_id: row for row in rows}


def versions_to_read(centre_id: int, *, only_open: bool, on: date) -> QuerySet[ItemVersion]:
    """Versions that were made must-reads, those with the most people who haven't read first, then the newest."""
    waiting = Count("must_reads", filter=Q(must_reads__in=_owed(centre_id, on).values("pk")))
    rows = ItemVersion.objects.filter(centre_id=centre_id, must_reads__isnull=False).select_related("item")
    counted = rows.annotate(waiting=waiting)
    return (counted.filter(waiting__gt=0) if only_open else counted).order_by("-waiting", "-published_at", "pk")


def receipts_of(versions: Iterable[ItemVersion], *, on: date) -> list[Receipts]:
    """Who has read these versions and who hasn't; one query. Who left the window without reading is no longer among them."""
    shown = list(versions)
    readers: dict[int, list[Reader]] = {}
    counts = Q(read_at__isnull=False) | Q(_accepts_still(on))
    rows = MustRead.objects.filter(counts, version__in=shown, staff__is_active=True).select_related("staff")
    for row in rows.order_by("read_at", "staff__work_number"):
        readers.setdefault(row.version_id, []).append(Reader(row.staff.name, row.given_at, row.read_at))
    return [
        Receipts(
            one.item.code, one.item.name, one.number, one.effective_from, one.published_at, readers.get(one.pk, ())
        )
        for one in shown
    ]
