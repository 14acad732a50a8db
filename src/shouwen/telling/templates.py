"""告知用语: what is told for each purpose, as data. `shipped.py` has the words; a centre may write its own (`texts.py`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_HOLE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Blank:
    """A place in the words. `key` is what the caller gives, `name` what stands between the braces. `most`: how much of it a text
    message carries whatever else is in it; what is longer is never cut, it goes by e-mail or becomes a call. `is_needed`: without
    it the words don't tell what they must."""

    key: str
    name: str
    example: str
    most: int
    is_needed: bool = False


COMMON = (
    Blank("centre", "中心", "二坪镇便民服务中心", 30),
    Blank("centre_phone", "中心电话", "023-45670000", 20),
    Blank("number", "编号", "办 26-01873", 20),
)
"""Filled in by `tell` itself; every text may use them."""


@dataclass(frozen=True, slots=True)
class Template:
    """One purpose. `is_essential`: told though the person wants no reminders. `is_fixed`: the regulation wants it told, so a
    centre can't make it a mere reminder. `is_owed`: without a channel somebody must call. Shipped words, and the article."""

    code: str
    title: str
    words: str
    blanks: tuple[Blank, ...]
    article: str = ""
    is_essential: bool = True
    is_fixed: bool = True
    is_owed: bool = True

    @property
    def call_title(self) -> str:
        """What a call says it is for: 告知延期办理."""
        return "告知本人" if self.code == "plain" else f"告知{self.title}"

    @property
    def all_blanks(self) -> tuple[Blank, ...]:
        return (*COMMON, *self.blanks)

    @property
    def examples(self) -> dict[str, str]:
        """A value for every blank, as the preview shows it."""
        return {blank.key: blank.example for blank in self.all_blanks}

    @property
    def longest(self) -> dict[str, str]:
        """So much of every blank that the words must still fit a text message."""
        return {blank.key: "字" * blank.most for blank in self.all_blanks}


def holes(words: str) -> list[str]:
    """The names between braces, in order."""
    return _HOLE.findall(words)


def filled(template: Template, words: str, values: Mapping[str, str]) -> str:
    """The words with every blank filled. Raises KeyError when a value is missing, whether these words use it or not."""
    by_name = {blank.name: values[blank.key].strip() for blank in template.all_blanks}
    return _HOLE.sub(lambda found: by_name[found.group(1)], words)
