"""May this person judge this finding, or this sheet, now? Nobody judges themselves."""

from __future__ import annotations

from shouwen.assessment.enums import FindingState
from shouwen.assessment.models import Finding, MonthSheet
from shouwen.assessment.transitions import FINDING_MOVES
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.refusals import Refusal

ARTICLE = "工作人员考核制度 三"
JUDGES = (Role.MANAGEMENT_OFFICE, Role.ASSESSMENT_PANEL, Role.DISCIPLINE)


def may_decide(finding: Finding, to: FindingState, *, reason: str, by: Actor) -> Refusal | None:
    """核实: a judge's role, no part in it, a reason, and only along the table of moves."""
    if not by.has(*JUDGES):
        return Refusal("not_a_judge", "线索由管理办公室、考评领导小组或镇纪委核实", ARTICLE)
    if by.staff_id == finding.staff_id:
        return Refusal("own_judge", "不能核实自己的线索，请别的同志来", ARTICLE)
    if to not in FINDING_MOVES[FindingState(finding.state)]:
        return Refusal("finding_moved_on", f"这条线索现在是“{FindingState(finding.state).label}”，不能这样办")
    if to in {FindingState.VERIFIED, FindingState.DISMISSED} and not reason.strip():
        return Refusal("reason_missing", "要写明认定的理由")
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


def may_recompute(sheet: MonthSheet) -> bool:
    """Only a draft is computed anew; an announced or sealed sheet stands."""
    return sheet.state == "draft"
