"""What is typed on the pages of devices."""

from __future__ import annotations

from typing import Any

from django import forms

from shouwen.civil_time import instant
from shouwen.desk.plain_forms import PlainForm
from shouwen.devices.enums import CheckResult, DeviceKind, DeviceState, MovementKind
from shouwen.refusals import Refusal

_FIELD_OF = {
    "name_missing": "name",
    "place_missing": "place",
    "maintainer_missing": "maintainer_name",
    "phone_missing": "maintainer_phone",
    "phone_wrong": "maintainer_phone",
    "keeper_missing": "keeper",
    "repair_limit_wrong": "repair_workdays",
    "rhythm_wrong": "every",
    "checklist_missing": "checklist",
    "checklist_too_long": "checklist",
    "line_twice": "checklist",
    "first_day_wrong": "first",
    "reported_already": "title",
}


class DeviceForm(PlainForm):
    """登记、改设备."""

    kind = forms.ChoiceField(choices=DeviceKind.choices, required=False)
    name = forms.CharField(required=False, max_length=40)
    place = forms.CharField(required=False, max_length=80)
    maker = forms.CharField(required=False, max_length=60)
    maker_serial = forms.CharField(required=False, max_length=60)
    maintainer_name = forms.CharField(required=False, max_length=40)
    maintainer_phone = forms.CharField(required=False, max_length=30)
    keeper = forms.IntegerField(required=False)
    repair_workdays = forms.IntegerField(required=False, min_value=1, max_value=250)

    def given(self) -> dict[str, Any]:
        """As `register` and `change` want it, without the kind."""
        said = dict(self.cleaned_data)
        said.pop("kind")
        keeper, days = said.pop("keeper"), said.pop("repair_workdays")
        return {**said, "keeper_id": keeper or 0, "repair_workdays": days or 3}

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its field, where it has one."""
        refuse_at(self, refusal)


class AreaForm(PlainForm):
    """自助服务区."""

    name = forms.CharField(required=False, max_length=40)
    place = forms.CharField(required=False, max_length=80)
    maintainer_name = forms.CharField(required=False, max_length=40)
    maintainer_phone = forms.CharField(required=False, max_length=30)


class PlanForm(PlainForm):
    """巡检计划: one line of the checklist a line."""

    every = forms.IntegerField(min_value=1, max_value=250)
    first = forms.DateField()
    checklist = forms.CharField(required=False, max_length=2500, widget=forms.Textarea)


class StateForm(PlainForm):
    """停用、恢复、报废."""

    to = forms.ChoiceField(choices=DeviceState.choices)
    reason = forms.CharField(required=False, max_length=300)


class ReportForm(PlainForm):
    """报修."""

    title = forms.CharField(required=False, max_length=60)
    words = forms.CharField(required=False, max_length=300, widget=forms.Textarea)
    stops_use = forms.BooleanField(required=False)


class WordsForm(PlainForm):
    """接修、修好、不用修: one sentence."""

    words = forms.CharField(required=False, max_length=300)


class SupplyForm(PlainForm):
    """一种配件耗材."""

    name = forms.CharField(required=False, max_length=40)
    unit = forms.CharField(required=False, max_length=8)
    low_mark = forms.IntegerField(min_value=0, max_value=100_000)
    place = forms.CharField(required=False, max_length=40)


class MoveForm(PlainForm):
    """入库、领用、盘点."""

    kind = forms.ChoiceField(choices=MovementKind.choices)
    quantity = forms.IntegerField(min_value=0, max_value=100_000)
    device = forms.IntegerField(required=False)
    words = forms.CharField(required=False, max_length=120)


class TrainingForm(PlainForm):
    """培训记录; who was there stands in `there_<id>` and `why_<id>` of what was sent."""

    topic = forms.CharField(required=False, max_length=60)
    held = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
    minutes = forms.IntegerField(min_value=1, max_value=600)
    trainer = forms.CharField(required=False, max_length=40)
    place = forms.CharField(required=False, max_length=40)
    words = forms.CharField(required=False, max_length=300, widget=forms.Textarea)

    def given(self) -> dict[str, Any]:
        """As `note_training` wants it, without who was there."""
        said = dict(self.cleaned_data)
        held = said.pop("held")
        return {**said, "held_at": instant(held.replace(tzinfo=None))}


def results_sent(sent: Any, count: int) -> list[tuple[CheckResult, str]] | None:
    """What was chosen for each line of a checklist; None where one is missing."""
    found = []
    for place in range(count):
        result = sent.get(f"result_{place}", "")
        if result not in CheckResult.values:
            return None
        found.append((CheckResult(result), sent.get(f"note_{place}", "").strip()))
    return found


def refuse_at(form: PlainForm, refusal: Refusal) -> None:
    """Show a refusal at its field, where the form has it."""
    field = _FIELD_OF.get(refusal.code)
    if field in form.fields:
        form.add_error(field, "；".join(filter(None, (refusal.message, refusal.way_out))))
