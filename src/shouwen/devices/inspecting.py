"""巡检 (一体机进驻服务 第四条): a plan of each device, the next inspection made by a job, done line by line."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime

from shouwen.civil_time import local_date, start_of
from shouwen.clocks import actions as clocks
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.devices import policies
from shouwen.devices.enums import CheckResult, DeviceState, InspectionState
from shouwen.devices.faults import report
from shouwen.devices.keepers import answers_for
from shouwen.devices.models import Device, Fault, Inspection, InspectionPlan
from shouwen.devices.recording import hold, record, record_of
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.people.policies import same_centre
from shouwen.refusals import Refused, refuse, refuse_if

log = logging.getLogger(__name__)

LEAD = 2
"""Working days before its day at which an inspection comes onto the desk of whoever does it."""


@one_change
def set_plan(
    *,
    device: Device,
    every_workdays: int,
    checklist: Sequence[str],
    first_due_on: date,
    by: Actor,
    at: datetime,
) -> InspectionPlan:
    """定巡检计划: what is due by the plan before it goes. Raises Refused."""
    hold(device)
    refuse_if(same_centre(device, by) or policies.may_maintain(by))
    lines = [" ".join(line.split()) for line in checklist if line.strip()]
    refuse_if(
        policies.plan_fits(
            device, every=every_workdays, checklist=lines, first_due_on=first_due_on, today=local_date(at)
        )
    )
    _end_plan(device, at=at)
    plan = InspectionPlan.objects.create(
        centre_id=device.centre_id,
        device=device,
        every_workdays=every_workdays,
        checklist=lines,
        first_due_on=first_due_on,
        set_at=at,
        set_by_id=by.staff_id,
    )
    record(device, "device.plan", by=by, at=at, data={"every": every_workdays, "first": first_due_on.isoformat()})
    return plan


@one_change
def end_plan(*, device: Device, reason: str, by: Actor, at: datetime) -> None:
    """不再巡检, with a reason. Raises Refused."""
    hold(device)
    refuse_if(same_centre(device, by) or policies.may_maintain(by) or policies.said(reason, "原因"))
    if not _end_plan(device, at=at):
        raise refuse("no_plan", f"{device.number} 没有巡检计划")
    record(device, "device.plan_ended", by=by, at=at, data={"reason": Words(reason.strip())})


def make_due(*, centre_id: int, at: datetime) -> int:
    """Make the inspections that are near: each on its own, so that one that can't be made holds up no other. How many were made.

    May run twice at once, or die in the middle: a plan has one inspection of a day, and a device one that is due."""
    made = 0
    plans = InspectionPlan.objects.filter(centre_id=centre_id, ended_at=None, device__state=DeviceState.IN_USE)
    for plan in plans.exclude(inspections__state=InspectionState.DUE).select_related("device").order_by("pk"):
        try:
            made += _make(plan_id=plan.pk, by=Actor.system(centre_id), at=at) is not None
        except Refused as refused:
            log.warning("inspection of device %s not made: %s", plan.device_id, refused.refusal.code)
    return made


@one_change
def inspect(
    *,
    inspection: Inspection,
    results: Sequence[tuple[CheckResult, str]],
    words: str = "",
    stops_use: bool = False,
    by: Actor,
    at: datetime,
) -> Fault | None:
    """记巡检: a result for each line of the checklist, with a note where something is wrong; what is wrong becomes a fault ticket
    in the same change (`stops_use`: nobody can use the device). Raises Refused."""
    # The device first, as whoever changes its state or its plan: two changes at once wait, and neither dies.
    hold(inspection.device)
    hold(inspection)
    clock = _clock_of(inspection)
    refuse_if(policies.may_inspect(inspection, owed_by=clock.responsible_id, by=by, at=at))
    lines = inspection.plan.checklist
    if len(results) != len(lines):
        raise refuse("results_missing", "每一项都要选结果", clause=policies.ARTICLE)
    for line, (result, note) in zip(lines, results, strict=True):
        if result == CheckResult.FAULTY and not note.strip():
            raise refuse("note_missing", f"“{line}”有问题，写一句怎么了", clause=policies.ARTICLE)
        if len(note.strip()) > policies.MOST_LINE:
            raise refuse("words_too_long", f"“{line}”的说明最多 {policies.MOST_LINE} 字", clause=policies.ARTICLE)
    if len(words.strip()) > policies.MOST_WORDS:
        raise refuse("words_too_long", f"说明最多 {policies.MOST_WORDS} 字", clause=policies.ARTICLE)
    found = [
        {"what": line, "result": result.value, "note": mask_words(note.strip())}
        for line, (result, note) in zip(lines, results, strict=True)
    ]
    done = {
        "state": InspectionState.DONE,
        "done_at": at,
        "done_by_id": by.member_id,
        "results": found,
        "words": mask_words(words.strip()),
    }
    if not Inspection.objects.filter(pk=inspection.pk, state=InspectionState.DUE).update(**done):
        raise refuse("inspection_moved_on", f"{inspection.number} 别人刚刚做了，刷新看看")
    inspection.refresh_from_db()
    clocks.close(centre_id=inspection.centre_id, kind=ClockKind.INSPECTION, subject_id=inspection.pk, at=at)
    wrong = [one for one in found if one["result"] == CheckResult.FAULTY]
    record_of(
        ClockKind.INSPECTION,
        inspection.pk,
        inspection.number,
        "inspection.done",
        by=by,
        at=at,
        data={"device": inspection.device.number, "wrong": len(wrong), "words": Words(words.strip())},
        whose=(clock.responsible_id,),
    )
    if not wrong:
        return None
    fault: Fault = report(
        device=inspection.device,
        title=f"巡检发现：{wrong[0]['what']}"[: policies.MOST_TITLE],
        words="；".join(f"{one['what']}：{one['note']}" for one in wrong)[: policies.MOST_WORDS],
        stops_use=stops_use,
        inspection=inspection,
        by=by,
        at=at,
    )
    return fault


def next_due_on(plan: InspectionPlan) -> date:
    """The day on which the plan's next inspection is due: so many working days after the last one was done, the first on its own
    day, and never while the device stood still. Raises Refused beyond the calendar."""
    last = plan.inspections.filter(state=InspectionState.DONE).order_by("-done_at").first()
    due = plan.first_due_on
    if last is not None and last.done_at is not None:
        due = calendar_of(plan.centre_id).add(local_date(last.done_at), plan.every_workdays)
    return max(due, local_date(plan.device.state_since))


@one_change
def _make(*, plan_id: int, by: Actor, at: datetime) -> Inspection | None:
    plan = InspectionPlan.objects.select_for_update(of=("self",)).select_related("device").get(pk=plan_id)
    if plan.ended_at is not None or plan.inspections.filter(state=InspectionState.DUE).exists():
        return None
    due_on, calendar = next_due_on(plan), calendar_of(plan.centre_id)
    since = max(start_of(calendar.add(due_on, -LEAD)), plan.set_at, plan.device.state_since)
    if since > at or plan.inspections.filter(due_on=due_on).exists():
        return None
    year = local_date(at).year % 100
    inspection = Inspection.objects.create(
        centre_id=plan.centre_id,
        number=f"检 {year:02d}-{serials.take(plan.centre_id, f'inspection/{year}'):04d}",
        plan=plan,
        device=plan.device,
        due_on=due_on,
        made_at=at,
    )
    clocks.start(
        kind=ClockKind.INSPECTION,
        subject_id=inspection.pk,
        number=inspection.number,
        matter=f"{plan.device.name}（{plan.device.place}）",
        responsible_id=answers_for(plan.device, at=at),
        unit=LimitUnit.CALENDAR_DAY,
        promised_limit=max((due_on - local_date(since)).days, 0),
        due_on=due_on,
        by=by,
        at=since,
    )
    record_of(
        ClockKind.INSPECTION,
        inspection.pk,
        inspection.number,
        "inspection.due",
        by=by,
        at=at,
        data={"device": plan.device.number, "due": due_on.isoformat()},
    )
    return inspection


def _end_plan(device: Device, *, at: datetime) -> bool:
    for inspection in Inspection.objects.filter(device=device, state=InspectionState.DUE):
        Inspection.objects.filter(pk=inspection.pk).update(state=InspectionState.DROPPED)
        clocks.close(centre_id=device.centre_id, kind=ClockKind.INSPECTION, subject_id=inspection.pk, at=at)
    return bool(InspectionPlan.objects.filter(device=device, ended_at=None).update(ended_at=at))


def _clock_of(inspection: Inspection) -> Clock:
    clocks_ = Clock.objects.filter(centre_id=inspection.centre_id, kind=ClockKind.INSPECTION)
    return clocks_.get(subject_id=inspection.pk)
