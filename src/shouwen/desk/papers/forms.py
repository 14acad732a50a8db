"""What is typed when a paper is delivered or voided. Fields only: whether it may be done is asked of the domain."""

from __future__ import annotations

from django import forms

from shouwen.desk.plain_forms import PlainForm
from shouwen.papers.enums import DeliveryMeans


class DeliverForm(PlainForm):
    """送达: how, who signed, when."""

    means = forms.ChoiceField(choices=DeliveryMeans.choices)
    signed_by = forms.CharField(max_length=40, required=False)
    delivered_at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M"])


class VoidForm(PlainForm):
    """作废: why."""

    reason = forms.CharField(max_length=200, required=False)


class CorrectForm(PlainForm):
    """更正签收人: who really signed, and why it was noted otherwise."""

    signed_by = forms.CharField(max_length=40, required=False)
    reason = forms.CharField(max_length=200, required=False)
