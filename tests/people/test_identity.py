"""What identifies a person is checked in words a clerk can use."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import id_number

from shouwen.people.identity import id_number_problem, initials, normal_id_number, normal_phone, phone_problem
from shouwen.people.masks import gender_of, mask_id_number, mask_name, mask_phone

TODAY = date(2026, 10, 9)


def test_a_right_number_has_no_problem() -> None:
    assert id_number_problem(id_number(1), today=TODAY) == ""


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("50019919620315001", "身份证号应是 18 位，现在是 17 位"),
        ("5001991962031500AB", "统一社会信用代码的校验位不对，请核对"),
        ("500199196213150010", "身份证号里的出生日期不存在，请核对"),
        ("500199209901010010", "身份证号里的出生日期不合理，请核对"),
    ],
)
def test_a_wrong_number_is_refused_with_words(number: str, problem: str) -> None:
    assert id_number_problem(number, today=TODAY) == problem


def test_every_other_check_digit_is_refused() -> None:
    right = id_number(7)
    wrong = [right[:17] + digit for digit in "0123456789X" if digit != right[17]]
    assert {id_number_problem(number, today=TODAY) for number in wrong} == {"身份证号的校验位不对，请对照证件再输一次"}


@pytest.mark.parametrize(
    ("phone", "problem"),
    [
        ("13800000000", ""),
        ("02345670000", ""),
        ("1380000000", "手机号应是 11 位，现在是 10 位"),
        ("12a", "电话只能是数字"),
        ("123456", "手机号应是 11 位，现在是 6 位"),
        ("234567", "座机号要带区号，7 到 12 位"),
        ("１３８００００００００", "电话只能是数字"),
        ("١٣٨٠٠٠٠٠٠٠٠", "电话只能是数字"),
    ],
)
def test_phone_numbers(phone: str, problem: str) -> None:
    assert phone_problem(phone) == problem


def test_typed_numbers_are_brought_to_one_form() -> None:
    assert normal_id_number(" 500199 19620315 001x ") == "50019919620315001X"
    assert normal_phone("+86 138-0000 0000") == "13800000000"
    assert normal_phone("（０２３）４５６７－００００") == "02345670000"
    assert normal_id_number("５００１９９１９６２０３１５００１ｘ") == "50019919620315001X"


def test_digits_of_other_scripts_are_no_id_number() -> None:
    assert id_number_problem("٥" * 18, today=TODAY) == "身份证号只能是数字，最后一位可以是 X"


@pytest.mark.parametrize(
    ("name", "letters"), [("陈甲木", "cjm"), ("仇乙火", "qyh"), ("解丙土", "xbt"), ("曾丁水", "zds"), ("单戊金", "swj")]
)
def test_surnames_are_read_as_surnames(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_masks() -> None:
    assert [mask_name(name) for name in ("陈甲木", "李火", "欧阳甲木", "王", "二坪镇红旗农机专业合作社")] == [
        "陈*木",
        "李*",
        "欧**木",
        "王",
        "二***社",
    ]
    assert mask_id_number("50019919620315001X") == "500199********001X"
    assert mask_phone("13800000000") == "138****0000"
    assert (gender_of("500199196203150010"), gender_of("500199196203150029"), gender_of("")) == ("男", "女", "")
