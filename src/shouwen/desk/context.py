"""What every page of the desk shows around its content: rail, top bar, clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from shouwen.catalogue.must_read_queries import unread_count
from shouwen.civil_time import local_date
from shouwen.clocks.queries import debts_of
from shouwen.desk.waiting import login_of
from shouwen.inquiries.queries import handled_as_unresolved
from shouwen.messages.queries import unread_count as unread_notices
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES, Role
from shouwen.people.policies import may_serve
from shouwen.people.queries import covers_of


@dataclass(frozen=True, slots=True)
class RailLink:
    """One word of the rail."""

    words: str
    icon: str
    url: str
    is_current: bool

    @property
    def is_today(self) -> bool:
        return self.icon == "home"

    @property
    def is_guides(self) -> bool:
        return self.icon == "book"


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame around a page."""

    centre: str
    place: str
    name: str
    post: str
    now: datetime
    rail: Sequence[RailLink]
    is_help: bool
    actor: Actor

    @property
    def initial(self) -> str:
        return self.name[:1]

    @property
    def register_url(self) -> str:
        """Where F2 leads: 登记首问."""
        return reverse("desk:inquiry_new")

    @property
    def may_register(self) -> bool:
        """Whether the person registers first inquiries at all."""
        return may_serve(self.actor) is None

    @property
    def is_rung(self) -> bool:
        """Whether the page listens for people who call for help: whoever meets people, and leaders."""
        return self.actor.staff_id is not None and self.actor.has(*FRONT_DESK_ROLES, Role.LEADER)

    @property
    def owed(self) -> int:
        """How many things the person owes, with those they cover; two queries, asked by pages that haven't counted yet."""
        me = self.actor.staff_id or 0
        covered = covers_of(me, self.actor.centre_id, at=self.now).values_list("absent_id", flat=True)
        people = {me, *covered}
        once = handled_as_unresolved(self.actor.centre_id, people)
        return debts_of(centre_id=self.actor.centre_id, staff_ids=people, without=once).count()

    @property
    def unread_guides(self) -> int:
        """必读: how many changed guides the person has to read yet; one query (一次性告知制度 第三条)."""
        return unread_count(self.actor.centre_id, self.actor.staff_id, on=local_date(self.now))

    @property
    def unread_notices(self) -> int:
        """How many notices to the person weren't read yet; one query."""
        return unread_notices(self.actor.centre_id, self.actor.staff_id or 0, at=self.now)


RAIL = (
    ("今日", "home", ("desk:today",)),
    (
        "首问",
        "msg",
        (
            "desk:inquiries",
            "desk:handovers",
            "desk:rulings",
            "desk:promises",
            "desk:questions",
            "desk:calls",
            "desk:calls_to_make",
        ),
    ),
    ("办件", "folder", ("desk:cases", "desk:applications")),
    ("指南", "book", ("desk:guides",)),
    (
        "台账",
        "table",
        (
            "desk:registers",
            "desk:watch",
            "desk:orders",
            "desk:tasks",
            "desk:complaints",
            "desk:measures",
            "desk:calendar",
            "desk:devices",
        ),
    ),
    ("考核", "scale", ("desk:sheets",)),
    ("设置", "wrench", ("desk:settings",)),
)
"""Word, icon, and the views under which the word is marked; the first is where it leads."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """The acting person, the present and the frame. Pages without a logged-in person have no frame."""
    actor: Actor | None = getattr(request, "actor", None)
    at: datetime | None = getattr(request, "at", None)
    if not actor or at is None:
        return {"actor": None, "at": at, "frame": None}
    return {"actor": actor, "at": at, "frame": frame_of(actor, at, request.path), "log_in_name": login_of(request)}


def frame_of(actor: Actor, at: datetime, path: str) -> Frame:
    """The frame for this person on this page."""
    posts = [Role(role).label for role in Role.values if role in actor.roles]
    return Frame(
        centre=actor.centre_name,
        place=actor.window_label or (posts[0] if posts else ""),
        name=actor.name,
        post=posts[0] if posts else "没有岗位",
        now=at,
        rail=[RailLink(words, icon, urls[0], _is_under(path, urls)) for words, icon, urls in _rail()],
        is_help=path == reverse("desk:help"),
        actor=actor,
    )


@cache
def _rail() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((words, icon, tuple(map(reverse, names))) for words, icon, names in RAIL)


def _is_under(path: str, urls: tuple[str, ...]) -> bool:
    return path == "/" if urls[0] == "/" else path.startswith(urls)
