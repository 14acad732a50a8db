"""通知: which entries of the journal other systems can be told of. What they are told is derived from the journal, so no action
has to remember to tell (ADR on notices to other systems)."""

from __future__ import annotations

from collections.abc import Collection

from shouwen.systems.enums import HookEvent, Scope

EVENT_OF: dict[tuple[str, str], HookEvent] = {
    ("inquiry", "inquiry.register"): HookEvent.INQUIRY_REGISTERED,
    ("inquiry", "inquiry.answered"): HookEvent.INQUIRY_ANSWERED,
    ("inquiry", "inquiry.promise_kept"): HookEvent.INQUIRY_ANSWERED,
    ("inquiry", "inquiry.to_case"): HookEvent.INQUIRY_TO_CASE,
    ("inquiry", "inquiry.declined"): HookEvent.INQUIRY_DECLINED,
    ("case", "case.receive"): HookEvent.CASE_RECEIVED,
    ("case", "case.accept"): HookEvent.CASE_ACCEPTED,
    ("case", "case.deemed_accepted"): HookEvent.CASE_ACCEPTED,
    ("case", "case.correction_notice"): HookEvent.CASE_CORRECTING,
    ("case", "case.materials_received"): HookEvent.CASE_MATERIALS_IN,
    ("case", "clock.pause"): HookEvent.CASE_PAUSED,
    ("case", "clock.resume"): HookEvent.CASE_RESUMED,
    ("case", "clock.extend"): HookEvent.CASE_EXTENDED,
    ("case", "case.conclude"): HookEvent.CASE_CONCLUDED,
    ("case", "case.withdraw"): HookEvent.CASE_WITHDRAWN,
    ("task", "task.take_in"): HookEvent.TASK_TAKEN,
    ("task", "task.submit"): HookEvent.TASK_SUBMITTED,
    ("task", "task.withdraw"): HookEvent.TASK_WITHDRAWN,
    ("complaint", "complaint.answer"): HookEvent.COMPLAINT_ANSWERED,
}
"""What was done to which kind of subject, as the journal calls it → event. A test holds each against what the product writes."""

_SCOPES = {
    "inquiry": Scope.INQUIRIES_READ,
    "case": Scope.CASES_READ,
    "task": Scope.TASKS_READ,
    "complaint": Scope.INQUIRIES_READ,
}
SCOPE_OF: dict[HookEvent, Scope] = {event: _SCOPES[event.value.partition(".")[0]] for event in HookEvent}
"""What a system must be allowed to read to be told of an event. Complaints are told to who may read inquiries."""


def within(events: Collection[str], scopes: Collection[str]) -> list[HookEvent]:
    """Those of the events of which a system with these scopes may be told."""
    return [event for event in HookEvent if event in events and SCOPE_OF[event] in scopes]


def actions_of(events: Collection[str]) -> list[str]:
    """The journal actions that make these events, of whatever subject."""
    return sorted({action for (_, action), event in EVENT_OF.items() if event in events})
