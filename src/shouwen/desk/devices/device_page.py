"""The page of one device: how it stands, who keeps and maintains it, what waits, what happened, and what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import day_and_weekday, full_day
from shouwen.desk.devices.timeline import events_of, names_in
from shouwen.desk.devices.words import silent_for, sound_light, state_light
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light, TimelineEvent
from shouwen.devices import policies, queries
from shouwen.devices.enums import DeviceKind, DeviceState, FaultState
from shouwen.devices.pairing import agent_token
from shouwen.devices.policies import may_pair
from shouwen.devices.queries import Maintainer
from shouwen.devices.recording import DEVICE
from shouwen.journal import queries as journal
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal
from shouwen.regulations.queries import clause_words

SHOWN = 40
"""Faults and inspections whose story the page tells; the books have all of them."""


@dataclass(frozen=True, slots=True)
class OwedLine:
    """An inspection or a fault that is open."""

    number: str
    words: str
    light: Light
    url: str
    button: str


@dataclass(frozen=True, slots=True)
class DevicePage:
    """Everything the page shows."""

    device: Any
    kind: str
    state: Light
    sound: Light | None
    silent: str
    maintainer: Maintainer | None
    plan: Any
    plan_words: str
    owed: Sequence[OwedLine]
    events: Sequence[TimelineEvent]
    may_maintain: bool
    may_report: bool
    moves: Sequence[tuple[str, str]]
    today: str
    refusal: Refusal | None
    opened: str
    form: Any
    token: str
    pairing: Pairing | None


@dataclass(frozen=True, slots=True)
class Pairing:
    """配对 of a kiosk, for who maintains it: `code` one just made, `agent_token` what its local program is started with."""

    since: datetime | None
    code: str
    agent_token: str


def page_of(
    device: Any,
    *,
    by: Actor,
    at: datetime,
    refusal: Refusal | None = None,
    opened: str = "",
    form: Any = None,
    token: str = "",
    code: str = "",
) -> DevicePage:
    """The page of a device that `device_numbered` loaded; `opened` is the form that was refused, `token` and `code` those just
    made."""
    centre_id = device.centre_id
    faults = list(device.faults.order_by("-pk")[:SHOWN])
    inspections = list(device.inspections.order_by("-pk")[:SHOWN])
    subjects = [(DEVICE, device.pk), *((ClockKind.FAULT.value, one.pk) for one in faults)]
    subjects += [(ClockKind.INSPECTION.value, one.pk) for one in inspections]
    entries = journal.of_subjects(centre_id, subjects)
    labels = {code: words.label for code, words in clause_words(centre_id).items()}
    plan, may_maintain = queries.plan_of(device.pk), policies.may_maintain(by) is None
    return DevicePage(
        device=device,
        kind=str(DeviceKind(device.kind).label),
        state=state_light(device),
        sound=sound_light(device, at=at),
        silent=silent_for(device, at=at),
        maintainer=queries.maintainer_of(device),
        plan=plan,
        plan_words=f"每 {plan.every_workdays} 个工作日一次，{full_day(plan.first_due_on)}起" if plan else "",
        owed=_owed(centre_id, faults, inspections, at=at),
        events=events_of(entries, labels=labels, names=people.names_of_staff(centre_id, names_in(entries))),
        may_maintain=may_maintain,
        may_report=policies.may_report(device, by) is None,
        moves=_moves(device) if may_maintain else (),
        today=local_date(at).isoformat(),
        refusal=refusal,
        opened=opened,
        form=form,
        token=token,
        pairing=Pairing(device.kiosk_since, code, agent_token(device)) if may_pair(device, by) is None else None,
    )


def _moves(device: Any) -> Sequence[tuple[str, str]]:
    return {
        DeviceState.IN_USE: (("out_of_order", "停用"), ("retired", "报废")),
        DeviceState.OUT_OF_ORDER: (("in_use", "恢复使用"), ("retired", "报废")),
        DeviceState.RETIRED: (),
    }[DeviceState(device.state)]


def _owed(centre_id: int, faults: Sequence[Any], inspections: Sequence[Any], *, at: datetime) -> list[OwedLine]:
    due = [one for one in inspections if one.state == "due"]
    broken = [one for one in faults if one.state in (FaultState.REPORTED, FaultState.TAKEN)]
    by_kind = (
        (ClockKind.INSPECTION, due, lambda one: f"{day_and_weekday(one.due_on)}巡检", "巡检"),
        (ClockKind.FAULT, broken, lambda one: f"{one.title}（{FaultState(one.state).label}）", "打开"),
    )
    found = []
    for kind, rows, words, button in by_kind:
        clocks = queries.clocks_of(centre_id, kind, [one.pk for one in rows])
        stands = standings(clocks.values(), at=at, by=Yardstick.of(centre_id))
        for one in rows:
            light = light_of(stands[clocks[one.pk].pk], clock=clocks[one.pk])
            found.append(OwedLine(one.number, words(one), light, address_of(kind, one.number), button))
    return found


def device_url(device: Any) -> str:
    """Where its page is."""
    return reverse("desk:device", args=[device.serial])
