"""A list goes on from where it stopped: a cursor names the last row that was read, so rows that come in meanwhile shift nothing."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from ninja import Query
from ninja.errors import ValidationError
from pydantic import StringConstraints

Row = TypeVar("Row")
MOST = 100
LARGEST = 2**62

Limit = Annotated[int, Query(ge=1, le=MOST, description="一页几条")]
Cursor = Annotated[
    Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_=-]{1,60}$")] | None,
    Query(description="上一页的 next，原样带回来"),
]


def cursor_of(place: object) -> str:
    """The cursor that stands for a place in a list."""
    return urlsafe_b64encode(str(place).encode()).decode()


def text_at(cursor: str | None) -> str | None:
    """The place a cursor stands for. Raises ValidationError for one that we didn't give."""
    if cursor is None:
        return None
    try:
        text = urlsafe_b64decode(cursor.encode()).decode()
    except ValueError as error:
        raise _not_ours() from error
    if not text.isprintable():
        raise _not_ours()
    return text


def number_at(cursor: str | None) -> int | None:
    """The same, where the place is a number."""
    text = text_at(cursor)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 19 or int(text) > LARGEST:
        raise _not_ours()
    return int(text)


def page_of(rows: Sequence[Row], limit: int, place: Callable[[Row], object]) -> tuple[Sequence[Row], str | None]:
    """The rows of a page and the cursor of the next; `rows` are one more than the page if there are more."""
    shown = rows[:limit]
    return shown, cursor_of(place(shown[-1])) if len(rows) > limit else None


def _not_ours() -> ValidationError:
    words = "不是本接口给的，从头读起就不带它"
    return ValidationError([{"type": "cursor_unknown", "loc": ("query", "cursor"), "msg": words}])
