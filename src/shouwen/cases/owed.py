"""容缺受理 and 告知承诺: a signed promise stands for a minor material, until its day or for good."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.cases import policies
from shouwen.cases.actions import hold, record
from shouwen.cases.case_clocks import close_owed, start_owed
from shouwen.cases.enums import OwedKind, ReviewState
from shouwen.cases.models import Case, CaseMaterial, OwedMaterial
from shouwen.cases.promise_paper import issue_promise_letter
from shouwen.civil_time import local_date
from shouwen.clocks.reckoning import last_day
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, refuse, refuse_if

MOST_PROMISE = 300
"""Characters of the words of a promise."""
REVIEWED = ["state", "reason", "requirement", "corrected_on_spot", "reviewed_at", "reviewed_by"]
"""What a review says of a material."""


@one_change
def take_promise(
    *, material: CaseMaterial, kind: OwedKind, words: str, due_on: date | None, by: Actor, at: datetime
) -> OwedMaterial:
    """收下书面承诺: the person has signed that the material comes by `due_on` (容缺受理), or that what it would prove is so
    (告知承诺, then there is no day), on the 承诺书 that is issued with it. Only for materials whose guide allows it, once each.
    Raises Refused."""
    case = material.case
    hold(case)
    material.refresh_from_db(fields=REVIEWED)
    refuse_if(may_promise(material, kind, by=by, at=at))
    refuse_if(_words_fit(words))
    refuse_if(_day_fits(case, kind, due_on, at=at))
    owed = OwedMaterial.objects.create(
        centre_id=case.centre_id,
        case_material=material,
        kind=kind,
        promise_words=words.strip(),
        due_on=due_on,
        signed_at=at,
        noted_by_id=by.member_id,
        paper=issue_promise_letter(material, kind=kind, words=words.strip(), due_on=due_on, by=by, at=at),
        before=said_of(material),
    )
    material.state, material.reason, material.requirement = ReviewState.OWED, "", ""
    material.corrected_on_spot, material.reviewed_at, material.reviewed_by_id = False, at, by.staff_id
    material.save(update_fields=REVIEWED)
    if kind == OwedKind.LATER:
        start_owed(owed, case, by=by, at=at)
    data: dict[str, object] = {"material": material.name, "kind": kind, "words": Words(owed.promise_words)}
    record(case, "case.promise_taken", by=by, at=at, data=data | {"due": due_on.isoformat() if due_on else ""})
    return owed


@one_change
def receive_owed(*, material: CaseMaterial, by: Actor, at: datetime) -> CaseMaterial:
    """收到承诺过的材料: the promise is kept, or the person brings what it stood for all the same; the material is reviewed like any
    other. Raises Refused."""
    case = material.case
    hold(case)
    if case.closed_at is not None:
        raise refuse("case_closed", "这件已经了结了")
    refuse_if(policies.may_work_on(case, by=by, at=at))
    kept = OwedMaterial.objects.filter(case_material=material, handed_in_at=None)
    owed = kept.first()
    if owed is None or not kept.update(handed_in_at=at):
        raise refuse("nothing_owed", f"“{material.name}”没有在等补交，可能刚刚已经收了")
    if owed.kind == OwedKind.LATER:
        close_owed(owed, at=at)
    material.state, material.received_at = ReviewState.UNREVIEWED, at
    material.save(update_fields=["state", "received_at"])
    late = owed.due_on is not None and local_date(at) > owed.due_on
    record(case, "case.owed_received", by=by, at=at, data={"material": material.name, "late": late})
    return material


def said_of(material: CaseMaterial) -> dict[str, object]:
    """What the review says of a material, to be put back."""
    return {
        "state": material.state,
        "reason": material.reason,
        "requirement": material.requirement,
        "corrected_on_spot": material.corrected_on_spot,
        "reviewed_at": material.reviewed_at.isoformat() if material.reviewed_at else None,
        "reviewed_by": material.reviewed_by_id,
    }


def may_promise(material: CaseMaterial, kind: OwedKind, *, by: Actor, at: datetime) -> Refusal | None:
    """Whether a promise may stand for this material now: its guide allows it, it isn't here, and none was taken for it before."""
    case = material.case
    if refusal := policies.in_review(case) or policies.may_work_on(case, by=by, at=at):
        return refusal
    asked = material.material
    allowed = asked is not None and (asked.is_minor if kind == OwedKind.LATER else asked.can_be_promised)
    if not allowed:
        way = "容缺受理" if kind == OwedKind.LATER else "告知承诺"
        return Refusal("not_promisable", f"办事指南没有写“{material.name}”可以{way}", way_out="缺的写进补正告知书")
    if OwedMaterial.objects.filter(case_material=material).exists():
        return Refusal("promised_once", f"“{material.name}”已经承诺过一次，这次要交材料")
    if material.state == ReviewState.OK:
        return Refusal("material_is_here", f"“{material.name}”已经合格，不用承诺")
    return None


def latest_day(case: Case, *, at: datetime) -> date:
    """The last day that a promise may name: a case is granted only when everything is here, so its own due day; of what isn't
    accepted yet, the due day if it were accepted today."""
    if case.clock is not None:
        return local_date(case.clock.due_at)
    return last_day(
        unit=case.version.promised_unit,
        limit=case.version.promised_limit,
        accepted_on=local_date(at),
        calendar=Yardstick.of(case.centre_id).calendar,
    )


def _words_fit(words: str) -> Refusal | None:
    if not words.strip():
        return Refusal("promise_missing", "要写下本人承诺了什么，承诺书照着印")
    if len(words.strip()) > MOST_PROMISE:
        return Refusal("words_too_long", f"承诺最多 {MOST_PROMISE} 字，现在 {len(words.strip())} 字")
    return None


def _day_fits(case: Case, kind: OwedKind, due_on: date | None, *, at: datetime) -> Refusal | None:
    if kind == OwedKind.COMMITMENT:
        return Refusal("no_day", "告知承诺不用补交，不写日期") if due_on else None
    if due_on is None:
        return Refusal("day_missing", "容缺受理要写哪天补交")
    last = latest_day(case, at=at)
    if last <= local_date(at):
        return Refusal("no_time_left", "这件今天就要办结，等不到补交", way_out="缺的写进补正告知书，等补齐了再办")
    if due_on <= local_date(at):
        return Refusal("day_passed", "补交的日子要在明天或以后")
    if due_on > last:
        return Refusal("day_too_late", f"最晚 {last.month}月{last.day}日补交：那天这件就要办结，材料齐了才能办结")
    return None
