"""Forms that speak the product's own Chinese: whatever is sent, no sentence of the framework reaches a clerk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

PLAIN = {
    "required": "这里还没有填",
    "invalid": "这里填得不对，看看再填一次",
    "invalid_choice": "请从列出的几种里选",
    "invalid_list": "请从列出的几种里选",
    "invalid_pk_value": "请从列出的几种里选",
    "null_characters_not_allowed": "里面有看不见的字符，删掉重新填",
    "max_length": "最多 %(limit_value)s 个字，现在是 %(show_value)s 个",
    "min_length": "至少 %(limit_value)s 个字，现在是 %(show_value)s 个",
    "max_value": "最多 %(limit_value)s",
    "min_value": "至少 %(limit_value)s",
    "contradiction": "又选了文件，又勾了不要，选一样",
    "missing": "还没有选文件",
    "empty": "文件是空的，看看选的是不是这个文件",
}
"""What a field says by the kind of mistake, unless it has words of its own."""
OF_NUMBER, OF_DAY, OF_MOMENT = "只能写整数，比如 5", "日期不对，写成 2026-10-12", "时间不对，写成 2026-10-09 10:58"


class PlainMessages:
    """The base of every form of a page, before the framework's own: `class X(PlainMessages, AuthenticationForm)`.

    A field keeps the words that its form gave it; all others come from `PLAIN`."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            speak_plainly(field)


class PlainForm(PlainMessages, forms.Form):
    """A form of the desk or the hall."""


def speak_plainly(field: forms.Field) -> None:
    """Give a field the product's words for every mistake it can find, where its form has none for it."""
    theirs = _words_of_framework(field)
    own = {code: said for code, said in field.error_messages.items() if said != theirs.get(code)}
    field.error_messages = {**_plain_for(field), **own}


def _plain_for(field: forms.Field) -> Mapping[str, str]:
    invalid = PLAIN["invalid"]
    if isinstance(field, forms.IntegerField):
        invalid = OF_NUMBER
    elif isinstance(field, forms.DateTimeField):
        invalid = OF_MOMENT
    elif isinstance(field, forms.DateField):
        invalid = OF_DAY
    return {**PLAIN, "invalid": invalid}


def _words_of_framework(field: forms.Field) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        found.update(getattr(kind, "default_error_messages", {}))
    return found
