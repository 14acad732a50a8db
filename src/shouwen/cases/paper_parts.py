"""What every paper of a case says alike: the applicant, whom to ask, where to go, the code that shows the progress."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from shouwen.cases.agents import agent_name
from shouwen.cases.models import Case
from shouwen.cases.progress import progress_path
from shouwen.clocks.opening_times import times_words
from shouwen.papers.rendering import content
from shouwen.people.actions import opened
from shouwen.people.masks import mask_id_number

ACCEPTED_BY_LAW = "《中华人民共和国行政许可法》第三十二条"


def place_of(case: Case) -> str:
    """The window a case is handled on, or the centre's address."""
    return case.window.label if case.window else case.centre.address


def notice_parts(case: Case, *, number: str, issued_on: date) -> dict[str, Any]:
    """The fields that the notices of a case share."""
    person, centre = opened(case.person), case.centre
    return {
        "centre": centre.name,
        "number": number,
        "issued_on": issued_on,
        "reference": case.number,
        "qr": content.Qr(settings.PUBLIC_ADDRESS + progress_path(case), "扫码看进度"),
        "guide_version": case.version.number,
        "applicant": content.Applicant(
            name=person.name, id_number=mask_id_number(person.id_number), agent=agent_name(case)
        ),
        "item": case.item.name,
        "situation": case.situation.name if case.situation else "",
        "handler": content.Contact(case.handler.name, case.handler.phone),
        "first_responder": content.Contact(case.first_responder.name, case.first_responder.phone),
        "office": content.Office(
            place=f"{centre.name}{place_of(case)}",
            hours=times_words(centre.pk, issued_on),
            phone=centre.phone,
            supervision_phones=tuple(filter(None, (centre.supervision_phone, "12345"))),
        ),
    }
