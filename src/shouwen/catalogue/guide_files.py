"""空白表和样表（一次性告知制度 第四条）: put to a material of a guide, free to take for everybody."""

from __future__ import annotations

from datetime import datetime

from shouwen.catalogue import policies
from shouwen.catalogue.enums import GuideFileKind
from shouwen.catalogue.models import GuideFile, ServiceItem
from shouwen.catalogue.queries import latest_version
from shouwen.files import actions as files
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, refuse, refuse_if


def put_file(
    *, item: ServiceItem, material_name: str, kind: GuideFileKind, name: str, data: bytes, by: Actor, at: datetime
) -> GuideFile:
    """放一份空白表或样表: PDF, JPEG or PNG, at most 10 MB; takes the place of the one of this kind. Raises Refused.

    Looked through and sealed before the change begins."""
    refuse_if(_may_put(item, material_name, by=by))
    taken = files.take_in(name=name, data=data, by=by)
    return _put(item, material_name, kind, taken, by=by, at=at)


@one_change
def _put(
    item: ServiceItem, material_name: str, kind: GuideFileKind, taken: files.TakenIn, *, by: Actor, at: datetime
) -> GuideFile:
    refuse_if(_may_put(item, material_name, by=by))
    stored = files.store(taken, by=by, at=at)
    before = GuideFile.objects.filter(item=item, material_name=material_name, kind=kind, removed_at=None)
    before.update(removed_at=at)
    put = GuideFile.objects.create(
        centre_id=item.centre_id,
        item=item,
        material_name=material_name,
        kind=kind,
        file=stored,
        added_at=at,
        added_by_id=by.member_id,
    )
    _record(put, "guide.file", by=by, at=at)
    return put


def _may_put(item: ServiceItem, material_name: str, *, by: Actor) -> Refusal | None:
    if refusal := policies.may_publish(by):
        return refusal
    if item.centre_id != by.centre_id:
        return Refusal("item_unknown", "没有这个事项")
    last = latest_version(item.pk)
    if last is None or material_name not in {one.name for one in last.materials.all()}:
        return Refusal("material_unknown", "指南里没有这份材料，请重新选")
    return None


@one_change
def take_off_file(*, guide_file: GuideFile, by: Actor, at: datetime) -> None:
    """撤下一份: it is no longer offered; what was given out with a notice stays known. Raises Refused."""
    refuse_if(policies.may_publish(by))
    rows = GuideFile.objects.filter(pk=guide_file.pk, centre_id=by.centre_id, removed_at=None)
    if not rows.update(removed_at=at):
        raise refuse("file_gone", "这一份刚刚已经撤下了，刷新看看")
    _record(guide_file, "guide.file_off", by=by, at=at)


def _record(one: GuideFile, action: str, *, by: Actor, at: datetime) -> None:
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind="item",
        subject_id=one.item_id,
        data={"material": one.material_name, "kind": str(one.kind), "sha256": one.file.sha256},
    )
