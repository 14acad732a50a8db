"""一版指南自己的申请表: published once with strict loading, and never changed."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.applications.forms.loading import FormError, load_fields
from shouwen.applications.models import OnlineForm
from shouwen.catalogue.models import ItemVersion
from shouwen.catalogue.queries import situations
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.policies import same_centre
from shouwen.people.settings_policies import may_change_settings
from shouwen.refusals import refuse, refuse_if


@one_change
def publish_form(*, version: ItemVersion, fields: list[object], by: Actor, at: datetime) -> OnlineForm:
    """The fields of one version of a guide, as YAML or JSON gives them. Raises Refused, with the place of what is wrong."""
    refuse_if(same_centre(version, by) or may_change_settings(by))
    try:
        load_fields(fields, place=version.item.name, situations=[one.name for one in situations(version.pk)])
    except FormError as error:
        raise refuse("form_wrong", str(error), way_out="改好再发布") from error
    try:
        with transaction.atomic():
            row = OnlineForm.objects.create(
                centre_id=by.centre_id, version=version, fields=fields, published_at=at, published_by_id=by.member_id
            )
    except IntegrityError as error:
        raise refuse("form_there_already", "这一版指南的申请表已经发布了", way_out="要改，随下一版指南发布") from error
    journal.record(
        by=by,
        at=at,
        action="online_form.publish",
        subject_kind="item_version",
        subject_id=version.pk,
        data={"item": version.item.code, "version": version.number, "fields": len(fields)},
    )
    return row
