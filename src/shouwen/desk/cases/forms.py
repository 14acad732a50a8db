"""What is typed in the steps of a case. Fields only: whether it may be done is asked of the domain."""

from __future__ import annotations

from typing import Any

from django import forms

from shouwen.cases.enums import CaseResult
from shouwen.clocks.enums import PauseKind
from shouwen.desk.plain_forms import PlainForm
from shouwen.inquiries.enums import ToldBy

TOLD_HOW = [(one.value, one.label) for one in (ToldBy.IN_PERSON, ToldBy.PHONE, ToldBy.PRINT, ToldBy.ONLINE)]
PAUSE_KINDS = [(one.value, one.label) for one in PauseKind if one != PauseKind.CORRECTION]


class NoticeForm(PlainForm):
    """出具补正告知书: nothing to type, but for the management office that allows a second one."""

    allowed_reason = forms.CharField(max_length=200, required=False)


class AcceptForm(PlainForm):
    """受理: nothing to type."""


class ReceiveForm(PlainForm):
    """收到补交材料: which ones. What they are is checked by the action against the notice."""

    materials = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, asked: list[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.asked = asked
        self.fields["materials"].choices = [(str(one.pk), one.name) for one in asked]  # type: ignore[attr-defined]


class ExtendForm(PlainForm):
    """延期: how long, why, how the person was told."""

    workdays = forms.IntegerField(error_messages={"invalid": "天数只能是整数"})
    reason = forms.CharField(max_length=200, required=False)
    told = forms.BooleanField(required=True, error_messages={"required": "要先告知本人，才能延期"})


class PauseForm(PlainForm):
    """暂停: for what, why, from when, how long it will take."""

    kind = forms.ChoiceField(choices=PAUSE_KINDS)
    reason = forms.CharField(max_length=200, required=False)
    from_on = forms.DateField()
    planned_workdays = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=365,
        error_messages={"invalid": "天数只能是整数", "min_value": "至少 1 天", "max_value": "最多 365 天"},
    )


class ResumeForm(PlainForm):
    """恢复计时: nothing to type."""


class TransferForm(PlainForm):
    """转交: to whom."""

    to = forms.IntegerField(error_messages={"required": "先选转给谁", "invalid": "请从名单里选"})


class WithdrawForm(PlainForm):
    """撤回: why the applicant takes it back."""

    reason = forms.CharField(max_length=200, required=False)


class ConcludeForm(PlainForm):
    """办结: the result, the words told, how."""

    result = forms.ChoiceField(choices=CaseResult.choices)
    words = forms.CharField(max_length=1000, required=False)
    means = forms.ChoiceField(choices=TOLD_HOW)


class DeclineForm(PlainForm):
    """不予批准: the reason and where to turn, as told to the person, and how it was told."""

    words = forms.CharField(max_length=1000, required=False)
    means = forms.ChoiceField(choices=TOLD_HOW)
