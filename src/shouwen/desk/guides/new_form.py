"""The form of a new item: what it is called and who serves it, with its first guide; every mistake at its field, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shouwen.catalogue.guide import Guide
from shouwen.catalogue.guide_data import line, plain
from shouwen.catalogue.policies import item_flaws
from shouwen.desk.guides.edit_form import GuideForm, form_from

NAMES = ("code", "name", "domain", "window", "everyday_words")
USUAL = {"kind": "promised", "fee": "不收费", "publicity_days": "0", "notice_workdays": "5"}
"""What stands in an empty form."""
MOST_EVERYDAY, LONGEST_EVERYDAY = 20, 40


@dataclass(slots=True)
class NewItemForm:
    """Everything as typed: the item's own fields, and the form of its guide."""

    fields: dict[str, str]
    guide_form: GuideForm
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def count_wrong(self) -> int:
        return sum(map(len, self.errors.values())) + self.guide_form.count_wrong

    @property
    def everyday_words(self) -> list[str]:
        return [words for words in map(line, self.fields["everyday_words"].split("\n")) if words]

    def window(self, windows: Mapping[int, Any]) -> Any:
        """The window that was chosen; None for none of this centre."""
        number = self.fields["window"]
        return windows.get(int(number)) if number.isdecimal() and len(number) < 5 else None

    def look_through(self, *, windows: Mapping[int, Any], taken_by: str) -> Guide:
        """Put everything that keeps the item from being published at its fields. `taken_by`: the item that has this code."""
        code, name, domain = (line(self.fields[one]) for one in ("code", "name", "domain"))
        for where, refusal in item_flaws(code, name, domain):
            self._say(where, refusal.message)
        if not domain:
            self._say("domain", "没有写领域，如 民政")
        if taken_by:
            self._say("code", f"编码 {code} 已经是“{taken_by}”的")
        if self.window(windows) is None:
            self._say("window", "还没有选窗口")
        if len(self.everyday_words) > MOST_EVERYDAY or any(len(one) > LONGEST_EVERYDAY for one in self.everyday_words):
            self._say("everyday_words", f"最多 {MOST_EVERYDAY} 种说法，每种最多 {LONGEST_EVERYDAY} 个字")
        guide = self.guide_form.guide()
        if self.guide_form.day() is None and not self.guide_form.errors.get("effective_from"):
            self.guide_form.errors["effective_from"] = ["还没有选从哪天起用"]
        self.guide_form.say_flaws(guide)
        return guide

    def _say(self, where: str, words: str) -> None:
        self.errors.setdefault(where, []).append(words)


def new_form(sent: Mapping[str, str]) -> NewItemForm:
    """The form as it was sent; with nothing sent, as it begins."""
    fields = {name: plain(sent.get(name, "")) for name in NAMES}
    return NewItemForm(fields, form_from(sent or USUAL))
