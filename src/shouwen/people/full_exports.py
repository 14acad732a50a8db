"""带姓名电话的导出: a register with full personal data leaves the house only for the management office, with a reason that stays."""

from __future__ import annotations

from datetime import datetime

from shouwen.journal import actions as journal
from shouwen.journal.actions import Words
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.refusals import Refusal, refuse_if

LONGEST_REASON = 200


def may_take_out(by: Actor) -> Refusal | None:
    """Only the management office (个人信息保护法 第六条: no more than the purpose needs, and no more people)."""
    if not by.has(Role.MANAGEMENT_OFFICE):
        return Refusal("not_office", "带姓名电话的登记簿只有管理办公室能导出", "", "用遮挡的那一份，或请管理办公室导出")
    return None


def reason_given(reason: str) -> Refusal | None:
    """What for: a few words at least."""
    if len(reason.strip()) < 4:
        return Refusal("reason_missing", "请写明要完整的做什么用，比如“区里抽查，调取 10 月登记簿”")
    if len(reason) > LONGEST_REASON:
        return Refusal("reason_too_long", f"用途最多写 {LONGEST_REASON} 个字")
    return None


@one_change
def take_out(*, book: str, form: str, rows: int, period: str, reason: str, by: Actor, at: datetime) -> None:
    """Record that a register leaves with full names, phones and addresses. Raises Refused; nothing is made before this passed."""
    refuse_if(may_take_out(by))
    refuse_if(reason_given(reason))
    data = {"form": form, "rows": rows, "period": period, "reason": Words(reason.strip())}
    journal.record(by=by, at=at, action="register.take_out", subject_kind="register", subject_id=book, data=data)
