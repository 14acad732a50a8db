"""材料的扫描件和照片: attached to a material of an open case, taken off with a reason, opened only by who may, and journalled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.cases import policies
from shouwen.cases.actions import hold, record
from shouwen.cases.models import Case, CaseMaterial, MaterialFile
from shouwen.files import actions as files
from shouwen.files.models import StoredFile
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal, refuse, refuse_if

MOST_FILES = 20
"""Files of one material: a booklet of twenty pages; what is longer is one PDF."""


def attach(*, material: CaseMaterial, name: str, data: bytes, by: Actor, at: datetime) -> MaterialFile:
    """附上扫描件或照片: PDF, JPEG, PNG, at most 10 MB, checked by its content and kept to the byte. The same bytes sent twice are
    there once. Raises Refused, and then no row is kept.

    Looked through and sealed before the case is held; whether it may be attached is asked before and, of what was read, again."""
    digest = files.fingerprint(data)
    refuse_if(_may_attach(material, by=by, at=at))
    there = _attached(material)
    taken = None
    if all(row.file.sha256 != digest for row in there):
        refuse_if(_has_room(there))
        taken = files.take_in(name=name, data=data, by=by)
    return _attach(material, digest, taken, by=by, at=at)


@one_change
def _attach(
    material: CaseMaterial, digest: str, taken: files.TakenIn | None, *, by: Actor, at: datetime
) -> MaterialFile:
    hold(material.case)
    refuse_if(_may_attach(material, by=by, at=at))
    there = _attached(material)
    if same := next((row for row in there if row.file.sha256 == digest), None):
        return same
    if taken is None:
        raise refuse("file_gone_already", "这个文件刚刚被撤下了", way_out="再传一次")
    refuse_if(_has_room(there))
    return keep(material, files.store(taken, by=by, at=at), by=by, at=at)


def _may_attach(material: CaseMaterial, *, by: Actor, at: datetime) -> Refusal | None:
    if material.case.closed_at is not None:
        return Refusal("case_closed", "这件已经了结了，不能再附文件")
    return policies.may_work_on(material.case, by=by, at=at)


def _attached(material: CaseMaterial) -> list[MaterialFile]:
    return list(MaterialFile.objects.filter(case_material=material, removed_at=None).select_related("file"))


def _has_room(there: Sequence[MaterialFile]) -> Refusal | None:
    if len(there) < MOST_FILES:
        return None
    return Refusal("too_many_files", f"一份材料最多附 {MOST_FILES} 个文件", way_out="多页的扫成一个 PDF")


def keep(
    material: CaseMaterial, file: StoredFile, *, by: Actor, at: datetime, from_earlier: CaseMaterial | None = None
) -> MaterialFile:
    """The row of a file with a material, and its entry in the journal; inside the caller's change. What the applicant sent from
    home was added by nobody of the centre."""
    try:
        with transaction.atomic():
            row = MaterialFile.objects.create(
                centre_id=material.centre_id,
                case_material=material,
                file=file,
                from_earlier=from_earlier,
                added_at=at,
                added_by_id=by.staff_id,
            )
    except IntegrityError as error:
        raise refuse("file_there_already", "这个文件已经附上了") from error
    data: dict[str, object] = {"material": material.name, "kind": file.media_type, "size": file.size}
    record(material.case, "case.file_attached", by=by, at=at, data=data | {"sha256": file.sha256})
    return row


@one_change
def remove(*, row: MaterialFile, reason: str, by: Actor, at: datetime) -> MaterialFile:
    """撤下附错的文件: it is shown no more; who took it off, when and why stays. Raises Refused."""
    case = row.case_material.case
    hold(case)
    if case.closed_at is not None:
        raise refuse("case_closed", "这件已经了结了，不能再撤下文件")
    refuse_if(policies.may_work_on(case, by=by, at=at))
    if not reason.strip():
        raise refuse("reason_missing", "要写明为什么撤下，比如“附错了”")
    refuse_if(policies.fits_on_paper(reason, "理由"))
    changes = {"removed_at": at, "removed_by_id": by.member_id, "removed_reason": reason.strip()}
    if not MaterialFile.objects.filter(pk=row.pk, removed_at=None).update(**changes):
        raise refuse("file_gone_already", "这个文件刚刚已经撤下了")
    row.removed_at = at
    data: dict[str, object] = {"material": row.case_material.name, "reason": Words(reason.strip())}
    record(case, "case.file_removed", by=by, at=at, data=data | {"sha256": row.file.sha256})
    return row


@one_change
def open_attached(*, row: MaterialFile, by: Actor, at: datetime) -> bytes:
    """打开附件: the bytes as they came; who opened them when is journalled. Raises Refused."""
    refuse_if(may_see(row, by=by))
    data = files.open_file(row.file)
    material = row.case_material
    record(material.case, "case.file_opened", by=by, at=at, data={"material": material.name, "sha256": row.file.sha256})
    return data


def small_picture(row: MaterialFile, *, by: Actor) -> bytes:
    """缩略图 of an attached picture, too small to read; not journalled. Raises Refused."""
    refuse_if(may_see(row, by=by))
    return files.small_picture(row.file)


def may_see(row: MaterialFile, *, by: Actor) -> Refusal | None:
    """Whoever meets people in this centre; a file that was taken off nobody."""
    if row.removed_at is not None:
        return Refusal("file_gone_already", "这个文件已经撤下了")
    return may_see_files(row.case_material.case, by=by)


def may_see_files(case: Case, *, by: Actor) -> Refusal | None:
    """Files of this case, and the names under which they came."""
    return same_centre(case, by) or may_serve(by)
