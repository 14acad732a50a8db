"""Every form of the product, found by walking its code: whatever is sent, no sentence of the framework is answered."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import trans_real

import shouwen
from shouwen.desk.cases.forms import ReceiveForm
from shouwen.desk.forms import LoginForm
from shouwen.desk.inquiries.panel_forms import GiveBackForm, ResultForm
from shouwen.desk.plain_forms import PlainForm, PlainMessages

NEEDED: dict[type[forms.BaseForm], dict[str, Any]] = {ReceiveForm: {"asked": []}}
"""What a form is made with besides what was sent."""
CRAFTED = (
    "",
    "\x00",
    "字\x00字",
    "没有这一种",
    "字" * 5000,
    "-5",
    "0",
    "9" * 400,
    "9999-99-99",
    "2026-10-09T99:99",
    "1e9",
)


def _modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(shouwen.__path__, "shouwen."):
        if found.name.endswith("__main__") or ".migrations." in found.name:
            continue
        yield importlib.import_module(found.name)


@lru_cache(maxsize=1)
def form_classes() -> list[type[forms.BaseForm]]:
    """Every form class that is written in the product."""
    found = {
        kind
        for module in _modules()
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, forms.BaseForm) and kind.__module__.startswith("shouwen.")
    }
    return sorted(found, key=lambda kind: (kind.__module__, kind.__qualname__))


@lru_cache(maxsize=1)
def sentences() -> list[re.Pattern[str]]:
    """Every sentence that the framework may say in Chinese or in English, with anything in the places it fills in."""
    catalogue = trans_real.translation("zh-hans")._catalog  # type: ignore[attr-defined]
    said = set()
    for key, words in catalogue.items():
        said |= {str(words), str(key[0] if isinstance(key, tuple) else key)}
    patterns = []
    for words in said:
        if len(words) < 5 or not re.search(r"[。.]$", words):
            continue
        places = re.split(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", words)
        patterns.append(re.compile(".*".join(map(re.escape, places)), re.DOTALL))
    return patterns


def words_of(form: forms.BaseForm) -> list[str]:
    return [str(said) for errors in form.errors.values() for said in errors]


def test_the_walk_finds_the_forms_of_the_product() -> None:
    found = form_classes()

    assert {LoginForm, GiveBackForm, ResultForm, ReceiveForm} <= set(found)
    assert len(found) >= 27
    assert [kind.__qualname__ for kind in found if not issubclass(kind, PlainMessages)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", form_classes(), ids=lambda kind: kind.__qualname__)
@pytest.mark.parametrize("sent", CRAFTED, ids=lambda sent: repr(sent[:12]))
def test_no_sentence_of_the_framework_is_answered_to_a_crafted_form(kind: type[forms.BaseForm], sent: str) -> None:
    names = list(kind.base_fields)
    form = kind(data=dict.fromkeys(names, sent), **NEEDED.get(kind, {}))

    for words in words_of(form):
        assert not any(pattern.fullmatch(words) for pattern in sentences()), words
        assert not words.endswith((".", "。")) or kind is LoginForm, words


@pytest.mark.parametrize("kind", form_classes(), ids=lambda kind: kind.__qualname__)
def test_every_kind_of_mistake_of_every_field_has_plain_words(kind: type[forms.BaseForm]) -> None:
    form = kind(**NEEDED.get(kind, {}))

    for name, field in form.fields.items():
        for validator in field.validators:
            code = getattr(validator, "code", "invalid")
            assert code in field.error_messages, f"{kind.__qualname__}.{name}: {code}"
        for code, words in field.error_messages.items():
            assert not any(pattern.fullmatch(str(words)) for pattern in sentences()), f"{name}: {code}"


class _Numbers(PlainForm):
    count = forms.IntegerField(max_value=5)
    name = forms.CharField(max_length=3)
    chosen = forms.ChoiceField(choices=[("a", "甲")])
    own = forms.CharField(error_messages={"required": "写上叫什么"})


def test_the_numbers_of_a_limit_are_filled_in() -> None:
    form = _Numbers({"count": "9", "name": "何谷雨先生", "chosen": "b"})

    assert words_of(form) == ["最多 5", "最多 3 个字，现在是 5 个", "请从列出的几种里选", "写上叫什么"]


def test_a_sign_that_nobody_sees_is_called_so() -> None:
    form = GiveBackForm({"reason": "不是我们\x00办"})

    assert words_of(form) == ["里面有看不见的字符，删掉重新填"]


def test_the_pattern_of_the_framework_is_known_to_this_test() -> None:
    """The check itself would find the framework's sentences."""
    with pytest.raises(ValidationError) as raised:
        forms.CharField().clean("\x00")

    assert any(pattern.fullmatch(raised.value.messages[0]) for pattern in sentences())
