"""草稿: begun for an item and a situation, saved at every step, gone after two weeks without one. Nothing of it is lost before."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from shouwen.agency.models import Authorisation
from shouwen.agency.policies import may_act
from shouwen.applications import policies
from shouwen.applications.counting import count
from shouwen.applications.enums import ApplicationState, Tried
from shouwen.applications.forms import form_of
from shouwen.applications.models import Application, ApplicationFile, ApplicationMaterial
from shouwen.applications.stored import put_values, seal_phone, values_of
from shouwen.catalogue import queries as catalogue
from shouwen.catalogue.models import ItemVersion, ServiceItem, Situation
from shouwen.civil_time import local_date
from shouwen.files.models import StoredFile
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.identity import normal_phone, phone_problem
from shouwen.people.masks import mask_phone
from shouwen.people.phones import phone_hash
from shouwen.refusals import Refusal, Refused, refuse, refuse_if

KEPT = timedelta(days=14)
"""How long a draft is kept after it was saved last."""


def begin(
    *,
    item: ServiceItem,
    situation_id: int | None,
    phone: str,
    is_verified: bool,
    address: str,
    authorisation: Authorisation | None = None,
    at: datetime,
) -> Application:
    """开始填. With a proved phone, the draft of the same item and situation goes on instead. `authorisation`: 替别人办, by what.
    Raises Refused."""
    if authorisation is not None:
        refuse_if(may_act(authorisation, item_code=item.code, at=at))
    number = normal_phone(phone)
    if not number:
        raise refuse("phone_missing", "还没有写手机号，我们要靠它告诉您结果")
    if problem := phone_problem(number):
        raise refuse("phone_wrong", problem)
    hashed = phone_hash(item.centre_id, number)
    version = _version(item, at)
    situation = _situation(version, situation_id)
    mine = Application.objects.filter(centre_id=item.centre_id, phone_hash=hashed, state=ApplicationState.DRAFT)
    if is_verified and (
        same := mine.filter(item=item, situation=situation, is_verified=True, authorisation=authorisation).first()
    ):
        return same
    refuse_if(count(centre_id=item.centre_id, kind=Tried.BEGUN, phone_hash=hashed, address=address, at=at))
    if mine.count() >= policies.MOST_DRAFTS:
        raise refuse(
            "too_many_drafts",
            f"这个手机号有 {policies.MOST_DRAFTS} 份没填完的了",
            way_out="先把填了一半的交上去，或等两周自动清掉；也可以到窗口办",
        )
    return _begin(version, situation, number, hashed, authorisation, is_verified=is_verified, at=at)


@one_change
def _begin(
    version: ItemVersion,
    situation: Situation | None,
    phone: str,
    hashed: str,
    authorisation: Authorisation | None,
    *,
    is_verified: bool,
    at: datetime,
) -> Application:
    mark = secrets.token_hex(16)
    row = Application.objects.create(
        centre_id=version.centre_id,
        mark=mark,
        item=version.item,
        version=version,
        situation=situation,
        window_id=version.item.window_id,
        phone_hash=hashed,
        phone_sealed=seal_phone(phone, mark),
        phone_masked=mask_phone(phone),
        is_verified=is_verified,
        authorisation=authorisation,
        begun_at=at,
        saved_at=at,
    )
    _add_materials(row)
    record(row, "application.begin", by=Actor.system(row.centre_id), at=at, data={"item": version.item.code})
    return row


@one_change
def save(*, application: Application, typed: Mapping[str, str], at: datetime) -> dict[str, str]:
    """存一步: what was typed is kept, also what is wrong yet. Returns what is wrong, by field. Raises Refused once it was sent."""
    hold(application)
    refuse_if(still_draft(application))
    form = form_of(application.version, application.situation)
    values = values_of(application)
    for one in form.fields:
        if one.key in typed:
            values[one.key] = one.normal(typed[one.key])[: one.longest + 1]
    put_values(application, values)
    application.saved_at = at
    application.save(update_fields=["values_sealed", "saved_at"])
    return form.problems(values, today=local_date(at))


@one_change
def bring_up_to_date(*, application: Application, at: datetime) -> bool:
    """指南换了新版: a draft goes on with the newer one, with what was typed and, by the name of the material, what was uploaded.
    True if it moved. Raises Refused for an item that isn't offered any more, or a situation that is gone."""
    hold(application)
    refuse_if(still_draft(application))
    version = _version(application.item, at)
    if version.pk == application.version_id:
        return False
    situation = None
    if application.situation is not None:
        named = catalogue.situations(version.pk).filter(name=application.situation.name).first()
        if named is None:
            raise refuse("situation_gone", "办事指南换了新版，没有这种情形了", way_out="请重新开始填，或打电话问")
        situation = named
    elif catalogue.situations(version.pk).exists():
        raise refuse("situation_missing", "办事指南换了新版，要先选情形", way_out="请重新开始填")
    before = list(application.materials.all())
    application.version, application.situation = version, situation
    application.save(update_fields=["version", "situation"])
    for number, row in enumerate(before, start=1000):
        ApplicationMaterial.objects.filter(pk=row.pk).update(position=number)
    _add_materials(application)
    fresh = {row.name: row for row in application.materials.filter(position__lt=1000)}
    for row in before:
        if row.name in fresh:
            ApplicationFile.objects.filter(material=row).update(material=fresh[row.name])
        for file in ApplicationFile.objects.filter(material=row):
            _drop(file)
        row.delete()
    record(
        application,
        "application.new_guide",
        by=Actor.system(application.centre_id),
        at=at,
        data={"version": version.number},
    )
    return True


