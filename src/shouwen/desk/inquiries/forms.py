"""What a clerk typed on the register page or chose on an inquiry. Shapes only; whether it may be done, the domain says."""

from __future__ import annotations

from typing import Any

from django import forms

from shouwen.desk.inquiries.words import MEANS
from shouwen.inquiries.enums import Channel, Outcome, ToldBy
from shouwen.reception.actions import NextStep, Told, Visitor
from shouwen.refusals import Refusal

FIELD_OF = {
    "name_missing": "name",
    "name_too_long": "name",
    "person_missing": "name",
    "phone_wrong": "phone",
    "caller_missing": "phone",
    "id_number_wrong": "id_number",
    "id_number_of_another": "id_number",
    "matter_missing": "matter",
    "matter_too_long": "matter",
    "item_missing": "item",
    "item_unknown": "item",
    "situation_missing": "situation",
    "receiver_missing": "to",
    "handover_to_self": "to",
    "not_on_that_window": "to",
    "question_missing": "question",
    "question_too_long": "question",
    "reason_too_long": "reason",
    "words_too_long": "words",
    "reason_missing": "reason",
    "date_missing": "promised_for",
    "promise_in_the_past": "promised_for",
    "words_missing": "words",
}
"""At which field the words of a refusal stand."""
READ, QR, PRINT = "read", "qr", "print"


class OutcomeForm(forms.Form):
    """怎么办 with what the chosen outcome needs, and the words told."""

    outcome = forms.ChoiceField(
        choices=Outcome.choices, error_messages={"required": "还没选怎么办，按 Alt+1 到 Alt+5 选一个"}
    )
    item = forms.IntegerField(required=False)
    situation = forms.IntegerField(required=False)
    to = forms.RegexField(r"^\d{1,18}-\d{1,18}$", required=False, error_messages={"invalid": "重新选转给谁"})
    question = forms.CharField(required=False, max_length=1000)
    reason = forms.CharField(required=False, max_length=300, error_messages={"max_length": "原因最多 300 字"})
    promised_for = forms.DateField(required=False, error_messages={"invalid": "日期不对，要写成 2026-10-14 这样"})
    words = forms.CharField(required=False, max_length=1000, error_messages={"max_length": "最多 1000 字"})
    told = forms.BooleanField(error_messages={"required": "还没记下已告知：说完按 F8 打勾"})

    def step(self) -> NextStep:
        """What the outcome needs besides the words."""
        window, _, staff = self.cleaned_data["to"].partition("-")
        return NextStep(
            item_id=self.cleaned_data["item"],
            situation_id=self.cleaned_data["situation"],
            to_window_id=int(window) if window else None,
            to_staff_id=int(staff) if staff else None,
            question=self.cleaned_data["question"],
            reason=self.cleaned_data["reason"],
            promised_for=self.cleaned_data["promised_for"],
        )

    def refuse(self, refusal: Refusal) -> None:
        """Put the words of a refusal at the field they speak of, or above all."""
        field = FIELD_OF.get(refusal.code)
        self.add_error(field if field in self.fields else None, refusal.message)

    @property
    def first_wrong(self) -> str:
        """The first field with an error, in the order of the page; the focus goes there."""
        return next((name for name in self.fields if self.errors.get(name)), "")


class SettleForm(OutcomeForm):
    """An outcome for an inquiry that is registered already."""

    def told_to(self, channel: Channel) -> Told:
        """What was said, and how: as the person came."""
        return Told(self.cleaned_data["words"], MEANS[channel])


class KeepForm(SettleForm):
    """兑现承诺: the words told, nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].required = False


class RegisterForm(OutcomeForm):
    """登记首问."""

    channel = forms.ChoiceField(choices=Channel.choices)
    name = forms.CharField(required=False, max_length=80, error_messages={"max_length": "姓名最多 60 个字"})
    phone = forms.CharField(required=False, max_length=40, error_messages={"max_length": "电话太长了"})
    id_number = forms.CharField(required=False, max_length=40, error_messages={"max_length": "证件号太长了"})
    matter = forms.CharField(required=False, max_length=2000)
    notice = forms.ChoiceField(required=False, choices=[("", ""), (READ, "念了"), (QR, "发到手机"), (PRINT, "打印")])
    with_slip = forms.BooleanField(required=False)
    started = forms.CharField(required=False, max_length=400)
    back = forms.CharField(required=False, max_length=300)

    field_order = ("channel", "name", "phone", "matter", "item", "situation", "outcome", "id_number")

    @property
    def chosen_channel(self) -> Channel:
        return Channel(self.cleaned_data["channel"])

    def visitor(self) -> Visitor:
        """Who came. The id number is asked for a case only; what is left in a hidden field isn't taken."""
        is_case = self.cleaned_data["outcome"] == Outcome.TO_CASE
        return Visitor(
            name=self.cleaned_data["name"],
            phone=self.cleaned_data["phone"],
            id_number=self.cleaned_data["id_number"] if is_case else "",
        )

    def told_now(self) -> Told:
        """What was said, and how."""
        return Told(self.cleaned_data["words"], MEANS[self.chosen_channel])

    def notice_means(self) -> ToldBy | None:
        """How the guide was told; None if it wasn't."""
        chosen: dict[str, Any] = {READ: MEANS[self.chosen_channel], QR: ToldBy.QR, PRINT: ToldBy.PRINT}
        return chosen.get(self.cleaned_data["notice"])
