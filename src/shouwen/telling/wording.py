"""The words in force for a purpose: the centre's newest own text, else the shipped one; and how they read as text and letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shouwen.people.models import Centre
from shouwen.telling.models import TemplateText
from shouwen.telling.shipped import BY_CODE
from shouwen.telling.templates import Template, filled

ONE_PART, EACH_PART = 70, 67
"""Characters of a text message in one part, and of each part of a longer one (UCS-2)."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said for one purpose. `version` 0: the shipped words."""

    template: Template
    words: str
    is_essential: bool
    version: int = 0

    def fill(self, values: Mapping[str, str]) -> str:
        """The words with every blank filled."""
        return filled(self.template, self.words, values)


def wording_of(centre_id: int, code: str) -> Wording:
    """The words in force. Raises KeyError for a template that isn't shipped."""
    template = BY_CODE[code]
    own = TemplateText.objects.filter(centre_id=centre_id, template=code).order_by("-number").first()
    if own is None:
        return Wording(template, template.words, template.is_essential)
    return Wording(template, own.words, own.is_essential, own.number)


def common_values(centre: Centre, number: str) -> dict[str, str]:
    """What every text may use."""
    return {"centre": centre.name, "centre_phone": centre.phone, "number": number}


def parts_of(words: str) -> int:
    """How many parts a text message of these words is billed and sent as."""
    return 1 if len(words) <= ONE_PART else -(-len(words) // EACH_PART)


def letter_of(centre: Centre, words: str) -> str:
    """The same words as an e-mail or a letter."""
    body = words.removeprefix(f"【{centre.name}】")
    where = "，".join(part for part in (centre.address, centre.phone and f"电话 {centre.phone}") if part)
    return f"您好：\n\n　　{body}\n\n{centre.name}\n{where}".rstrip()
