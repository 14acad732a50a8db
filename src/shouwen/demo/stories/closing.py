"""What is open on the last day: on everybody's *my day* stands something of every kind (我手上的事)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from shouwen.cases.enums import ReviewState
from shouwen.cases.models import Case
from shouwen.civil_time import instant, local_date
from shouwen.demo.agenda import Story
from shouwen.demo.crowd import Crowd
from shouwen.demo.stories.ruling import ASKED
from shouwen.demo.stories.visit import MEANS, Visit, matter_of, register, tell
from shouwen.demo.town.centre import OFFICE
from shouwen.demo.words import general, told
from shouwen.demo.words.faults import fault_of
from shouwen.demo.world import World
from shouwen.inquiries.enums import Channel
from shouwen.people.actor import Actor

FRONT_DESK = ("heguyu", "yangjingzhe", "luoshuangjiang", "dengbailu", "fenglixia", "zhouxiaoman", "tangmangzhong")
BUSY = ("heguyu", "yangjingzhe", "luoshuangjiang", "dengbailu")
"""They have so much that something due later is there anyway."""
WITHOUT_OVERDUE = ("fenglixia", "zhouxiaoman")
OWN_ITEMS: dict[str, tuple[str, str, str]] = {
    "heguyu": ("DQ04", "SB03", "MZ03"),
    "yangjingzhe": ("WJ03", "DQ04", "TY01"),
    "luoshuangjiang": ("SB03", "SB02", "YB04"),
    "dengbailu": ("TY01", "MZ03", "CL01"),
    "fenglixia": ("NY03", "LY01", "NY02"),
    "zhouxiaoman": ("DQ04", "JY04", "DQ04"),
}
"""For each window an item with a short limit for what is overdue or due today, and two others."""


@dataclass(slots=True)
class Closing:
    """The last days of one handler."""

    world: World
    crowd: Crowd
    login: str
    chance: Random

    @property
    def today(self) -> date:
        return self.world.plan.last_day

    @property
    def handler(self) -> Actor:
        return self.world.actor(self.login)

    def stories(self) -> Iterator[tuple[datetime, Story]]:
        """Everything that is to be open, with the moment at which it begins."""
        if self.login in OWN_ITEMS:
            due_soon, waiting, later = OWN_ITEMS[self.login]
            if self.login not in WITHOUT_OVERDUE:
                yield self._case(due_soon, due=self._workday(-1))
            yield self._case(due_soon, due=self.today)
            yield self._correcting(waiting)
            if self.login not in BUSY:
                yield self._case(later, due=self._workday(3))
        else:
            yield self._promise(self._workday(-1))
            yield self._promise(self.today)
        yield self._promise(self._workday(1))
        place = FRONT_DESK.index(self.login)
        if place % 2 == 0:
            yield self._ruling(self._workday(-2), comes_back=True)
            yield self._sent_on(accepted=True)
        if place % 2 or place == 0:
            yield self._ruling(self._workday(-1), comes_back=False)
        yield self._unanswered()
        yield self._sent_on(accepted=False)

    def _workday(self, days: int) -> date:
        return self.world.calendar.add(self.today, days)

    def _moment(self, day: date) -> datetime:
        """In the morning, so that it lies before the present on the last day, too."""
        return instant(datetime.combine(day, time(9, 12)) + timedelta(minutes=self.chance.randint(0, 45)))

    def _visit(self, at: datetime, code: str, channel: Channel = Channel.ON_SITE) -> Visit:
        came = at - timedelta(minutes=self.chance.randint(3, 6))
        return Visit(self.chance, came, channel, self.world.shelf.items[code])

    def _case(self, code: str, *, due: date) -> tuple[datetime, Story]:
        limit = self.world.shelf.in_force(self.world.shelf.items[code].pk, self.today).version.promised_limit
        at = self._moment(self.world.calendar.add(due, -limit))
        return at, self._accepted(code, at)

    def _accepted(self, code: str, at: datetime) -> Story:
        by, at = yield from self.world.turn_of(self.handler.member_id, at)
        case = self._accept(code, by, at)
        now = at + timedelta(minutes=5)
        yield now
        for material in self.world.recorder.cases.materials(case):
            self.world.recorder.cases.review(material, state=ReviewState.OK, by=by, at=now)

    def _accept(self, code: str, by: Actor, at: datetime) -> Case:
        visit = self._visit(at, code)
        leaf = self.world.shelf.in_force(self.world.shelf.items[code].pk, local_date(at))
        _, person = self.crowd.named(self.world, full=True, by=by, at=at)
        inquiry = register(self.world, visit, by, at, matter_of(leaf.version.item, self.chance), person)
        situation = leaf.situations[0] if leaf.situations else None
        means = MEANS[visit.channel]
        tell(self.world, inquiry, leaf, situation, means=means, by=by, at=at, chance=self.chance)
        words = told.accepted(leaf, self.world.calendar.add(local_date(at), leaf.version.promised_limit))
        return self.world.recorder.cases.accept(
            inquiry, leaf=leaf, situation=situation, words=words, means=means, by=by, at=at
        )

    def _correcting(self, code: str) -> tuple[datetime, Story]:
        at = self._moment(self._workday(-4))
        return at, self._told_what_is_missing(code, at)

    def _told_what_is_missing(self, code: str, at: datetime) -> Story:
        by, at = yield from self.world.turn_of(self.handler.member_id, at)
        case = self._accept(code, by, at)
        now = at + timedelta(minutes=6)
        yield now
        for material in self.world.recorder.cases.materials(case):
            if material.position == 1:
                reason, requirement = fault_of(material.name, ReviewState.MISSING, self.chance)
                self.world.recorder.cases.review(
                    material, state=ReviewState.MISSING, reason=reason, requirement=requirement, by=by, at=now
                )
            else:
                self.world.recorder.cases.review(material, state=ReviewState.OK, by=by, at=now)
        now += timedelta(minutes=3)
        yield now
        self.world.recorder.corrections.correct(case, by=by, at=now)

    def _promise(self, due: date) -> tuple[datetime, Story]:
        at = self._moment(self.world.calendar.add(due, -3))
        return at, self._promised(due, at)

    def _promised(self, due: date, at: datetime) -> Story:
        by, at = yield from self.world.turn_of(self.handler.member_id, at)
        code, matter, reason, _ = self.chance.choice(general.PROMISES)
        _, person = self.crowd.named(self.world, full=False, by=by, at=at)
        visit = self._visit(at, code)
        inquiry = register(self.world, visit, by, at, matter, person)
        words = f"{reason}，{due.month}月{due.day}日前办好，办好就通知您。"
        self.world.recorder.referrals.make_promise(
            inquiry, reason=reason, promised_for=due, words=words, means=MEANS[visit.channel], by=by, at=at
        )

    def _ruling(self, day: date, *, comes_back: bool) -> tuple[datetime, Story]:
        at = self._moment(day)
        return at, self._asked(at, comes_back=comes_back)

    def _asked(self, at: datetime, *, comes_back: bool) -> Story:
        by, at = yield from self.world.turn_of(self.handler.member_id, at)
        code, question, answer, reason = self.chance.choice(general.RULINGS)
        _, person = self.crowd.named(self.world, full=False, by=by, at=at)
        inquiry = register(self.world, self._visit(at, code, Channel.PHONE), by, at, question, person)
        ruling = self.world.recorder.referrals.ask_ruling(inquiry, question=question, words=ASKED, by=by, at=at)
        if comes_back:
            now = self.world.plan.present - timedelta(minutes=self.chance.randint(4, 27))
            yield now
            self.world.recorder.referrals.give_ruling(
                ruling, answer=answer, reason=reason, by=self.world.actor(OFFICE), at=now
            )

    def _unanswered(self) -> tuple[datetime, Story]:
        at = self.world.plan.present - timedelta(minutes=self.chance.randint(31, 75))
        return at, self._written(at)

    def _written(self, at: datetime) -> Story:
        """A question that came over the net this morning and is still to be answered."""
        by, at = yield from self.world.turn_of(self.handler.member_id, at)
        code = self.chance.choice(("YB01", "SB04", "MZ07", "DQ03"))
        _, person = self.crowd.named(self.world, full=False, by=by, at=at)
        visit = self._visit(at, code, Channel.ONLINE)
        visit.came -= timedelta(hours=14)
        register(self.world, visit, by, at, matter_of(self.world.shelf.items[code], self.chance), person)

    def _sent_on(self, *, accepted: bool) -> tuple[datetime, Story]:
        minutes = self.chance.randint(40, 70) if accepted else self.chance.randint(8, 19)
        at = self.world.plan.present - timedelta(minutes=minutes)
        return at, self._sent(at, accepted=accepted)

    def _sent(self, at: datetime, *, accepted: bool) -> Story:
        """A matter that came to somebody else and belongs to the window of the next handler in the round."""
        by, at = yield from self.world.turn_of(self.handler.member_id, at)
        receiver = self.world.actor(FRONT_DESK[(FRONT_DESK.index(self.login) + 1) % 6])
        window = next(one for one in self.world.town.windows.values() if one.pk == receiver.window_id)
        items = [item for item in self.world.shelf.items.values() if item.window_id == window.pk]
        item = self.chance.choice(items)
        _, person = self.crowd.named(self.world, full=False, by=by, at=at)
        inquiry = register(self.world, self._visit(at, item.code), by, at, matter_of(item, self.chance), person)
        words = told.handed_over(window.label, receiver.name, self.world.town.centre.handover_minutes)
        handover = self.world.recorder.referrals.hand_over(
            inquiry, window=window, to_staff_id=receiver.member_id, words=words, by=by, at=at
        )
        if accepted:
            now = at + timedelta(minutes=self.chance.randint(3, 12))
            yield now
            self.world.recorder.referrals.accept_handover(handover, by=receiver, at=now)
