"""What is typed on the pages of a complaint. Shapes only; whether it may be done, the domain says."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any

from django import forms

from shouwen.civil_time import instant
from shouwen.desk.plain_forms import PlainForm
from shouwen.feedback.enums import AnswerWish, ComplaintChannel, Verdict
from shouwen.inquiries.enums import ToldBy
from shouwen.refusals import Refusal

CHANNELS = (
    (ComplaintChannel.PHONE, "phone"),
    (ComplaintChannel.COUNTER, "user"),
    (ComplaintChannel.LETTER, "file-text"),
)
"""How it comes to the desk, each with its icon. What the hotline passes on begins on the page of its task."""
TOLD = (ToldBy.PHONE, ToldBy.IN_PERSON)
_FIELD_OF = {
    "words_missing": "words",
    "words_too_long": "words",
    "name_missing": "name",
    "name_too_long": "name",
    "phone_missing": "phone",
    "phone_wrong": "phone",
    "window_unknown": "window",
    "staff_unknown": "staff",
    "number_too_long": "matter_number",
    "received_later": "received",
    "received_long_ago": "received",
}


class ComplaintForm(PlainForm):
    """登记投诉. Left empty, it came now; without a name it is anonymous."""

    channel = forms.ChoiceField(choices=ComplaintChannel.choices, required=False)
    name = forms.CharField(required=False)
    phone = forms.CharField(required=False)
    words = forms.CharField(required=False, widget=forms.Textarea)
    wish = forms.ChoiceField(choices=AnswerWish.choices, required=False)
    promise = forms.IntegerField(required=False)
    window = forms.IntegerField(required=False)
    staff = forms.IntegerField(required=False)
    matter_number = forms.CharField(required=False)
    received = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
    mark = forms.CharField(required=False, max_length=40)
    told = forms.BooleanField(required=False)

    def given(self, at: datetime) -> dict[str, Any]:
        """As `receive` wants it."""
        said, received = self.cleaned_data, self.cleaned_data["received"]
        return {
            "channel": ComplaintChannel(said["channel"] or ComplaintChannel.COUNTER),
            "words": said["words"],
            "name": said["name"],
            "phone": said["phone"],
            "wish": AnswerWish(said["wish"] or AnswerWish.PAGE),
            "promise": said["promise"],
            "window_id": said["window"],
            "staff_id": said["staff"],
            "matter_number": said["matter_number"],
            "mark": said["mark"],
            "received_at": instant(received.replace(tzinfo=None)) if received else at,
        }

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its field, where it has one."""
        field = _FIELD_OF.get(refusal.code)
        if field is not None:
            self.add_error(field, "；".join(filter(None, (refusal.message, refusal.way_out))))


class AboutForm(PlainForm):
    """投诉的是谁、哪个窗口、哪一条."""

    staff_id = forms.IntegerField(required=False)
    window_id = forms.IntegerField(required=False)
    promise = forms.IntegerField(required=False)
    matter_number = forms.CharField(required=False)


class AssignForm(PlainForm):
    """交办、改交."""

    to = forms.IntegerField(error_messages={"required": "选交给谁"})
    reason = forms.CharField(required=False)


class WordsForm(PlainForm):
    """请本人说明, 本人说明, 补充, 撤回: a few sentences."""

    words = forms.CharField(required=False)


class AnswerForm(PlainForm):
    """答复."""

    verdict = forms.ChoiceField(choices=Verdict.choices, required=False)
    reason = forms.CharField(required=False)
    mended = forms.CharField(required=False)
    answer = forms.CharField(required=False)
    staff_cleared = forms.BooleanField(required=False)
    told = forms.CharField(required=False)

    def given(self) -> dict[str, Any]:
        """As `answer` wants it."""
        said = dict(self.cleaned_data)
        told = said.pop("told")
        verdict = Verdict(said.pop("verdict") or Verdict.OPEN)
        return {**said, "verdict": verdict, "told_means": ToldBy(told) if told in ToldBy.values else None}


class PassForm(PlainForm):
    """不归中心."""

    passed_to = forms.CharField(required=False)
    reason = forms.CharField(required=False)


class MergeForm(PlainForm):
    """并入另一件."""

    into = forms.CharField(error_messages={"required": "写另一件的编号"})

    def clean_into(self) -> str:
        """26-0009, however it was typed: 诉 26-9, and digits of an input method."""
        said = unicodedata.normalize("NFKC", self.cleaned_data["into"])
        found = re.fullmatch(r"诉?\s*(\d\d)[-—–－]0*(\d{1,7})", said.strip())
        if found is None:
            raise forms.ValidationError("编号写成 26-0009")
        return f"{found[1]}-{int(found[2]):04d}"
