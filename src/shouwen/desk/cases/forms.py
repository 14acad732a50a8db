"""What is typed in the steps of a case. Fields only: whether it may be done is asked of the domain."""

from __future__ import annotations

from typing import Any

from django import forms

from shouwen.cases.enums import CaseResult
from shouwen.clocks.enums import ExtensionCategory, PauseKind, ToldMeans
from shouwen.desk.plain_forms import PlainForm
from shouwen.inquiries.enums import ToldBy

BY_MESSAGE = (ToldBy.MESSAGE.value, "发消息，发不了就打电话")
TOLD_HOW = [
    *((one.value, one.label) for one in (ToldBy.IN_PERSON, ToldBy.PHONE, ToldBy.PRINT, ToldBy.ONLINE)),
    BY_MESSAGE,
]
NOTICE_TOLD = [(ToldBy.PRINT.value, "当面交给本人"), BY_MESSAGE]
_MEANS = {"required": "选一种：怎样告知本人的"}
PAUSE_KINDS = [(one.value, one.label) for one in PauseKind if one != PauseKind.CORRECTION]


class NoticeForm(PlainForm):
    """出具补正告知书: whether the person is here to take it; the management office that allows a second one says why."""

    means = forms.ChoiceField(choices=NOTICE_TOLD, error_messages=_MEANS)
    allowed_reason = forms.CharField(max_length=200, required=False)


class AcceptForm(PlainForm):
    """受理: nothing to type."""


class ReceiveForm(PlainForm):
    """收到补交材料: which ones, and by which authorisation if an agent brought them. What they are is checked by the action against the notice."""

    materials = forms.MultipleChoiceField(required=False)
    authorisation = forms.IntegerField(required=False)

    def __init__(self, *args: Any, asked: list[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.asked = asked
        self.fields["materials"].choices = [(str(one.pk), one.name) for one in asked]  # type: ignore[attr-defined]


class ExtendForm(PlainForm):
    """延期: how long, why; where nobody has to approve it, how the person was told."""

    workdays = forms.IntegerField(error_messages={"required": "还没有选延几天", "invalid": "天数只能是整数"})
    category = forms.ChoiceField(choices=[("", ""), *ExtensionCategory.choices], required=False)
    reason = forms.CharField(max_length=200, required=False)
    means = forms.ChoiceField(choices=ToldMeans.choices, required=False)


class TellForm(PlainForm):
    """告知延期: how the person is told."""

    means = forms.ChoiceField(choices=ToldMeans.choices, error_messages=_MEANS)


class DecideForm(PlainForm):
    """批延期: yes or no; why not."""

    approve = forms.ChoiceField(
        choices=[("yes", "批准"), ("no", "不批准")], error_messages={"required": "先选批准还是不批准"}
    )
    reason = forms.CharField(max_length=200, required=False)


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
    means = forms.ChoiceField(choices=ToldMeans.choices, error_messages=_MEANS)


class ResumeForm(PlainForm):
    """恢复计时: what came out of it."""

    outcome = forms.CharField(max_length=200, required=False)


class TransferForm(PlainForm):
    """转交: to whom."""

    to = forms.IntegerField(error_messages={"required": "先选转给谁", "invalid": "请从名单里选"})
    reason = forms.CharField(max_length=200, required=False)


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
