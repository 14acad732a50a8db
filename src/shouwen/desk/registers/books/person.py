"""Who came, in a register: masked as on every screen, or in full for an export that was given its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shouwen.people.actions import opened

NOBODY = "没留名"


@dataclass(frozen=True, slots=True)
class Shown:
    """Whether names, phones and addresses stand in full; only an export that `people.full_exports` let through does that."""

    in_full: bool = False

    def person(self, person: Any) -> tuple[str, str, str]:
        """Name, phone, address. Masked, an address says only that it is there."""
        if person is None:
            return NOBODY, "", ""
        if self.in_full:
            whole = opened(person)
            return whole.name, whole.phone, whole.address
        return person.name_masked, person.phone_masked, "已登记" if person.address_sealed else ""


MASKED, IN_FULL = Shown(), Shown(in_full=True)
