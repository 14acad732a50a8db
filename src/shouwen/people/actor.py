"""Who acts: a member of staff with the roles of the day, or the system of a centre."""

from __future__ import annotations

from dataclasses import dataclass, field

from shouwen.people.enums import Role
from shouwen.refusals import refuse


@dataclass(frozen=True, slots=True)
class Actor:
    """The acting person as actions and policies see them. `staff_id` is None for the system itself."""

    centre_id: int
    staff_id: int | None
    name: str
    roles: frozenset[str] = field(default_factory=frozenset)
    window_id: int | None = None
    window_label: str = ""
    centre_name: str = ""
    via: str = ""
    """外部系统: the name of the system that asked in this person's name; the journal keeps it."""

    def has(self, *roles: Role) -> bool:
        """Whether one of the roles is held."""
        return any(role in self.roles for role in roles)

    @property
    def member_id(self) -> int:
        """The acting member of staff, where only a person may act. Raises Refused for the system."""
        if self.staff_id is None:
            raise refuse("needs_a_person", "这一步要由工作人员来办")
        return self.staff_id

    @classmethod
    def system(cls, centre_id: int) -> Actor:
        """The product itself, for jobs and commands."""
        return cls(centre_id=centre_id, staff_id=None, name="系统")
