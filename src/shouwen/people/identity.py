"""Checking what identifies a person: id number, phone number, initials. Pure; problems come back as words for the page."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from pypinyin import Style, lazy_pinyin
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

_SURNAMES = {
    "仇": "q",
    "区": "o",
    "解": "x",
    "曾": "z",
    "单": "s",
    "朴": "p",
    "查": "z",
    "任": "r",
    "盖": "g",
    "尉": "y",
}


def normal_id_number(text: str) -> str:
    """Without blanks, full-width characters as plain ones, the check letter in capitals."""
    return re.sub(r"\s", "", _plain(text)).upper()


def normal_phone(text: str) -> str:
    """Full-width digits as plain ones; blanks, dashes and brackets go, and a leading +86."""
    digits = re.sub(r"[\s\-()]", "", _plain(text))
    return digits.removeprefix("+86")


def area_code_in(phone: str) -> str:
    """The area code that a landline begins with: 023-45670010 → 023; empty for a mobile number, or one without."""
    digits = normal_phone(phone)
    found = re.match(r"0(?:10|2[0-9]|[3-9][0-9]{2})(?=[2-9]?[0-9]{7}$)", digits)
    return found[0] if found else ""


def full_phone(phone: str, area_code: str = "") -> str:
    """The number with its area code: a landline without one (7 or 8 digits) is one of the centre's own area."""
    digits = normal_phone(phone)
    return area_code + digits if re.fullmatch(r"[2-9][0-9]{6,7}", digits) else digits


def _plain(text: str) -> str:
    """What a Chinese keyboard writes at full width, １３８ or （０２３）, as the characters it means."""
    return unicodedata.normalize("NFKC", text)


def id_number_problem(number: str, *, today: date) -> str:
    """Why this is no id number (GB 11643) or unified social credit code, in words for the page; empty if it is one.

    The region isn't judged: counties are re-coded, and old numbers stay valid."""
    if re.fullmatch(r"[0-9A-Z]{18}", number) and not number[:17].isdigit():
        return "" if uscc.is_valid(number) else "统一社会信用代码的校验位不对，请核对"
    if len(number) != 18:
        return f"身份证号应是 18 位，现在是 {len(number)} 位"
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return "身份证号只能是数字，最后一位可以是 X"
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "身份证号里的出生日期不存在，请核对"
    if born > today or born.year < 1890:
        return "身份证号里的出生日期不合理，请核对"
    try:
        wanted = ric.calc_check_digit(number)
    except ValidationError:
        return "身份证号不对，请核对"
    return "" if wanted == number[17] else "身份证号的校验位不对，请对照证件再输一次"


def phone_problem(phone: str) -> str:
    """Why this is no phone number, in words for the page; empty if it is one."""
    if not re.fullmatch(r"[0-9]+", phone):
        return "电话只能是数字"
    if phone.startswith("1") and len(phone) != 11:
        return f"手机号应是 11 位，现在是 {len(phone)} 位"
    if not phone.startswith("1") and not 7 <= len(phone) <= 12:
        return "座机号要带区号，7 到 12 位"
    return ""


def initials(name: str) -> str:
    """拼音首字母, lower case: 陈甲木 → cjm. The surname is read as a surname (仇 q, 解 x, 曾 z …)."""
    if not name:
        return ""
    letters = [part[0].lower() for part in lazy_pinyin(name, style=Style.NORMAL) if part]
    if name[0] in _SURNAMES and letters:
        letters[0] = _SURNAMES[name[0]]
    return "".join(letter for letter in letters if letter.isascii())
