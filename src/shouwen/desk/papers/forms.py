"""What is typed when a paper is delivered or voided. Fields only: whether it may be done is asked of the domain."""

from __future__ import annotations

from django import forms

from shouwen.papers.enums import DeliveryMeans

_MISSING = {"required": "这里还没有填"}


class DeliverForm(forms.Form):
    """送达: how, who signed, when."""

    means = forms.ChoiceField(
        choices=DeliveryMeans.choices, error_messages={**_MISSING, "invalid_choice": "请从列出的几种里选"}
    )
    signed_by = forms.CharField(max_length=40, required=False)
    delivered_at = forms.DateTimeField(
        input_formats=["%Y-%m-%dT%H:%M"], error_messages={**_MISSING, "invalid": "时间不对，写成 2026-10-09 10:58"}
    )


class VoidForm(forms.Form):
    """作废: why."""

    reason = forms.CharField(max_length=200, required=False)
