"""Chinese numerals as official texts use them for numbering: 一 … 九百九十九, also 〇 and fullwidth digits."""

from __future__ import annotations

DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
UNITS = {"十": 10, "百": 100}
NUMERAL = "[〇零一二两三四五六七八九十百]{1,7}"


def to_int(numeral: str) -> int | None:
    """The value of `numeral` (一百零五, 二〇二三, 12, １２), or None if it isn't a number."""
    if not numeral:
        return None
    if numeral.isdecimal():
        return int(numeral)
    if any(ch not in DIGITS and ch not in UNITS for ch in numeral):
        return None
    if not any(ch in UNITS for ch in numeral):
        return int("".join(str(DIGITS[ch]) for ch in numeral))
    total, digit = 0, None
    for ch in numeral:
        if ch in UNITS:
            total += (1 if digit is None else digit) * UNITS[ch]
            digit = None
        else:
            digit = DIGITS[ch]
    return total + (digit or 0)


def to_chinese(value: int) -> str:
    """`value` (1–999) in the form used for numbering: 10 is 十, 21 is 二十一, 105 is 一百零五."""
    ones = "〇一二三四五六七八九"
    hundreds, rest = divmod(value, 100)
    tens, unit = divmod(rest, 10)
    text = f"{ones[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else ones[tens]) + "十"
    elif hundreds and unit:
        text += "零"
    return text + (ones[unit] if unit else "")
