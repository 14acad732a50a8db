"""Names and numbers of superiors as they are compared, however they were typed. Pure."""

from __future__ import annotations

import re
import unicodedata


def plain_name(name: str) -> str:
    """One way to write a name: full-width as plain, no blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))


def number_key(their_number: str) -> str:
    """Their number as it is compared: full-width as plain, capitals, without blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", their_number)).upper()
