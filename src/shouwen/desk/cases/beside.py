"""What stands beside one material on the page of its case: its scans, what an earlier case holds, a promise for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shouwen.cases.enums import OwedKind, ReviewState
from shouwen.desk.chinese_dates import month_day
from shouwen.files.actions import name_of


@dataclass(frozen=True, slots=True)
class Scan:
    """One attached file. `taken_from`: the number of the earlier case it was taken over from."""

    id: int
    name: str
    is_picture: bool
    size: str
    taken_from: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """中心已有: what an earlier case of the person has of this document."""

    source_id: int
    words: str


@dataclass(frozen=True, slots=True)
class Beside:
    """`promise`: the words of what stands for the material, `letter` its 承诺书; `may_come_later`, `may_be_promised`: what its guide
    allows now."""

    scans: Sequence[Scan] = ()
    offer: Offer | None = None
    promise: str = ""
    is_owed: bool = False
    may_come_later: bool = False
    may_be_promised: bool = False
    may_be_brought: bool = False
    may_be_taken_back: bool = False
    letter: int | None = None

    @property
    def has_something(self) -> bool:
        return bool(self.scans or self.offer or self.promise)


NOTHING_BESIDE = Beside()


def beside_of(material: Any, *, is_open: bool, held: Any, names: bool, is_first: bool = False) -> Beside:
    """Of a material that `case_numbered` loaded; costs no query. `names`: who looks may open its files;
    `is_first`: who looks is the first responder of the case, while its results may be changed."""
    owed = getattr(material, "owed", None)
    asked = material.material
    stands = owed is not None and material.state == ReviewState.OWED
    may_promise = is_open and owed is None and material.state != ReviewState.OK and asked is not None
    return Beside(
        scans=[scan_of(row, named=names) for row in material.files.all()],
        offer=_offer(held) if held is not None and is_open else None,
        promise=_promise(owed) if stands else "",
        is_owed=owed is not None and owed.kind == OwedKind.LATER and owed.handed_in_at is None,
        may_come_later=may_promise and asked.is_minor,
        may_be_promised=may_promise and asked.can_be_promised,
        may_be_brought=stands,
        may_be_taken_back=stands and (is_open or is_first),
        letter=owed.paper_id if owed is not None and stands else None,
    )


def scan_of(row: Any, *, named: bool = True) -> Scan:
    """An attached file as the page shows it: under its own name only to who may open it."""
    earlier, is_picture = row.from_earlier, row.file.media_type.startswith("image/")
    return Scan(
        id=row.pk,
        name=name_of(row.file) if named else ("图片" if is_picture else "PDF"),
        is_picture=is_picture,
        size=_size(row.file.size),
        taken_from=earlier.case.number if earlier else "",
    )


def _size(count: int) -> str:
    return f"{count / 1024 / 1024:.1f} MB" if count >= 1024 * 1024 else f"{max(count // 1024, 1)} KB"


def _offer(held: Any) -> Offer:
    source = held.source
    day = month_day(source.received_at) if source.received_at else ""
    who = source.reviewed_by.name if source.reviewed_by else ""
    return Offer(source.pk, f"{source.case.number} {day}交过，{who}审的合格，有 {held.files} 个扫描件")


def _promise(owed: Any) -> str:
    if owed.kind == OwedKind.COMMITMENT:
        return f"告知承诺，免交：{owed.promise_words}"
    return f"容缺受理，{month_day(owed.due_on)}前补交：{owed.promise_words}"
