"""Masks: what every screen shows of a person. Pure."""

from __future__ import annotations

import re


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


_DIGITS = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")
_GAP = r"[ \-]?"
_ID = re.compile(rf"(?<![0-9A-Za-z])[1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx](?![0-9A-Za-z])")
_OLD_ID = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}\d{2}(?:0\d|1[0-2])[0-3]\d{4}(?![0-9A-Za-z])")
_CARD = re.compile(rf"(?<![0-9A-Za-z])[3-9](?:{_GAP}\d){{14,18}}(?![0-9A-Za-z])")
_MOBILE = re.compile(rf"(?<![0-9A-Za-z])(?:\+?86{_GAP})?1[3-9](?:{_GAP}\d){{9}}(?![0-9A-Za-z])")
_LANDLINE = re.compile(r"(?<![0-9A-Za-z])(?:0\d{2,3}[- ]?[2-9]\d{6,7}|(?<=电话)[2-9]\d{6,7})(?![0-9A-Za-z])")
_COUNT = r"(?:[0-9]{1,5}|[一二三四五六七八九十百]{1,4})"
_HOUSE = re.compile(
    rf"((?:村|社区|居委会|街道?|路|巷|弄|小区|花园|苑|场镇)\s?)((?:附?{_COUNT}\s?(?:组|社|队|号|幢|栋|座|单元|楼|层|室|户|[-—])\s?)+(?:{_COUNT}(?!\d))?)(?!窗)"
)
_LIVES = re.compile(r"((?:家住|住在|住址[是为：:]?|地址[是为：:]|户籍地[是为：:]?)\s?)([^，。；,;\s？！?!]{2,40})")


def _only_ends(found: re.Match[str]) -> str:
    text = found[0]
    digits = [place for place, letter in enumerate(text) if letter.isalnum()]
    head, tail = (6, 4) if len(digits) >= 15 else (3, 4)
    hidden = set(digits[head:-tail])
    return "".join("*" if place in hidden else letter for place, letter in enumerate(text))


def mask_words(text: str) -> str:
    """Free text as it may stand beyond the page of its own matter: what looks like an id number, a bank card or a telephone
    keeps its ends, and an address its village or street, as far as that can be told from the words."""
    if not text:
        return text
    plain = text.translate(_DIGITS)
    for kind in (_ID, _CARD, _OLD_ID, _MOBILE, _LANDLINE):
        plain = kind.sub(_only_ends, plain)
    plain = _LIVES.sub(r"\1***", plain)
    plain = _HOUSE.sub(r"\1***", plain)
    return plain if "*" in plain else text
