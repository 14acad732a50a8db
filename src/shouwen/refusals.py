"""Refusals: how the product says no, in the same words on a page, in the API and on the command line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be done: a stable code, words for a person at a window, the clause it rests on, the way out."""

    code: str
    message: str
    clause: str = ""
    way_out: str = ""


class Refused(Exception):
    """Raised by an action that may not be done. Nothing was changed. Carries the `Refusal`."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal

    @property
    def code(self) -> str:
        return self.refusal.code

    @property
    def message(self) -> str:
        return self.refusal.message


def refuse_if(refusal: Refusal | None) -> None:
    """Raise `Refused` when a policy answered with a refusal."""
    if refusal is not None:
        raise Refused(refusal)


def refuse(code: str, message: str, *, clause: str = "", way_out: str = "") -> Refused:
    """Build the exception for a refusal that only the action itself can find (a lost race, an unknown number)."""
    return Refused(Refusal(code, message, clause, way_out))
