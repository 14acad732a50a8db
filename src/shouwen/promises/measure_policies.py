"""May this be done with a measure, by this person, now? (服务承诺制度 第四条)"""

from __future__ import annotations

from datetime import date

from shouwen.clocks.queries import numbered
from shouwen.clocks.rules import rulebook_of
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.policies import same_centre
from shouwen.promises.enums import Capacity, EvidenceKind, MeasureKind, MeasureState
from shouwen.promises.models import Measure
from shouwen.promises.transitions import MEASURE_MOVES
from shouwen.refusals import Refusal

ARTICLE = "服务承诺制度 第四条"
DECIDERS = (Role.LEADER, Role.ASSESSMENT_PANEL)
PROPOSERS = (Role.MANAGEMENT_OFFICE, Role.LEADER, Role.ASSESSMENT_PANEL, Role.DISCIPLINE)
MOST_WORDS, MOST_BASIS, MOST_NUMBER = 1000, 300, 40
MOST_WORKDAYS = 90


def sees_all(by: Actor) -> bool:
    """Who decides, and the discipline office."""
    return by.has(*DECIDERS, Role.DISCIPLINE)


def may_see(measure: Measure, *, by: Actor) -> Refusal | None:
    """本人 once it was served, 决定的人、镇纪委, and who proposed it; nobody else, whatever their post."""
    if refusal := same_centre(measure, by):
        return refusal
    if by.staff_id == measure.subject_id:
        return None if measure.served_at is not None else _UNKNOWN
    if sees_all(by) or by.staff_id == measure.proposed_by_id:
        return None
    return _UNKNOWN


_UNKNOWN = Refusal("measure_unknown", "没有这件问责，或你不能看", ARTICLE)


def may_decide_some(by: Actor) -> bool:
    """Whether measures wait for this person's decision at all: leaders and the panel."""
    return by.has(*DECIDERS)


def may_see_list(by: Actor) -> Refusal | None:
    """问责台账: who may have something on it."""
    return None if by.staff_id is not None else Refusal("measure_unknown", "问责由工作人员看", ARTICLE)


def may_propose(by: Actor) -> Refusal | None:
    """提出问责: the office, leaders, the panel, the discipline office."""
    if by.has(*PROPOSERS):
        return None
    return Refusal("not_a_proposer", "问责由管理办公室、镇领导、考评小组或镇纪委提出", ARTICLE)


def proposed(
    *,
    kind: MeasureKind,
    subject_id: int,
    capacity: Capacity,
    clause: str,
    basis: str,
    evidence_kind: EvidenceKind,
    evidence_number: str,
    facts: str,
    limit_workdays: int | None,
    year: int | None,
    by: Actor,
    on: date,
) -> Refusal | None:
    """Basis, evidence, whom, and the limit or the year that its kind needs."""
    here = people.colleagues(by.centre_id, on=on)
    if subject_id not in {one.staff_id for one in here}:
        return Refusal("subject_unknown", "没有这位在岗的工作人员，请重新选", ARTICLE)
    if subject_id == by.staff_id:
        return Refusal("own_measure", "不能对自己提出问责", ARTICLE)
    others = (one for one in here if one.staff_id not in (subject_id, by.staff_id))
    if not any(role in one.roles for one in others for role in DECIDERS):
        words = "这件提出来没有人能决定：除了本人和提出的人，没有别的镇领导或考评小组的人"
        return Refusal("no_decider", words, ARTICLE, "请管理办公室或镇纪委提出，或先报上级定一位镇领导来决定")
    if kind in (MeasureKind.WARNING, MeasureKind.ADMONITION) and capacity == Capacity.CONCERNED:
        return Refusal("capacity_wrong", "警告、诫勉用于负责人和责任人", ARTICLE, "选“责任人”或“负责人”")
    if clause not in rulebook_of(by.centre_id).on(on).clauses:
        return Refusal("clause_unknown", "规则里没有这一条，请从列出的条款里选", ARTICLE)
    if refusal := said(basis, "依据", MOST_BASIS) or said(evidence_number, "凭据的编号", MOST_NUMBER):
        return refusal
    if evidence_kind == EvidenceKind.CLOCK and not numbered(by.centre_id, evidence_number.strip()):
        words = f"没有编号是“{evidence_number.strip()}”的事"
        return Refusal("evidence_unknown", words, ARTICLE, "照单子上的编号写，如“办 26-01873”；投诉和考核线索另选凭据")
    if refusal := said(facts, "事实"):
        return refusal
    if kind == MeasureKind.RECTIFY and not 1 <= (limit_workdays or 0) <= MOST_WORKDAYS:
        return Refusal("limit_missing", f"限期整改要写几个工作日，1 到 {MOST_WORKDAYS}", ARTICLE)
    if kind == MeasureKind.AWARD_LOSS and year not in (on.year - 1, on.year, on.year + 1):
        return Refusal("year_missing", "写明取消哪一年的评优资格", ARTICLE)
    return None


