"""告知本人 by a message what moves the due date. Whoever chose a message finds out at once if none can be carried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shouwen.cases.extension_telling import purpose_of
from shouwen.cases.models import Case
from shouwen.cases.telling_steps import LONGEST_MATTER, day_words
from shouwen.civil_time import local_date, start_of
from shouwen.clocks.enums import PauseKind
from shouwen.clocks.known_ends import known_ends
from shouwen.clocks.models import ExtensionRequest, Pause
from shouwen.clocks.yardstick import Yardstick
from shouwen.people.actor import Actor
from shouwen.refusals import refuse
from shouwen.telling.actions import tell
from shouwen.telling.enums import ToldChannel

_CARRIED = frozenset({ToldChannel.SMS, ToldChannel.EMAIL})


def tell_procedure(case: Case, row: Pause, *, by: Actor, at: datetime) -> None:
    """现场踏勘 and the like, how long they take, and that this time isn't counted."""
    values = {
        "matter": case.item.name[:LONGEST_MATTER],
        "procedure": PauseKind(row.kind).label,
        "days": str(row.planned_workdays),
        "reason": row.reason,
    }
    _tell(case, "special_procedure", f"case-pause/{row.pk}", values, by=by, at=at)


def tell_extended(case: Case, request: ExtensionRequest, *, by: Actor, at: datetime) -> None:
    """How many days more, until when, and why; the due date itself moves only once this has gone out."""
    measure = Yardstick.of(case.centre_id)
    ends = known_ends(request.clock, on=local_date(at), by=measure)
    until = measure.calendar.add(ends.due_on, request.workdays, excluding=ends.spans)
    values = {
        "matter": case.item.name[:LONGEST_MATTER],
        "days": str(request.workdays),
        "due": day_words(start_of(until)),
        "reason": request.reason,
    }
    _tell(case, "extended", purpose_of(request), values, by=by, at=at)


def _tell(case: Case, template: str, purpose: str, values: Mapping[str, str], *, by: Actor, at: datetime) -> None:
    told = tell(
        person=case.person,
        template=template,
        values=values,
        subject_kind="case",
        subject_id=case.pk,
        number=case.number,
        purpose=purpose,
        responsible_id=case.handler_id,
        by=by,
        at=at,
    )
    if told.channel not in _CARRIED:
        raise refuse("no_message_carried", f"短信和邮件都到不了本人：{told.why}", way_out="打电话告知，选“打电话说了”")
