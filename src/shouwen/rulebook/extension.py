"""延期办结（限时办结制度 第三、五条）: whether an extension that was asked for is applied."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from shouwen.rulebook.clock_facts import Extension
from shouwen.rulebook.rules import Rules


class ExtensionError(NamedTuple):
    """Why an extension isn't applied: a code for programs, a sentence for people, and the article it rests on."""

    code: str
    sentence: str
    citation: str

    @property
    def words(self) -> str:
        """The sentence with its article: 延期最长不得超过5个工作日（限时办结制度 第三、五条）."""
        return f"{self.sentence}（{self.citation}）" if self.citation else self.sentence


def extension_error(extension: Extension, unextended_due: date, rules: Rules) -> ExtensionError | None:
    """What speaks against an extension (T3, reading R11); None if it is applied.

    At least 1 and at most the rulebook's working days; asked and told on or before the unextended due date; told after asked.
    One that was granted isn't judged again.
    """
    if extension.granted:
        return None
    most = rules.limit("extension_max_workdays")
    clause = rules.clauses.get(rules.limits["extension_max_workdays"].clause)
    source = clause.citation if clause else ""
    due = f"{unextended_due.month}月{unextended_due.day}日"
    if extension.workdays > most:
        return ExtensionError("too_long", f"延期最长不得超过{most}个工作日", source)
    if extension.workdays < 1:
        return ExtensionError("too_short", "延期最少1个工作日", source)
    if extension.asked.date() > unextended_due:
        return ExtensionError("asked_late", f"申请延期时已过到期日{due}", source)
    if extension.told is None:
        return ExtensionError("not_told", "没有把延期告诉办事人", source)
    if extension.told < extension.asked:
        return ExtensionError("told_before_asked", "告知的时间早于申请延期的时间", source)
    if extension.told.date() > unextended_due:
        return ExtensionError("told_late", f"告诉办事人时已过到期日{due}", source)
    return None
