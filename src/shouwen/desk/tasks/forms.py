"""What is typed on the pages of a task."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from shouwen.civil_time import instant
from shouwen.clocks.enums import ExtensionCategory
from shouwen.desk.plain_forms import PlainForm
from shouwen.inquiries.enums import ToldBy
from shouwen.refusals import Refusal
from shouwen.tasks import policies

TOLD = (ToldBy.PHONE, ToldBy.IN_PERSON, ToldBy.MESSAGE)
"""How a person may have been told of a result before it is submitted."""
_FIELD_OF = {
    "superior_missing": "superior",
    "superior_too_long": "superior",
    "number_too_long": "their_number",
    "title_missing": "title",
    "title_too_long": "title",
    "words_missing": "words",
    "words_too_long": "words",
    "limit_missing": "due_on",
    "limit_wrong": "workdays",
    "due_before_received": "due_on",
    "due_in_the_past": "due_on",
    "due_too_far": "due_on",
    "promise_past_theirs": "promised_on",
    "promise_in_the_past": "promised_on",
    "received_later": "received",
    "received_long_ago": "received",
    "name_missing": "person_name",
    "phone_wrong": "person_phone",
    "id_number_wrong": "person_id_number",
    "id_number_of_another": "person_id_number",
}


class TaskForm(PlainForm):
    """登记上级任务. Left empty, it came now."""

    superior = forms.CharField(required=False)
    their_number = forms.CharField(required=False)
    title = forms.CharField(required=False)
    words = forms.CharField(required=False, widget=forms.Textarea)
    received = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
    due_on = forms.DateField(required=False)
    workdays = forms.IntegerField(required=False, min_value=1, max_value=policies.MOST_WORKDAYS)
    promised_on = forms.DateField(required=False)
    person_name = forms.CharField(required=False)
    person_phone = forms.CharField(required=False)
    person_id_number = forms.CharField(required=False)
    person_address = forms.CharField(required=False, max_length=120)

    def given(self, at: datetime) -> dict[str, Any]:
        """As `take_in` wants it."""
        said = dict(self.cleaned_data)
        received = said.pop("received")
        return {**said, "received_at": instant(received.replace(tzinfo=None)) if received else at}

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its field, where it has one."""
        field = _FIELD_OF.get(refusal.code)
        if field is not None:
            self.add_error(field, "；".join(filter(None, (refusal.message, refusal.way_out))))


class AssignForm(PlainForm):
    """交办、改派."""

    to = forms.IntegerField(required=False)
    to_other = forms.IntegerField(required=False)
    words = forms.CharField(required=False)
    reason = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        """Somebody chosen from the list goes before a suggestion."""
        said = super().clean() or {}
        said["to"] = said.get("to_other") or said.get("to")
        if not said["to"] and not self.errors:
            self.add_error("to", "选交给谁")
        return said


class WordsForm(PlainForm):
    """进展, 退回, 撤回, 撤下附件: one sentence."""

    words = forms.CharField(required=False)


class SubmitForm(PlainForm):
    """报送: the result, and how the person concerned was or will be told."""

    result = forms.CharField(required=False)
    told = forms.CharField(required=False)
    tell_words = forms.CharField(required=False)

    def given(self) -> dict[str, Any]:
        """As `submit` wants it: told already, or told now with these words."""
        said = self.cleaned_data
        means = said["told"] if said["told"] in ToldBy.values else ""
        return {
            "result": said["result"],
            "told_means": ToldBy(means) if means else None,
            "tell_words": (said["tell_words"] or said["result"]) if said["told"] == "now" else "",
        }


class ExtendForm(PlainForm):
    """延期, agreed by the superior."""

    workdays = forms.IntegerField(min_value=1, max_value=99)
    category = forms.ChoiceField(choices=[("", ""), *ExtensionCategory.choices], required=False)
    reason = forms.CharField(required=False)
    agreed_by = forms.CharField(required=False)
    agreed_on = forms.DateField(required=False)


class ReceiptForm(PlainForm):
    """上级回执."""

    received_on = forms.DateField(error_messages={"required": "写上级收到的日期"})
    receipt_number = forms.CharField(required=False)
    words = forms.CharField(required=False)


class ReturnedForm(PlainForm):
    """上级退回重办, with a new limit."""

    reason = forms.CharField(required=False)
    due_on = forms.DateField(required=False)
    workdays = forms.IntegerField(required=False, min_value=1, max_value=policies.MOST_WORKDAYS)
