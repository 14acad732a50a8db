"""别处接到的来电和来访: what the telephone system or the town's website took is registered here, as first response of whoever took it
(首问负责制度 第三条), or of the duty person where a machine did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.inquiries import incoming_policies as policies
from shouwen.inquiries.actions import register
from shouwen.inquiries.call_file import extension_of
from shouwen.inquiries.call_plan import window_with_extension
from shouwen.inquiries.enums import Channel
from shouwen.inquiries.models import Inquiry
from shouwen.inquiries.policies import received_lately
from shouwen.journal.change import one_change
from shouwen.people import actions as people
from shouwen.people import roster
from shouwen.people.actor import Actor
from shouwen.people.queries import actor_of
from shouwen.refusals import refuse, refuse_if


@dataclass(frozen=True, slots=True)
class Caller:
    """Who called or asked, as the other system knows them."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class TakenBy:
    """Who took it: a work number, or the extension that rang; neither, and it is the duty person's."""

    work_number: str = ""
    extension: str = ""


@one_change
def register_taken(
    *,
    channel: Channel,
    caller: Caller,
    matter: str,
    taken_by: TakenBy,
    by: Actor,
    at: datetime,
    item_id: int | None = None,
    received_at: datetime | None = None,
) -> Inquiry:
    """登记别处接到的首问（首问负责制度 第三条、第五条（四））: with the caller's name, number and matter. Raises Refused."""
    refuse_if(policies.asked_in_full(caller.name, caller.phone))
    refuse_if(received_lately(received_at, at))
    first = _first_responder(taken_by, by=by, on_day_of=min(received_at, at) if received_at else at)
    person = people.receive_person(name=caller.name, phone=caller.phone, by=by, at=at)
    return register(
        channel=channel,
        matter=matter,
        person=person,
        item_id=item_id,
        received_at=received_at,
        taken_by=first,
        by=by,
        at=at,
    )


def _first_responder(taken_by: TakenBy, *, by: Actor, on_day_of: datetime) -> Actor:
    day = local_date(on_day_of)
    if taken_by.work_number:
        found = roster.staff_with_work_number(by.centre_id, taken_by.work_number)
        if found is None:
            raise refuse(
                "staff_unknown", "本中心没有这个工号的在职人员", way_out="核对工号；不写工号和分机，就归值班人"
            )
        return actor_of(found, on=day)
    staff_id = None
    if extension := extension_of(taken_by.extension):
        window = window_with_extension(by.centre_id, extension)
        if window is None:
            raise refuse(
                "extension_unknown", f"分机 {extension} 对不上任何窗口", way_out="在“设置 · 窗口电话”里写上分机"
            )
        staff_id = roster.on_window(by.centre_id, window.pk, on=day)
    staff_id = staff_id or roster.who_is_on_duty(by.centre_id, on=day)
    found = roster.staff_of(by.centre_id, staff_id) if staff_id else None
    if found is None:
        raise refuse("nobody_on_duty", "那天没有人在岗，记不到人", way_out="先排好岗位或值班表")
    return actor_of(found, on=day)
