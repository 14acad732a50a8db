"""What a clerk typed on the register page or chose on an inquiry. Shapes only; whether it may be done, the domain says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms

from shouwen.civil_time import local_date
from shouwen.desk.inquiries.words import MEANS
from shouwen.desk.plain_forms import PlainForm
from shouwen.inquiries.enums import Channel, DeclineGround, Outcome, ToldBy
from shouwen.people.actor import Actor
from shouwen.reception.policies import number_refusal, outcome_refusals, register_refusals
from shouwen.reception.step import NextStep, Told, Visitor
from shouwen.refusals import Refusal

FIELD_OF = {
    "promise_too_far": "promised_for",
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
    "new_fact_missing": "new_fact",
    "new_fact_too_long": "new_fact",
    "asked_of_missing": "asked_of",
    "asked_of_too_long": "asked_of",
    "ground_missing": "ground",
    "basis_missing": "basis",
    "basis_too_long": "basis",
    "way_out_missing": "way_out",
    "way_out_too_long": "way_out",
    "category_missing": "promise_kind",
    "cannot_kind_missing": "cannot_kind",
    "cannot_missing": "cannot",
    "cannot_too_short": "cannot",
    "cannot_too_long": "cannot",
    "obstacle_missing": "obstacle",
    "obstacle_too_long": "obstacle",
    "department_unknown": "to",
}
"""At which field the words of a refusal stand."""
READ, QR, PRINT = "read", "qr", "print"


class OutcomeForm(PlainForm):
    """怎么办 with what the chosen outcome needs, and the words told."""

    outcome = forms.ChoiceField(
        choices=Outcome.choices, error_messages={"required": "还没选怎么办，按 Alt+1 到 Alt+9 选一个"}
    )
    item = forms.IntegerField(required=False)
    situation = forms.IntegerField(required=False)
    entry = forms.ChoiceField(
        required=False, choices=[("", ""), ("now", "当场看过，受理"), ("first", "先收材料，再审")]
    )
    to = forms.RegexField(
        r"^(\d{1,18}-\d{1,18}|d\d{1,18})$", required=False, error_messages={"invalid": "重新选转给谁"}
    )
    question = forms.CharField(required=False, max_length=1000)
    new_fact = forms.CharField(required=False, max_length=300, error_messages={"max_length": "新情况最多 300 字"})
    asked_of = forms.CharField(required=False, max_length=80, error_messages={"max_length": "问哪里最多 80 字"})
    obstacle = forms.CharField(required=False, max_length=500, error_messages={"max_length": "卡在哪里最多 500 字"})
    ground = forms.ChoiceField(required=False, choices=[("", ""), *DeclineGround.choices])
    basis = forms.CharField(required=False, max_length=200, error_messages={"max_length": "依据最多 200 字"})
    reason = forms.CharField(required=False, max_length=300, error_messages={"max_length": "原因最多 300 字"})
    way_out = forms.CharField(required=False, max_length=200, error_messages={"max_length": "出路最多 200 字"})
    promised_for = forms.DateField(required=False, error_messages={"invalid": "日期不对，要写成 2026-10-14 这样"})
    promise_kind = forms.CharField(required=False, max_length=20)
    cannot_kind = forms.CharField(required=False, max_length=20)
    cannot = forms.CharField(required=False, max_length=500, error_messages={"max_length": "理由最多 500 字"})
    ruling = forms.RegexField(r"^\d\d-\d{4,9}$", required=False)
    words = forms.CharField(required=False, max_length=1000, error_messages={"max_length": "最多 1000 字"})
    told = forms.BooleanField(error_messages={"required": "还没记下已告知：说完按 F8 打勾"})

    def step(self) -> NextStep:
        """What the outcome needs besides the words."""
        said = self.cleaned_data
        to = said.get("to", "")
        is_over = said.get("outcome") == Outcome.NOT_POSSIBLE
        window, _, staff = to.partition("-") if to[:1] != "d" else ("", "", "")
        return NextStep(
            item_id=said.get("item"),
            situation_id=said.get("situation"),
            receive_first=said.get("entry") == "first",
            to_window_id=int(window) if window else None,
            to_staff_id=int(staff) if staff else None,
            to_department_id=int(to[1:]) if to[:1] == "d" else None,
            question=said.get("question", ""),
            new_fact=said.get("new_fact", ""),
            reason=said.get("cannot" if is_over else "reason", ""),
            category=said.get("cannot_kind" if is_over else "promise_kind", ""),
            promised_for=said.get("promised_for"),
            asked_of=said.get("asked_of", ""),
            obstacle=said.get("obstacle", ""),
            ground=DeclineGround(said["ground"]) if said.get("ground") else None,
            basis=said.get("basis", ""),
            way_out=said.get("way_out", ""),
            ruling_number=f"请 {said['ruling']}" if said.get("ruling") else "",
        )

    def refuse(self, refusal: Refusal) -> None:
        """Put the words of a refusal at the field they speak of, or above all."""
        field = FIELD_OF.get(refusal.code)
        self.add_error(field if field in self.fields else None, refusal.message)

    def look_through(self, by: Actor, *, at: datetime) -> Refusal | None:
        """Put everything that is still missing at its fields, all at once; a field that is mistyped keeps its own words.
        Returns the first of it that rests on a clause, to stand above the form."""
        outcome = self.cleaned_data.get("outcome")
        found = self._missing(Outcome(outcome), by, at=at) if outcome else self._missing_without_outcome(by, at=at)
        new = [one for one in found if FIELD_OF[one.code] not in self.errors]
        for one in new:
            self.refuse(one)
        return next((one for one in new if one.clause), None)

    def _missing(self, outcome: Outcome, by: Actor, *, at: datetime) -> list[Refusal]:
        words = self.cleaned_data.get("words", "")
        return outcome_refusals(outcome=outcome, words=words, step=self.step(), by=by, at=at)

    def _missing_without_outcome(self, by: Actor, *, at: datetime) -> list[Refusal]:
        return []

    @property
    def first_wrong(self) -> str:
        """The first field with an error, in the order of the page; the focus goes there."""
        return next((name for name in self.fields if self.errors.get(name)), "")


class SettleForm(OutcomeForm):
    """An outcome for an inquiry that is registered already. `by_message`: the person isn't here, the product tells them the answer."""

    by_message = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """What goes out as a message is told by that: nobody ticks that they said it."""
        said = super().clean() or self.cleaned_data
        if self._is_sent():
            self.errors.pop("told", None)
        return said

    def told_to(self, channel: Channel) -> Told:
        """What was said, and how: as the person came, or by message."""
        return Told(self.cleaned_data["words"], ToldBy.MESSAGE if self._is_sent() else MEANS[channel])

    def _is_sent(self) -> bool:
        said = self.cleaned_data
        return bool(said.get("by_message")) and said.get("outcome") == Outcome.ANSWERED


