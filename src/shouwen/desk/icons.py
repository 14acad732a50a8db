"""Icons: one file of drawings (`icons.svg`), read once; every use is inline SVG in the colour of its text."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FILE = Path(__file__).with_name("icons.svg")
_SYMBOL = re.compile(r'<symbol id="(?P<name>[a-z0-9-]+)"[^>]*>(?P<drawing>.*?)</symbol>', re.DOTALL)


@cache
def drawings() -> dict[str, str]:
    """Every drawing by name."""
    return {match["name"]: match["drawing"] for match in _SYMBOL.finditer(FILE.read_text(encoding="utf-8"))}


@cache
def icon_svg(name: str) -> SafeString:
    """The icon as inline SVG, hidden from screen readers (words stand beside it). Raises KeyError for an unknown name."""
    solid = " s" if name.startswith("l-") else ""
    drawing = mark_safe(drawings()[name])  # our own file, no input of a user
    return format_html('<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', solid, drawing)
