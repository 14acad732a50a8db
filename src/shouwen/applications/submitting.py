"""交上去: the draft becomes 网办 26-0012, with a clock for the pre-review of the item's window. A page sent twice sends once."""

from __future__ import annotations

from datetime import datetime

from shouwen.applications.by_agent import acting, is_principal
from shouwen.applications.drafts import hold, is_up_to_date, record
from shouwen.applications.enums import ApplicationState
from shouwen.applications.forms import form_of
from shouwen.applications.models import Application, ApplicationFile, ApplicationMaterial
from shouwen.applications.stored import phone_of, values_of
from shouwen.applications.telling import remind_sent
from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.journal.change import one_change
from shouwen.people import actions as people
from shouwen.people import queries as people_queries
from shouwen.people import roster, serials
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if


def missing_materials(application: Application) -> list[ApplicationMaterial]:
    """Materials without anything uploaded, but for those that the guide lets come later or be promised."""
    rows = application.materials.select_related("material").prefetch_related("files")
    return [row for row in rows if not row.files.all() and not (row.material.is_minor or row.material.can_be_promised)]


@one_change
def submit(*, application: Application, at: datetime) -> Application:
    """交上去. Sent again, it is the same application. Raises Refused when something is missing, and nothing is lost."""
    hold(application)
    if application.state != ApplicationState.DRAFT:
        return application
    if not is_up_to_date(application, at=at):
        raise refuse("guide_changed", "办事指南刚换了新版", way_out="请照新的要求再看一遍，再交")
    form = form_of(application.version, application.situation)
    values = values_of(application)
    if wrong := form.problems(values, today=local_date(at)):
        raise refuse("fields_missing", f"还有 {len(wrong)} 处没填好：{next(iter(wrong.values()))}")
    if missing := missing_materials(application):
        raise refuse(
            "materials_missing", f"“{missing[0].name}”还没有传", way_out="拍张照片传上来；没有的话打电话问窗口"
        )
    by = Actor.system(application.centre_id)
    # By name and phone only: whoever types somebody's id number at home isn't thereby that person, and must not change what
    # is known of them. The number stays with the application until the window has seen the card.
    acted_for = acting(application, "网上申请", by=by, at=at)
    if acted_for is not None:
        refuse_if(is_principal(acted_for, values))
    person = acted_for or people.receive_person(name=values["name"], phone=phone_of(application), by=by, at=at)
    year = local_date(at).year % 100
    number = f"网办 {year:02d}-{serials.take(application.centre_id, f'application/{year}'):04d}"
    changes = {"state": ApplicationState.SUBMITTED, "number": number, "person": person, "submitted_at": at}
    if not Application.objects.filter(pk=application.pk, state=ApplicationState.DRAFT).update(**changes):
        raise refuse("already_sent", "这份刚刚已经交上去了", way_out="刷新看看")
    for name, value in changes.items():
        setattr(application, name, value)
    ApplicationFile.objects.filter(material__application=application).update(sent_at=at)
    _start_clock(application, by=by, at=at)
    record(application, "application.submit", by=by, at=at, data={"item": application.item.code})
    remind_sent(application, by=by, at=at)
    return application


def _start_clock(application: Application, *, by: Actor, at: datetime) -> None:
    """预审: working days of the centre's setting, and never more than the guide leaves to tell what must be corrected."""
    centre = people_queries.centre(application.centre_id)
    clocks.start(
        kind=ClockKind.PREREVIEW,
        subject_id=application.pk,
        number=application.number,
        matter=application.item.name,
        person_masked=application.person.name_masked if application.person else "",
        responsible_id=responsible_for(application, at=at),
        unit=LimitUnit.WORKDAY,
        promised_limit=min(centre.prereview_workdays, application.version.notice_workdays),
        by=by,
        at=at,
    )


def responsible_for(application: Application, *, at: datetime) -> int:
    """Who works on the item's window today, else who is on duty. Raises Refused where nobody is."""
    today = local_date(at)
    found = roster.on_window(application.centre_id, application.window_id, on=today)
    found = found or roster.who_is_on_duty(application.centre_id, on=today)
    if found is None:
        raise refuse("nobody_on_duty", "中心现在没有人能接网上申请", way_out="请打电话或到中心来；填的都留着")
    return found
