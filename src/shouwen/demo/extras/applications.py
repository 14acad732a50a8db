"""网上申请: one that waits for its pre-review, one accepted, one to be corrected, one withdrawn, one not sent yet."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from shouwen.applications import by_applicant, deciding, drafts, submitting, uploads
from shouwen.applications.enums import PreReview
from shouwen.applications.forms import form_of
from shouwen.applications.forms.fields import Field, FieldKind
from shouwen.applications.models import Application
from shouwen.applications.reviewing import Said, review
from shouwen.catalogue.queries import item_with_code, situations, version_in_force
from shouwen.civil_time import instant, local_date
from shouwen.demo.residents import Resident, Residents
from shouwen.demo.scans import scan
from shouwen.demo.world import World
from shouwen.telling import calls
from shouwen.telling.enums import ReachedBy
from shouwen.telling.models import CallToMake


def put(world: World) -> None:
    """Each through the doors that the pages use; the town has no text messages, so each goes on by its 续办码."""
    people = Residents(world.plan.random("applications"))
    _sent(world, "MZ04", people.one_more(), at=_at(world, 0, 9, 12))

    accepted = _sent(world, "SB02", people.one_more(), at=_at(world, -4, 20, 5))
    _reviewed(world, accepted, "luoshuangjiang", at=_at(world, -3, 9, 40))
    deciding.accept(
        application=accepted, originals=["居民身份证"], by=world.actor("luoshuangjiang"), at=_at(world, -3, 9, 45)
    )

    _called(world, "application", accepted.pk, "luoshuangjiang", at=_at(world, -3, 10, 10))

    short = _sent(world, "NY02", people.one_more(), at=_at(world, -2, 19, 30))
    _reviewed(world, short, "fenglixia", "机具铭牌照片", at=_at(world, -1, 10, 5))
    case = deciding.ask_correction(application=short, by=world.actor("fenglixia"), at=_at(world, -1, 10, 10))
    _called(world, "case", case.pk, "fenglixia", at=_at(world, -1, 10, 30))

    gone = _sent(world, "JY02", people.one_more(), at=_at(world, -3, 18, 0))
    by_applicant.withdraw(application=gone, reason="找到工作了，不办了", at=_at(world, -3, 18, 40))

    _begun(world, "MZ03", people.one_more(), at=_at(world, -1, 21, 0))


def _begun(world: World, code: str, resident: Resident, *, at: datetime) -> Application:
    item = item_with_code(world.town.centre.pk, code)
    if item is None or (version := version_in_force(item.pk, on=local_date(at))) is None:
        raise LookupError(f"no item {code}")
    first = situations(version.pk).first()
    row: Application = drafts.begin(
        item=item, situation_id=first.pk if first else None, phone=resident.phone, is_verified=False, address="", at=at
    )
    drafts.save(
        application=row,
        typed={one.key: _typed(one, resident, at) for one in form_of(row.version, row.situation).fields},
        at=at,
    )
    return row


def _sent(world: World, code: str, resident: Resident, *, at: datetime) -> Application:
    row = _begun(world, code, resident, at=at)
    for material in row.materials.all():
        page = scan("JPEG", material.name, f"{row.item.name}，网上传来")
        uploads.upload(material=material, name=f"{material.name}.jpg", data=page, at=at)
    sent: Application = submitting.submit(application=row, at=at)
    return sent


def _reviewed(world: World, application: Application, login: str, *faulty: str, at: datetime) -> None:
    said = {
        row.pk: Said(PreReview.DEFECTIVE, "照片模糊，编号看不清", "正对着铭牌重新拍一张")
        if row.name in faulty
        else Said(PreReview.OK)
        for row in application.materials.all()
    }
    review(application=application, said=said, by=world.actor(login), at=at)


def _called(world: World, subject_kind: str, subject_id: int, login: str, *, at: datetime) -> None:
    """The call that the telling became, made."""
    call = CallToMake.objects.get(subject_kind=subject_kind, subject_id=subject_id)
    calls.open_number(call=call, by=world.actor(login), at=at)
    words = "都记下了，说照着办"
    calls.note_reached(
        call=call, means=ReachedBy.PHONE, words=words, by=world.actor(login), at=at + timedelta(minutes=3)
    )


def _typed(field: Field, resident: Resident, at: datetime) -> str:
    known = {"name": resident.name, "id_number": resident.id_number, "address": resident.address, "remark": ""}
    if field.key in known:
        return known[field.key]
    if field.kind == FieldKind.CHOICE:
        return field.choices[0]
    if field.kind == FieldKind.DATE:
        return local_date(at).replace(year=local_date(at).year - 1, day=1).isoformat()
    if field.kind == FieldKind.NUMBER:
        return str(max(field.least or 0, 3))
    return f"（演示）{field.label}"


def _at(world: World, workdays: int, hour: int, minute: int = 0) -> datetime:
    """So many working days before the town's present day."""
    day: date = world.plan.last_day
    for _ in range(-workdays):
        day = world.calendar.previous(day)
    return instant(datetime.combine(day, time(hour, minute)))
