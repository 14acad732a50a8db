"""Masks: what every screen shows of a person. Pure."""

from __future__ import annotations


def mask_name(name: str) -> str:
    """陈甲木 → 陈*木; 李火 → 李*; a single character or a unit keeps its first and last."""
    if len(name) <= 1:
        return name
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * min(len(name) - 2, 3) + name[-1]


def mask_id_number(number: str) -> str:
    """The first six and the last four characters: 500151********001X."""
    return f"{number[:6]}********{number[-4:]}" if len(number) >= 15 else "*" * len(number)


def mask_phone(phone: str) -> str:
    """The first three and the last four digits: 138****0000."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "*" * len(phone)


def gender_of(id_number: str) -> str:
    """男 or 女 by the 17th digit of an id number, empty if unknown."""
    if len(id_number) == 18 and id_number[16].isdigit():
        return "男" if int(id_number[16]) % 2 else "女"
    return ""
