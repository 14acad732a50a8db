"""Small words of a paper: dates, phones, whom to ask. No word here is typed with a space between Chinese and digits; the templates set it."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

from shouwen.papers.rendering.content import Contact, Office, Remedy

_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
NO_BREAK_SPACE = "\u00a0"


def printable(text: str) -> str:
    """Drop what no printer shows: control characters (but line breaks), lone surrogates, marks that turn the reading direction."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        character
        for character in text
        if character == "\n"
        or (unicodedata.category(character) not in ("Cc", "Cs") and character not in _BIDI_CONTROLS)
    )


def day(value: date) -> str:
    """`2026年10月9日`."""
    return f"{value.year}年{value.month}月{value.day}日"


def month(value: date) -> str:
    """`2026年9月`."""
    return f"{value.year}年{value.month}月"


def moment(value: datetime) -> str:
    """`10月9日15:50`."""
    return f"{value.month}月{value.day}日{value:%H:%M}"


def phone(number: str) -> str:
    """A phone number that stays on one line."""
    return number.replace(" ", NO_BREAK_SPACE)


def person(contact: Contact) -> str:
    """Name and phone."""
    return f"{contact.name} {phone(contact.phone)}".strip()


def item_with_situation(item: str, situation: str) -> str:
    """`农村宅基地建房审批（原址改建）`."""
    return f"{item}（{situation}）" if situation else item


def whom_to_ask(handler: Contact, first_responder: Contact, office: Office, paper: str) -> str:
    """Who handles it, who took it first (首问负责制度 第三条), and where to complain."""
    phones = "或".join(phone(number) for number in office.supervision_phones)
    complaint = f"；对{paper}有意见，请打{phones}" if phones else ""
    gap = NO_BREAK_SPACE
    if handler == first_responder:
        return f"经办人、首问负责人{gap}{person(handler)}{complaint}"
    return f"经办人{gap}{person(handler)}；首问负责人{gap}{person(first_responder)}{complaint}"


def remedies(remedy: Remedy | None, you: str) -> str:
    """Reconsideration within 60 days, action within 6 months (行政复议法, 行政诉讼法); empty without a remedy."""
    if remedy is None:
        return ""
    return (
        f"{you}可以自收到之日起六十日内向{remedy.reconsideration_authority}申请行政复议，"
        f"也可以自收到之日起六个月内向{remedy.court}提起行政诉讼"
    )


def limit_in_words(days: int | None, unit: str = "") -> str:
    """`20个工作日`, `20个自然日`, or `当场办结` for an instant item."""
    return f"{days}个{unit or '工作日'}" if days else "当场办结"
