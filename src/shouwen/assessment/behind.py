"""What stands behind the facts of a sheet: the words of the case, rating, complaint, finding or time away it names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from shouwen.assessment.models import Finding
from shouwen.attendance.models import Away
from shouwen.cases.models import Case
from shouwen.civil_time import local
from shouwen.feedback.models import Complaint, Rating
from shouwen.feedback.words import reason_of
from shouwen.inquiries.models import Inquiry
from shouwen.tasks.queries import titles_of


@dataclass(frozen=True, slots=True)
class Behind:
    """One fact in words: what it is called, what happened, and the number of the page it leads to (empty: none)."""

    name: str
    what: str
    number: str = ""
    verdict: str = ""


def behind(centre_id: int, facts: Collection[str]) -> dict[str, Behind]:
    """The records behind facts such as `case:办 26-00012`, one query for each kind of fact that occurs."""
    named: dict[str, set[str]] = {}
    for fact in facts:
        kind, _, key = fact.partition(":")
        named.setdefault(kind, set()).add(key)
    found: dict[str, Behind] = {}
    for kind, look in _LOOKS.items():
        if kind in named:
            found |= {f"{kind}:{key}": words for key, words in look(centre_id, named[kind])}
    return found


def _cases(centre_id: int, numbers: set[str]) -> Iterable[tuple[str, Behind]]:
    for row in Case.objects.filter(centre_id=centre_id, number__in=numbers).select_related("item"):
        yield row.number, Behind(row.number, row.item.name, row.number)


def _consultations(centre_id: int, numbers: set[str]) -> Iterable[tuple[str, Behind]]:
    for row in Inquiry.objects.filter(centre_id=centre_id, number__in=numbers):
        yield row.number, Behind(row.number, "网上咨询", row.number)


def _tasks(centre_id: int, keys: set[str]) -> Iterable[tuple[str, Behind]]:
    numbers = {key: key.partition(" 第")[0] for key in keys}
    titles = titles_of(centre_id, numbers.values())
    for key, number in numbers.items():
        if number in titles:
            yield key, Behind(key, f"上级任务：{titles[number]}", number)


def _ratings(centre_id: int, keys: set[str]) -> Iterable[tuple[str, Behind]]:
    ids = [int(key.removeprefix("评")) for key in keys]
    for row in Rating.objects.filter(centre_id=centre_id, pk__in=ids).select_related("case"):
        words = row.comment or row.get_level_display()
        yield f"评{row.pk}", Behind(f"差评 {row.case.number}", words, row.case.number, row.verdict_reason)


def _complaints(centre_id: int, numbers: set[str]) -> Iterable[tuple[str, Behind]]:
    for row in Complaint.objects.filter(centre_id=centre_id, number__in=numbers):
        # What was said and which case it was stay with who looked into it: they may tell who said it.
        what = f"{row.get_channel_display()}投诉，{row.get_verdict_display()}"
        yield row.number, Behind(row.number, what, verdict=reason_of(row))


def _findings(centre_id: int, numbers: set[str]) -> Iterable[tuple[str, Behind]]:
    for row in Finding.objects.filter(centre_id=centre_id, number__in=numbers):
        yield row.number, Behind(row.number, row.words, _page_of(row), row.decided_reason)


def _page_of(finding: Finding) -> str:
    """The number whose page shows the evidence: of a hand-over, its inquiry's."""
    if finding.evidence_kind == "handover":
        return finding.evidence_number.rpartition(" ")[0]
    if finding.evidence_kind == "task":
        return finding.evidence_number.partition(" 第")[0]
    return finding.evidence_number if finding.evidence_kind in {"case", "inquiry"} else ""


def _aways(centre_id: int, keys: set[str]) -> Iterable[tuple[str, Behind]]:
    ids = [int(key.removeprefix("脱")) for key in keys]
    for row in Away.objects.filter(centre_id=centre_id, pk__in=ids).select_related("noted_by"):
        span = f"{local(row.from_at):%H:%M}—{local(row.to_at):%H:%M} 不在岗"
        yield f"脱{row.pk}", Behind("脱岗登记", f"{span}，{row.noted_by.name} 记")


_LOOKS = {
    "case": _cases,
    "consultation": _consultations,
    "task": _tasks,
    "rating": _ratings,
    "complaint": _complaints,
    "finding": _findings,
    "away": _aways,
}
