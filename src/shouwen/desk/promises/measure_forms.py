"""What is typed on the pages of a measure (问责). Shapes only; the domain judges the rest."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from shouwen.desk.inquiries.panel_forms import PanelForm, written
from shouwen.promises.enums import Capacity, EvidenceKind, MeasureKind


class ProposeForm(PanelForm):
    """提出问责."""

    FIELD_OF = {
        "subject_unknown": "subject",
        "own_measure": "subject",
        "capacity_wrong": "capacity",
        "clause_unknown": "clause",
        "limit_missing": "limit_workdays",
        "year_missing": "year",
    }
    subject = forms.IntegerField(error_messages={"required": "先选是谁"})
    capacity = forms.ChoiceField(choices=Capacity.choices, error_messages={"required": "先选身份"})
    kind = forms.ChoiceField(choices=MeasureKind.choices, error_messages={"required": "先选哪一种"})
    limit_workdays = forms.IntegerField(required=False, min_value=1, max_value=90)
    year = forms.IntegerField(required=False, min_value=2000, max_value=2200)
    clause = forms.CharField(max_length=8, error_messages={"required": "先选依据哪一条"})
    basis = written("依据的话", 300, name="依据")
    evidence_kind = forms.ChoiceField(choices=EvidenceKind.choices, error_messages={"required": "先选凭什么"})
    evidence_number = written("凭据的编号", 40, name="编号")
    facts = written("事实", 1000)
    ONLY_FOR: ClassVar[dict[str, MeasureKind]] = {"limit_workdays": MeasureKind.RECTIFY, "year": MeasureKind.AWARD_LOSS}

    def clean(self) -> dict[str, Any]:
        """What the chosen kind doesn't ask for isn't read: it can't be seen on the page either."""
        said = super().clean() or self.cleaned_data
        for name, kind in self.ONLY_FOR.items():
            if said.get("kind") != kind:
                self.errors.pop(name, None)
                said[name] = None
        return dict(said)

    def given(self) -> dict[str, Any]:
        """As `propose_measure` wants it."""
        said = dict(self.cleaned_data)
        subject_id = said.pop("subject")
        kinds = {
            "kind": MeasureKind(said["kind"]),
            "capacity": Capacity(said["capacity"]),
            "evidence_kind": EvidenceKind(said["evidence_kind"]),
        }
        return {**said, **kinds, "subject_id": subject_id}


class WordsForm(PanelForm):
    """A step that needs words."""

    FIELD_OF = {"words_missing": "words", "words_too_long": "words"}
    words = written("这一步的话", 1000, name="字数")


class NothingForm(PanelForm):
    """A step that needs nothing."""


class CheckForm(WordsForm):
    """核查: passed, or again within a limit."""

    FIELD_OF = {**WordsForm.FIELD_OF, "limit_missing": "limit_workdays"}
    passed = forms.TypedChoiceField(
        choices=[("yes", "通过"), ("no", "没有通过，再改")],
        coerce=lambda chosen: chosen == "yes",
        error_messages={"required": "先选通过没有"},
    )
    limit_workdays = forms.IntegerField(required=False, min_value=1, max_value=90)