def may_decide(measure: Measure, to: MeasureState, *, by: Actor) -> Refusal | None:
    """决定: a leader or the panel; never whom it is about, never who proposed it."""
    if refusal := may_see(measure, by=by) or in_state(measure, to):
        return refusal
    return _decider(measure, by=by) or (
        Refusal("own_proposal", "自己提出的问责，要由另一位决定", ARTICLE)
        if by.staff_id == measure.proposed_by_id
        else None
    )


def may_revoke(measure: Measure, *, by: Actor) -> Refusal | None:
    """撤销: by who may decide, never whom it is about."""
    return may_see(measure, by=by) or in_state(measure, MeasureState.REVOKED) or _decider(measure, by=by)


def may_serve(measure: Measure, *, by: Actor) -> Refusal | None:
    """送达: who proposed it, who decides, or the discipline office; the one concerned signs for it."""
    if refusal := may_see(measure, by=by):
        return refusal
    if measure.state != MeasureState.DECIDED:
        return _moved_on(measure)
    if by.staff_id == measure.subject_id:
        return Refusal("own_measure", "自己的问责决定，由别人送达", ARTICLE)
    return None


def may_state(measure: Measure, *, by: Actor) -> Refusal | None:
    """申辩: the one concerned, once, after it was served."""
    if refusal := may_see(measure, by=by):
        return refusal
    if by.staff_id != measure.subject_id:
        return Refusal("not_the_subject", "申辩由本人写", ARTICLE)
    if measure.served_at is None or measure.state == MeasureState.REVOKED:
        return _moved_on(measure)
    if measure.stated_at is not None:
        return Refusal("stated_already", "已经写过申辩了", ARTICLE)
    return None


def may_report(measure: Measure, *, by: Actor) -> Refusal | None:
    """报整改: the one ordered."""
    if refusal := may_see(measure, by=by) or in_state(measure, MeasureState.REPORTED):
        return refusal
    if by.staff_id != measure.subject_id:
        return Refusal("not_the_subject", "整改情况由被责令的人报", ARTICLE)
    return None


def may_check(measure: Measure, to: MeasureState, *, by: Actor) -> Refusal | None:
    """核查: who proposed or decides, or the discipline office; never the one ordered."""
    if refusal := may_see(measure, by=by):
        return refusal
    if measure.state != MeasureState.REPORTED or to not in MEASURE_MOVES[MeasureState.REPORTED]:
        return _moved_on(measure)
    if by.staff_id == measure.subject_id:
        return Refusal("own_measure", "自己的整改，由别人核查", ARTICLE)
    return None


def said(words: str, what: str, most: int = MOST_WORDS) -> Refusal | None:
    """Something is written, and it fits."""
    if not words.strip():
        return Refusal("words_missing", f"还没有写{what}", ARTICLE)
    if len(words.strip()) > most:
        return Refusal("words_too_long", f"{what}最多 {most} 字，现在 {len(words.strip())} 字")
    return None


def in_state(measure: Measure, to: MeasureState) -> Refusal | None:
    """Along the table only."""
    return None if to in MEASURE_MOVES[MeasureState(measure.state)] else _moved_on(measure)


def _decider(measure: Measure, *, by: Actor) -> Refusal | None:
    if not by.has(*DECIDERS):
        return Refusal("not_a_decider", "问责由镇领导或考评领导小组决定", ARTICLE)
    if by.staff_id == measure.subject_id:
        return Refusal("own_measure", "不能决定对自己的问责", ARTICLE)
    return None


def _moved_on(measure: Measure) -> Refusal:
    label = MeasureState(measure.state).label
    return Refusal("measure_moved_on", f"{measure.number} 现在是“{label}”，不能这样办", way_out="刷新看看")
