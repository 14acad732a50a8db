"""What a clerk writes in the panels of an inquiry. Every field says what is missing, all at once; the domain judges the rest."""

from __future__ import annotations

from typing import Any

from django import forms

from shouwen.desk.plain_forms import PlainForm
from shouwen.refusals import Refusal


def written(what: str, most: int, *, name: str = "", is_needed: bool = True) -> forms.CharField:
    """A field of words: `what` isn't written yet; `name` is what it is called when it is too long."""
    too_long = f"{name or what}最多 {most} 字"
    return forms.CharField(
        required=is_needed, max_length=most, error_messages={"required": f"还没有写{what}", "max_length": too_long}
    )


class PanelForm(PlainForm):
    """A panel. `FIELD_OF` says at which field the words of a refusal stand."""

    FIELD_OF: dict[str, str] = {}

    def refuse(self, refusal: Refusal) -> None:
        """Put the words of a refusal at the field they speak of, or above all."""
        self.add_error(self.FIELD_OF.get(refusal.code), refusal.message)


class GiveBackForm(PanelForm):
    """退回: why the window doesn't take it."""

    reason = written("为什么退回", 200, name="退回理由")


class OutsideForm(PanelForm):
    """外部门接收或退回, noted after a call: who it was there, and why when it is sent back."""

    FIELD_OF = {
        "name_missing": "name",
        "name_too_long": "name",
        "reason_missing": "reason",
        "reason_too_long": "reason",
    }
    name = written("那边答复的是谁", 40, name="姓名")
    reason = written("为什么退回", 200, name="退回理由", is_needed=False)

    def __init__(self, *args: Any, is_refusal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_refusal


class AnswerCheckForm(PanelForm):
    """打电话核实: who was asked there."""

    FIELD_OF = {"called_missing": "called", "called_too_long": "called"}
    called = written("打电话问的是谁", 40, name="姓名")


class ClarifiedForm(PanelForm):
    """上级答复: what was answered, and where it stands."""

    FIELD_OF = {"answer_missing": "answer", "answer_too_long": "answer", "source_too_long": "source"}
    answer = written("上级怎么答复的", 4000, name="答复")
    source = written("依据", 200, is_needed=False)


class CheckForm(PanelForm):
    """复核: agreed to, or sent back with the reason."""

    FIELD_OF = {"reason_missing": "words", "words_too_long": "words"}
    words = written("为什么不同意", 200, name="复核意见", is_needed=False)

    def __init__(self, *args: Any, is_refusal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = is_refusal


class DeclinedForm(PanelForm):
    """告知不予受理: the words told."""

    FIELD_OF = {"words_missing": "words", "words_too_long": "words"}
    words = written("怎样告知本人的", 1000, name="这样说")
    told = forms.BooleanField(error_messages={"required": "还没记下已告知：说完按 F8 打勾"})


class TakeBackForm(PanelForm):
    """收回不予受理: what is new."""

    FIELD_OF = {"reason_missing": "reason", "reason_too_long": "reason"}
    reason = written("为什么收回", 200, name="收回的理由")


class ResultForm(PanelForm):
    """办不成事的结果: got done or not, what came of it, the words told."""

    FIELD_OF = {"result_missing": "result", "result_too_long": "result", "words_missing": "words"}
    was_resolved = forms.TypedChoiceField(
        choices=[("yes", "办成了"), ("no", "还是办不成")],
        coerce=lambda chosen: chosen == "yes",
        error_messages={"required": "先选办成了没有"},
    )
    result = written("结果怎么样", 500, name="结果")
    words = written("怎样告知本人的", 1000, name="这样说")
    told = forms.BooleanField(error_messages={"required": "还没记下已告知：说完按 F8 打勾"})


class RulingForm(PanelForm):
    """裁定: answer and reason; of a matter that was refused twice also whose it is."""

    FIELD_OF = {
        "responsible_missing": "to",
        "responsible_twice": "to",
        "not_on_that_window": "to",
        "department_closed": "to",
    }
    to = forms.RegexField(
        r"^(first|\d{1,18}-\d{1,18}|d\d{1,18})$",
        required=False,
        error_messages={"required": "先选归谁办", "invalid": "重新选归谁办"},
    )
    answer = written("答复", 4000)
    reason = written("理由", 4000)

    def __init__(self, *args: Any, names_one: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].required = names_one
