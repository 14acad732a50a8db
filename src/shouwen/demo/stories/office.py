"""What the management office does over the year: rosters, leave and cover, new versions of guides, months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from shouwen.assessment import actions as assessment
from shouwen.assessment import candidates
from shouwen.assessment.models import Finding
from shouwen.assessment.queries import sheets_of_month
from shouwen.attendance.models import Leave
from shouwen.catalogue import actions as catalogue
from shouwen.catalogue.guide import Guide
from shouwen.catalogue.item_file import read_items
from shouwen.civil_time import instant, local_date, start_of
from shouwen.demo.agenda import Story
from shouwen.demo.rosters import PlannedLeave, approver_of
from shouwen.demo.stories.findings import candidate_decided
from shouwen.demo.town import ITEMS_FILE
from shouwen.demo.town.centre import OFFICE, PANEL
from shouwen.demo.world import World
from shouwen.people.actor import Actor
from shouwen.people.models import Cover

PASSED_ON_FROM_WORKDAYS, DUE_SOON_AFTER_WORKDAYS = 3, 2
"""Who is away that long passes on what falls due in the meantime, or soon after."""
SHORTENED = {"MZ05": 10, "MZ04": 7}
CHANGES = (
    (date(2026, 9, 30), date(2026, 10, 9), "MZ05"),
    (date(2026, 10, 8), date(2026, 10, 12), "YB01"),
    (date(2026, 11, 18), date(2026, 11, 23), "MZ04"),
)
"""New versions of guides: announced on a day, in force from another, of an item."""
COMPUTED_ON, ANNOUNCED_ON, SEALED_ON = 8, 9, 16
"""Working days of the next month on which a month is computed, announced and sealed."""


def on_leave(world: World, leave: PlannedLeave, chance: Random) -> Story:
    """请假: approved before, a stand-in named (AB岗), and open cases passed on if it takes long."""
    approver = world.actor(approver_of(leave.login))
    asked = world.workday_time(world.calendar.add(local_date(leave.from_at), -chance.randint(1, 4)), chance)
    # Leave of the very first days was approved before the town's year begins.
    approved_at = max(asked, start_of(world.plan.first_day) - timedelta(hours=8))
    yield approved_at
    row = Leave(
        centre_id=approver.centre_id,
        staff_id=world.staff_id(leave.login),
        kind=leave.kind,
        from_at=leave.from_at,
        to_at=leave.to_at,
        approved_by_id=approver.member_id,
        approved_at=approved_at,
    )
    world.recorder.book.add(row)
    data: dict[str, object] = {"staff": world.actor(leave.login).name, "kind": leave.kind.value}
    world.recorder.book.note(
        by=approver, at=approved_at, action="leave.approve", subject_kind="leave", subject_id=row.pk, data=data
    )
    if not leave.stand_in:
        return
    cover = Cover(
        centre_id=approver.centre_id,
        absent_id=world.staff_id(leave.login),
        by_id=world.staff_id(leave.stand_in),
        from_at=leave.from_at,
        to_at=leave.to_at,
        reason=leave.kind.label,
    )
    world.recorder.book.add(cover)
    world.board.stands_in(cover.absent_id, cover.by_id, (leave.from_at, leave.to_at))
    data = {"absent": world.actor(leave.login).name, "by": world.actor(leave.stand_in).name}
    world.recorder.book.note(
        by=approver, at=approved_at, action="cover.set", subject_kind="cover", subject_id=cover.pk, data=data
    )
    if world.calendar.count(local_date(leave.from_at), local_date(leave.to_at)) + 1 < PASSED_ON_FROM_WORKDAYS:
        return
    moment = leave.from_at + timedelta(minutes=chance.randint(12, 40))
    yield moment
    _pass_on(world, leave, moment)


def _pass_on(world: World, leave: PlannedLeave, at: datetime) -> None:
    """转交: what falls due before the return goes to the stand-in, who answers for it from this day on (R7)."""
    stand_in = world.actor(leave.stand_in)
    absent = world.staff_id(leave.login)
    if not world.board.is_there(world.staff_id(leave.stand_in), at):
        return
    soon_after = world.calendar.add(local_date(leave.to_at), DUE_SOON_AFTER_WORKDAYS)
    for case in list(world.open_cases.get(absent, {}).values()):
        if world.recorder.cases.due_on(case) <= soon_after:
            world.no_longer_open(case)
            world.recorder.cases.transfer(case, to=stand_in, by=stand_in, at=at)
            world.keep_open(case)


def new_versions(world: World) -> Story:
    """办事指南 of a new version: announced some days before the day from which it holds."""
    for announced_on, effective_from, code in CHANGES:
        at = instant(datetime.combine(announced_on, time(16, 20)))
        yield at
        world.recorder.book.flush()
        item = world.shelf.items[code]
        catalogue.publish_version(
            item=item, guide=_changed_guide(code), effective_from=effective_from, by=world.actor(OFFICE), at=at
        )
        world.shelf.reread()


def _changed_guide(code: str) -> Guide:
    """YB01 asks for one material less; MZ05 and MZ04 are done sooner."""
    guide = next(draft.guide for draft in read_items(ITEMS_FILE) if draft.code == code)
    if code in SHORTENED:
        return replace(guide, promised_limit=SHORTENED[code])
    return replace(guide, materials=tuple(one for one in guide.materials if one.name != "户口簿"))


def assessed_months(world: World, first_month: date) -> Story:
    """月度考核: candidates are looked for and decided, the sheets computed, announced, and sealed after the publicity."""
    month = first_month
    while True:
        following = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
        for workday, step in ((1, _look_for_candidates), (COMPUTED_ON, _compute), (ANNOUNCED_ON, _announce)):
            at = _on_workday(world, following, workday)
            yield at
            world.recorder.book.flush()
            step(world, month, at)
        sealed_at = _on_workday(world, following, SEALED_ON)
        world.agenda.put(sealed_at, _sealed(world, month, sealed_at))
        month = following


def _on_workday(world: World, month: date, workday: int) -> datetime:
    return instant(datetime.combine(world.calendar.add(month - timedelta(days=1), workday), time(16, 30)))


def _sealed(world: World, month: date, at: datetime) -> Story:
    yield at
    world.recorder.book.flush()
    assessment.seal_month(first_day=month, by=world.actor(PANEL), at=at)


def _look_for_candidates(world: World, month: date, at: datetime) -> None:
    candidates.find_candidates(centre_id=world.town.centre.pk, since=start_of(month), at=at)
    for finding in Finding.objects.filter(noted_at=at, noted_by=None).order_by("pk"):
        world.agenda.put(at, candidate_decided(world, finding, at))


def _compute(world: World, month: date, at: datetime) -> None:
    assessment.compute_month(first_day=month, by=Actor.system(world.town.centre.pk), at=at)


def _announce(world: World, month: date, at: datetime) -> None:
    assessment.announce_month(first_day=month, by=world.actor(OFFICE), at=at)


def draft_months(world: World) -> None:
    """The months that are still open are drafts on the last day."""
    at = world.plan.present
    world.recorder.book.flush()
    month = world.plan.first_day.replace(day=1)
    while month <= world.plan.last_day:
        if not sheets_of_month(world.town.centre.pk, month=month).exists():
            _compute(world, month, at)
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