def is_up_to_date(application: Application, *, at: datetime) -> bool:
    """Whether the guide is still the one that the draft was begun with."""
    version = catalogue.version_in_force(application.item_id, on=local_date(at))
    return version is not None and version.pk == application.version_id


def expire(*, centre_id: int, at: datetime) -> int:
    """过期的草稿: with what was typed and uploaded, two weeks after the last step; that it was stays in the journal. Each is its own
    change. Returns how many."""
    rows = Application.objects.filter(centre_id=centre_id, state=ApplicationState.DRAFT, saved_at__lt=at - KEPT)
    return sum(_expire(row, at) for row in rows.order_by("pk"))


@one_change
def _expire(application: Application, at: datetime) -> bool:
    hold(application)
    if application.state != ApplicationState.DRAFT or application.saved_at >= at - KEPT:
        return False
    files = ApplicationFile.objects.filter(material__application=application).select_related("file")
    data = {"item": application.item.code, "files": len(files)}
    record(application, "application.expire", by=Actor.system(application.centre_id), at=at, data=data)
    for file in files:
        _drop(file)
    application.delete()
    return True


def _drop(row: ApplicationFile) -> None:
    """A file that was never handed in goes; its sealed bytes are swept up by the job of the files folder."""
    file_id = row.file_id
    row.delete()
    StoredFile.objects.filter(pk=file_id).delete()


def _add_materials(application: Application) -> None:
    situation_id = application.situation_id
    needed = catalogue.materials_for(application.version_id, situation_id)
    ApplicationMaterial.objects.bulk_create(
        [
            ApplicationMaterial(
                centre_id=application.centre_id,
                application=application,
                material=material,
                position=position,
                name=material.name,
            )
            for position, material in enumerate(needed, start=1)
        ]
    )


def _version(item: ServiceItem, at: datetime) -> ItemVersion:
    version = catalogue.version_in_force(item.pk, on=local_date(at))
    if version is None:
        raise refuse("item_unknown", "这个事项现在不办了，或者还没有办事指南", way_out="打电话问一问")
    return version


def _situation(version: ItemVersion, situation_id: int | None) -> Situation | None:
    known = list(catalogue.situations(version.pk))
    if not known:
        return None
    found = next((one for one in known if one.pk == situation_id), None)
    if found is None:
        raise refuse("situation_missing", "先选您是哪种情形")
    return found


def still_draft(application: Application) -> Refusal | None:
    """What was sent is changed no more."""
    if application.state == ApplicationState.DRAFT:
        return None
    return Refusal("already_sent", "这份已经交上去了，不能再改", way_out="要改的，打电话给窗口，或撤回重办")


def hold(application: Application) -> None:
    """Take the application for this transaction and read anew what is judged by."""
    fields = ["state", "saved_at", "values_sealed", "version", "situation", "inquiry", "case", "number"]
    try:
        application.refresh_from_db(fields=fields, from_queryset=Application.objects.select_for_update())
    except Application.DoesNotExist as error:
        raise Refused(Refusal("draft_gone", "这份草稿过期清掉了", way_out="请重新开始填")) from error


def record(
    application: Application, action: str, *, by: Actor, at: datetime, data: Mapping[str, object] | None = None
) -> None:
    """The journal entry of a step of an application."""
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind="application",
        subject_id=application.pk,
        data={"number": application.number, **(data or {})},
    )
