"""What the correction notice says, from the words of the review."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from shouwen.cases.agents import agent_name
from shouwen.cases.enums import ReviewState
from shouwen.cases.models import Case
from shouwen.cases.progress import progress_path
from shouwen.civil_time import local, local_date
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.opening_times import times_words
from shouwen.clocks.reckoning import last_day
from shouwen.papers.rendering import content
from shouwen.people.actions import opened
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_id_number

BASIS = ("《中华人民共和国行政许可法》第三十二条第一款第四项", "《一次性告知制度》第六条")


def correction_content(case: Case, *, number: str, by: Actor, at: datetime) -> content.CorrectionNotice:
    """《补正材料一次性告知书》 of a case as it stands: every faulty material with reason and requirement."""
    materials = list(case.materials.all())
    faulty = [material for material in materials if material.state in {ReviewState.MISSING, ReviewState.DEFECTIVE}]
    corrected = [material for material in materials if material.corrected_on_spot]
    accepted = [material for material in materials if material.state == ReviewState.OK]
    person, centre = opened(case.person), case.centre
    window = case.window.label if case.window else ""
    return content.CorrectionNotice(
        centre=centre.name,
        number=number,
        issued_on=local_date(at),
        reference=case.number,
        qr=content.Qr(settings.PUBLIC_ADDRESS + progress_path(case), "扫码看进度"),
        guide_version=case.version.number,
        applicant=content.Applicant(
            name=person.name, id_number=mask_id_number(person.id_number), agent=agent_name(case)
        ),
        item=case.item.name,
        situation=case.situation.name if case.situation else "",
        handler=content.Contact(case.handler.name, case.handler.phone),
        first_responder=content.Contact(case.first_responder.name, case.first_responder.phone),
        office=content.Office(
            place=f"{centre.name}{window or centre.address}",
            hours=times_words(centre.pk, local_date(at)),
            phone=centre.phone,
            supervision_phones=tuple(filter(None, (centre.supervision_phone, "12345"))),
        ),
        basis=BASIS,
        submitted_on=max(
            (local_date(material.received_at) for material in materials if material.received_at),
            default=local_date(case.received_at),
        ),
        submitted_at=window or centre.name,
        materials=tuple(
            content.FaultyMaterial(
                name=material.name,
                fault=content.MaterialFault(material.state),
                reason=material.reason,
                requirement=material.requirement or _usual_requirement(material.state),
            )
            for material in faulty
        ),
        corrected_on_spot=tuple(
            content.MaterialCorrectedOnSpot(material.name, material.reason) for material in corrected
        ),
        has_accepted_materials=bool(accepted),
        remaining_workdays=_remaining_workdays(case, at),
    )


def _usual_requirement(state: str) -> str:
    return "补交1份" if state == ReviewState.MISSING else "改正后重新交1份"


def _remaining_workdays(case: Case, at: datetime) -> int | None:
    """Working days left once everything is there, all of them for what isn't accepted yet; None for an instant item."""
    calendar = calendar_of(case.centre_id)
    if case.clock is None:
        version, today = case.version, local_date(at)
        due = last_day(unit=version.promised_unit, limit=version.promised_limit, accepted_on=today, calendar=calendar)
        return calendar.count(today, due) or None
    if case.clock.unit == LimitUnit.INSTANT:
        return None
    left = calendar.count(local_date(at), local(case.clock.due_at).date())
    return max(left, 0)
