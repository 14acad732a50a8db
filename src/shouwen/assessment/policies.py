"""May this person note, answer or judge this finding, or see this sheet, now? Nobody judges themselves."""

from __future__ import annotations

from datetime import date

from shouwen.assessment.enums import FindingState
from shouwen.assessment.models import Finding
from shouwen.assessment.transitions import FINDING_MOVES
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Staff
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal
from shouwen.rulebook.clauses import ByLevel, Clause

ARTICLE = "工作人员考核制度 三"
JUDGES = (Role.MANAGEMENT_OFFICE, Role.ASSESSMENT_PANEL, Role.DISCIPLINE)


def may_note(
    staff: Staff | None, *, clause: Clause | None, level: str, words: str, evidence_kind: str, by: Actor
) -> Refusal | None:
    """记线索: a judge's role (or the record itself), about one of the own centre, on a clause that findings are counted by."""
    if by.staff_id is not None and not by.has(*JUDGES):
        return Refusal("not_a_judge", "线索由管理办公室、考评领导小组或镇纪委记", ARTICLE)
    if staff is None:
        return Refusal("staff_unknown", "没有这个人，请重新选")
    if refusal := same_centre(staff, by):
        return refusal
    if not words.strip():
        return Refusal("words_missing", "要写明是什么事")
    if len(words.strip()) > 300:
        return Refusal("words_too_long", "写得太长了，最多 300 个字")
    if clause is None or _counted_as(evidence_kind, clause) not in clause.counts:
        return Refusal("clause_unknown", "规则里没有这一条，或者它不按线索计分，请重新选")
    if isinstance(clause.counts[_counted_as(evidence_kind, clause)], ByLevel) != bool(level):
        return Refusal("level_does_not_fit", "只有三（二）（9）要选哪一级发现的，别的条款不选")
    return None


_BY_CLOCK = {"inquiry": "late_answer", "task": "late_task"}


def _counted_as(evidence_kind: str, clause: Clause) -> str:
    """What is late by its own clock is counted by that; the finding on it only confirms it."""
    by_clock = _BY_CLOCK.get(evidence_kind, "")
    return by_clock if by_clock in clause.counts else "finding"


def may_respond(finding: Finding, *, words: str, by: Actor) -> Refusal | None:
    """本人说明: only the person it is about, once it was put to them and before it is decided, and once."""
    if refusal := same_centre(finding, by):
        return refusal
    if by.staff_id != finding.staff_id:
        return Refusal("not_about_you", "只有本人可以说明", ARTICLE)
    if finding.state != FindingState.PUT_TO_PERSON:
        return Refusal("finding_moved_on", f"这条线索现在是“{FindingState(finding.state).label}”，不能说明")
    if finding.response:
        return Refusal("responded_already", "你已经说明过了，要补充请找核实的同志")
    if not words.strip():
        return Refusal("words_missing", "还没有写说明")
    if len(words.strip()) > 500:
        return Refusal("words_too_long", "说明太长了，最多 500 个字")
    return None


def person_was_heard(finding: Finding, *, explain_by: date | None, today: date) -> Refusal | None:
    """核实 only after the person has explained, or has let the days for it go by."""
    if finding.response or (explain_by is not None and today > explain_by):
        return None
    until = f"，说明期到{explain_by.month}月{explain_by.day}日" if explain_by else ""
    return Refusal("person_not_heard", f"本人还没有说明{until}", ARTICLE, "等本人说明，或者过了说明期再核实")


def may_decide(finding: Finding, to: FindingState, *, reason: str, by: Actor) -> Refusal | None:
    """核实: a judge's role, no part in it, a reason, and only along the table of moves. Who noted it doesn't verify it."""
    if refusal := same_centre(finding, by):
        return refusal
    if not by.has(*JUDGES):
        return Refusal("not_a_judge", "线索由管理办公室、考评领导小组或镇纪委核实", ARTICLE)
    if by.staff_id == finding.staff_id:
        return Refusal("own_judge", "不能核实自己的线索，请别的同志来", ARTICLE)
    if to not in FINDING_MOVES[FindingState(finding.state)]:
        return Refusal("finding_moved_on", f"这条线索现在是“{FindingState(finding.state).label}”，不能这样办")
    if to == FindingState.VERIFIED and by.staff_id == finding.noted_by_id:
        return Refusal("own_note", "线索是你记的，要由别的同志核实", ARTICLE)
    if to in {FindingState.VERIFIED, FindingState.DISMISSED} and not reason.strip():
        return Refusal("reason_missing", "要写明认定的理由")
    if len(reason.strip()) > 200:
        return Refusal("reason_too_long", "理由太长了，最多 200 个字")
    return None


def may_see_sheet(sheet_staff_id: int, *, by: Actor) -> Refusal | None:
    """Everybody sees their own sheet; the panel, the management office and leaders see all of them."""
    if by.staff_id == sheet_staff_id or may_see_all(by):
        return None
    return Refusal("not_your_sheet", "只能看自己的考核表", ARTICLE)


def may_see_all(by: Actor) -> bool:
    """Whether the person may open the sheets of the centre."""
    return by.has(Role.MANAGEMENT_OFFICE, Role.ASSESSMENT_PANEL, Role.LEADER, Role.DISCIPLINE)


def may_announce(by: Actor) -> Refusal | None:
    """公示与封存 are the panel's and the management office's."""
    if by.has(Role.ASSESSMENT_PANEL, Role.MANAGEMENT_OFFICE):
        return None
    return Refusal("not_the_panel", "考核表由考评领导小组或管理办公室公示、封存", "工作人员考核制度 四")
