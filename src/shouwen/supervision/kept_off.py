"""Who must not hear of a clock because its matter is about them (回避): the package that has the matter knows, `supervision` only
asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A clock that has not ended, who answers for it, and whom it is kept from."""

    clock_id: int
    responsible_id: int
    staff: frozenset[int]


Asked = Callable[[int, datetime], Iterable[Kept]]
_ASKED: list[Asked] = []


def kept_off_by(asked: Asked) -> None:
    """From now on `asked` names such clocks of a centre at a moment; so many queries for many as for one."""
    if asked not in _ASKED:
        _ASKED.append(asked)


def kept_off(centre_id: int, *, at: datetime) -> dict[int, Kept]:
    """The clocks of the centre that are kept from somebody, by clock."""
    return {one.clock_id: one for asked in _ASKED for one in asked(centre_id, at) if one.staff}
