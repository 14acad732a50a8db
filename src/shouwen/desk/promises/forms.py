"""What is typed on the page of a promise, and of what can't be done now. Every field says what is missing; the domain judges the rest."""

from __future__ import annotations

from typing import Any

from django import forms

from shouwen.desk.inquiries.panel_forms import PanelForm, written
from shouwen.inquiries.enums import ToldBy

TOLD = (ToldBy.PHONE, ToldBy.IN_PERSON, ToldBy.MESSAGE)
"""How somebody who isn't at the window is told; by message: what no machine carries becomes a call."""
TOLD_CHOICES = [(one.value, "由系统告诉" if one == ToldBy.MESSAGE else one.label) for one in TOLD]


def means() -> forms.ChoiceField:
    """How the person is told."""
    return forms.ChoiceField(choices=TOLD_CHOICES, error_messages={"required": "先选怎样告诉本人的"})


class ToldForm(PanelForm):
    """A step with its kind of reason, the reason, and the words told."""

    FIELD_OF = {
        "category_missing": "category",
        "cannot_kind_missing": "category",
        "cannot_missing": "reason",
        "cannot_too_short": "reason",
        "cannot_too_long": "reason",
        "reason_missing": "reason",
        "reason_too_long": "reason",
        "words_missing": "words",
        "words_too_long": "words",
        "date_missing": "to",
        "moved_not_later": "to",
        "promise_too_far": "to",
        "no_phone": "means",
    }
    category = forms.CharField(max_length=20, error_messages={"required": "先选是哪一类原因"})
    reason = written("为什么", 500, name="原因")
    words = written("怎样告知本人的", 1000, name="这样说")
    means = means()

    def given(self) -> dict[str, Any]:
        """As the action wants it."""
        return {**self.cleaned_data, "means": ToldBy(self.cleaned_data["means"])}


class MoveForm(ToldForm):
    """改期: to which day."""

    to = forms.DateField(error_messages={"required": "先选改到哪一天", "invalid": "日期不对，写成 2026-10-21"})
    field_order = ("to", "category", "reason", "words", "means")


class CheckReasonForm(PanelForm):
    """核理由: clear or not; what isn't clear is said."""

    FIELD_OF = {"check_missing": "words", "check_too_long": "words"}
    is_clear = forms.TypedChoiceField(
        choices=[("yes", "讲清了"), ("no", "没讲透")],
        coerce=lambda chosen: chosen == "yes",
        error_messages={"required": "先选讲清了没有"},
    )
    words = written("哪里没讲清", 200, name="意见", is_needed=False)


class ExplainForm(PanelForm):
    """补讲: the reason once more, and the words told."""

    FIELD_OF = {
        key: ToldForm.FIELD_OF[key]
        for key in ToldForm.FIELD_OF
        if key.startswith(("cannot_m", "cannot_t", "words", "no_"))
    }
    reason = written("补讲的理由", 500, name="理由")
    words = written("怎样告知本人的", 1000, name="这样说")
    means = means()


class PossibleForm(PanelForm):
    """现在能办了: what changed."""

    FIELD_OF = {"possible_missing": "words", "possible_too_long": "words"}
    words = written("为什么现在能办了", 200, name="原因")


class TellAgainForm(PanelForm):
    """回告本人: how."""

    FIELD_OF = {"no_phone": "means"}
    means = means()
