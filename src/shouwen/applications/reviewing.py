"""预审: each material looked at by what was uploaded, what was typed opened for it; nothing is said before all are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shouwen.applications import policies
from shouwen.applications.drafts import hold, record
from shouwen.applications.enums import ApplicationState, PreReview
from shouwen.applications.models import Application, ApplicationFile
from shouwen.applications.stored import phone_of, values_of
from shouwen.files import actions as files
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if


@dataclass(frozen=True, slots=True)
class Said:
    """What the review says of one material."""

    state: PreReview
    reason: str = ""
    requirement: str = ""


@one_change
def review(*, application: Application, said: Mapping[int, Said], by: Actor, at: datetime) -> Application:
    """审材料: what is said of these materials, by their id; only what changes is written. Raises Refused, then nothing is."""
    hold(application)
    refuse_if(policies.may_review(application, by=by, at=at))
    if application.state not in (ApplicationState.SUBMITTED, ApplicationState.DECLINING):
        raise refuse("application_moved_on", "这件已经审完了，刷新看看")
    for material in application.materials.all():
        one = said.get(material.pk)
        if one is None:
            continue
        refuse_if(policies.review_fits(one.state, reason=one.reason, requirement=one.requirement))
        faulty = one.state in policies.FAULTY
        reason, requirement = (one.reason.strip(), one.requirement.strip()) if faulty else ("", "")
        if (material.state, material.reason, material.requirement) == (one.state, reason, requirement):
            continue
        material.state, material.reason, material.requirement = one.state, reason, requirement
        material.reviewed_at, material.reviewed_by_id = at, by.staff_id
        material.save(update_fields=["state", "reason", "requirement", "reviewed_at", "reviewed_by"])
        data = {"material": material.name, "state": one.state, "reason": Words(reason)}
        record(application, "application.review", by=by, at=at, data=data)
    return application


@dataclass(frozen=True, slots=True)
class Opened:
    """What was typed, in clear. Never stored, never logged."""

    phone: str
    values: dict[str, str]


@one_change
def open_typed(*, application: Application, by: Actor, at: datetime) -> Opened:
    """看填写的内容: who opened it when is journalled. Raises Refused."""
    refuse_if(policies.may_review(application, by=by, at=at))
    record(application, "application.opened", by=by, at=at)
    return Opened(phone_of(application), values_of(application))


@one_change
def open_uploaded(*, row: ApplicationFile, by: Actor, at: datetime) -> bytes:
    """打开材料: the bytes as they came; journalled. Raises Refused."""
    application = row.material.application
    refuse_if(policies.may_review(application, by=by, at=at))
    data = files.open_file(row.file)
    said = {"material": row.material.name, "sha256": row.file.sha256}
    record(application, "application.file_opened", by=by, at=at, data=said)
    return data