class KeepForm(SettleForm):
    """兑现承诺: the words told, nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].required = False
        self.fields["words"].required = True
        self.fields["words"].error_messages["required"] = "还没有写怎样告知本人的"


class RegisterForm(OutcomeForm):
    """登记首问."""

    channel = forms.ChoiceField(choices=Channel.choices)
    name = forms.CharField(required=False, max_length=80, error_messages={"max_length": "姓名最多 60 个字"})
    phone = forms.CharField(required=False, max_length=40, error_messages={"max_length": "电话太长了"})
    id_number = forms.CharField(required=False, max_length=40, error_messages={"max_length": "证件号太长了"})
    matter = forms.CharField(required=False, max_length=2000)
    notice = forms.ChoiceField(
        required=False,
        choices=[("", ""), (READ, "念了"), (QR, "发到手机"), (PRINT, "打印"), (ToldBy.MESSAGE.value, "发短信")],
    )
    notice_version = forms.IntegerField(required=False)
    with_slip = forms.BooleanField(required=False)
    started = forms.CharField(required=False, max_length=400)
    back = forms.CharField(required=False, max_length=300)

    field_order = ("channel", "name", "phone", "matter", "item", "situation", "outcome", "id_number")

    @property
    def chosen_channel(self) -> Channel:
        return Channel(self.cleaned_data.get("channel") or Channel.ON_SITE)

    def visitor(self) -> Visitor:
        """Who came. The id number is asked for a case only; what is left in a hidden field isn't taken."""
        said = self.cleaned_data
        is_case = said.get("outcome") == Outcome.TO_CASE
        return Visitor(
            name=said.get("name", ""),
            phone=said.get("phone", ""),
            id_number=said.get("id_number", "") if is_case else "",
        )

    def _missing(self, outcome: Outcome, by: Actor, *, at: datetime) -> list[Refusal]:
        return [*self._wrong_number(outcome, at=at), *self._missing_here(outcome, by, at=at)]

    def _wrong_number(self, outcome: Outcome, *, at: datetime) -> list[Refusal]:
        """A number that isn't asked for isn't taken; but that it was mistyped is told, not dropped."""
        typed = self.cleaned_data.get("id_number", "").strip()
        if not typed or outcome == Outcome.TO_CASE:
            return []
        wrong = number_refusal(typed, today=local_date(at))
        return [replace(wrong, message=f"{wrong.message}；这样办用不着证件号，也可以清空")] if wrong else []

    def _missing_here(self, outcome: Outcome, by: Actor, *, at: datetime) -> list[Refusal]:
        return register_refusals(
            channel=self.chosen_channel,
            visitor=self.visitor(),
            matter=self.cleaned_data.get("matter", ""),
            outcome=outcome,
            words=self.cleaned_data.get("words", ""),
            step=self.step(),
            by=by,
            at=at,
        )

    def _missing_without_outcome(self, by: Actor, *, at: datetime) -> list[Refusal]:
        # Without an outcome there are no words to tell yet; who it is and what they want is asked all the same.
        return [one for one in self._missing(Outcome.ANSWERED, by, at=at) if FIELD_OF[one.code] != "words"]

    def told_now(self) -> Told:
        """What was said, and how."""
        return Told(self.cleaned_data["words"], MEANS[self.chosen_channel])

    def notice_means(self) -> ToldBy | None:
        """How the guide was told; None if it wasn't."""
        chosen: dict[str, Any] = {READ: MEANS[self.chosen_channel], QR: ToldBy.QR, PRINT: ToldBy.PRINT}
        chosen[ToldBy.MESSAGE.value] = ToldBy.MESSAGE
        return chosen.get(self.cleaned_data["notice"])
