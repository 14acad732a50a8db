"""What is typed in the steps of one material of a case."""

from __future__ import annotations

from typing import Any

from django import forms

from shouwen.cases.enums import OwedKind
from shouwen.desk.plain_forms import PlainForm


class PromiseForm(PlainForm):
    """收下书面承诺: which kind the guide allows, what was promised, by when, and that the person agreed to sign."""

    kind = forms.ChoiceField(choices=OwedKind.choices, error_messages={"required": "先选一种"})
    words = forms.CharField(max_length=300, required=False)
    due_on = forms.DateField(required=False)
    signed = forms.BooleanField(required=True, error_messages={"required": "先问本人同不同意：承诺书要本人签了名才算"})

    def clean(self) -> dict[str, Any]:
        """A day left over from the other kind means nothing."""
        values = super().clean() or {}
        if values.get("kind") == OwedKind.COMMITMENT:
            values["due_on"] = None
        return values


class RemoveForm(PlainForm):
    """撤下附件, 收回承诺: why."""

    reason = forms.CharField(max_length=200, required=False)
