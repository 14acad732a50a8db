"""docs/messages.md, held against the code: each text with its values, each variable, and an example that is set right."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from shouwen.messages.gateways.sms_settings import SmsSettings, problems
from shouwen.telling.shipped import SHIPPED

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "src" / "shouwen" / "config" / "settings.py").read_text(encoding="utf-8")


def test_every_text_stands_there_with_the_values_it_wants() -> None:
    found = re.findall(r"^\| `([a-z_]+)` \| ([^|]+) \| (.+) \|$", PAGE, re.MULTILINE)
    wanted = [
        (one.code, one.title, "、".join(f"`{blank.key}` {blank.name}" for blank in one.blanks)) for one in SHIPPED
    ]
    assert found == wanted


def test_every_variable_of_the_channels_is_described() -> None:
    known = set(re.findall(r'"(SHOUWEN_(?:SMS|SMTP)[A-Z_]*)"', SETTINGS))
    assert {name for name in known if f"`{name}`" not in PAGE} == set()
    assert set(re.findall(r"`(SHOUWEN_[A-Z_]+)`", PAGE)) - known == set()


def test_the_example_of_another_gateway_is_set_right() -> None:
    example = dict(re.findall(r"^SHOUWEN_SMS_([A-Z]+)=(.+)$", PAGE, re.MULTILINE))
    one = replace(SmsSettings(url=""), **{name.lower(): value for name, value in example.items()})
    assert (one.user, one.taken) == ("erping", "code=0")
    assert problems(one) == []
