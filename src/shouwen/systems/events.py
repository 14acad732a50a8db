"""通知: which entries of the journal other systems can be told of. What they are told is derived from the journal, so no action
has to remember to tell (ADR on notices to other systems)."""

from __future__ import annotations

from shouwen.systems.enums import HookEvent

EVENT_OF: dict[str, HookEvent] = {
    "inquiry.register": HookEvent.INQUIRY_REGISTERED,
    "inquiry.answered": HookEvent.INQUIRY_ANSWERED,
    "inquiry.promise_kept": HookEvent.INQUIRY_ANSWERED,
    "inquiry.to_case": HookEvent.INQUIRY_TO_CASE,
    "inquiry.declined": HookEvent.INQUIRY_DECLINED,
    "case.receive": HookEvent.CASE_RECEIVED,
    "case.accept": HookEvent.CASE_ACCEPTED,
    "case.deemed_accepted": HookEvent.CASE_ACCEPTED,
    "case.correction_notice": HookEvent.CASE_CORRECTING,
    "case.materials_received": HookEvent.CASE_MATERIALS_IN,
    "case.conclude": HookEvent.CASE_CONCLUDED,
    "case.withdraw": HookEvent.CASE_WITHDRAWN,
}
"""Journal action → event. A test holds every action against the ones that the product writes."""


def actions_of(events: list[str]) -> list[str]:
    """The journal actions that make these events."""
    return [action for action, event in EVENT_OF.items() if event in events]
