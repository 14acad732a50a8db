"""传材料: photos and PDFs by the applicant, looked at by their content before they are kept; taken off again until they are sent."""

from __future__ import annotations

from datetime import datetime

from shouwen.applications import policies
from shouwen.applications.drafts import hold, record
from shouwen.applications.enums import ApplicationState
from shouwen.applications.models import Application, ApplicationFile, ApplicationMaterial
from shouwen.cases.corrections_asked import still_asked
from shouwen.files import actions as files
from shouwen.files.models import StoredFile
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused, refuse, refuse_if


def upload(*, material: ApplicationMaterial, name: str, data: bytes, at: datetime) -> ApplicationFile:
    """传一张: PDF, JPEG or PNG, at most 10 MB, by what it is and not by its name. The same bytes sent twice are there once.
    Raises Refused."""
    refuse_if(may_upload(material))
    digest = files.fingerprint(data)
    if same := _same(material, digest):
        return same
    taken = files.take_in(name=name, data=data, by=Actor.system(material.centre_id))
    return _add(material, taken, at=at)


@one_change
def _add(material: ApplicationMaterial, taken: files.TakenIn, *, at: datetime) -> ApplicationFile:
    application = material.application
    hold(application)
    refuse_if(may_upload(material))
    if same := _same(material, taken.sha256):
        return same
    if material.files.filter(sent_at=None).count() >= policies.MOST_FILES:
        raise refuse("too_many_files", f"一份材料最多传 {policies.MOST_FILES} 张", way_out="多页的拍成一个 PDF 再传")
    if ApplicationFile.objects.filter(material__application=application).count() >= policies.MOST_FILES_IN_ALL:
        raise refuse("too_many_files", "传得太多了", way_out="去掉重复的，或把多的带到窗口")
    by = Actor.system(application.centre_id)
    row = ApplicationFile.objects.create(
        centre_id=application.centre_id, material=material, file=files.store(taken, by=by, at=at), added_at=at
    )
    Application.objects.filter(pk=application.pk).update(saved_at=at)
    record(application, "application.upload", by=by, at=at, data={"material": material.name, "sha256": taken.sha256})
    return row


@one_change
def take_off(*, row: ApplicationFile, at: datetime) -> None:
    """去掉 what was uploaded by mistake; what was handed in stays. Raises Refused."""
    application = row.material.application
    hold(application)
    refuse_if(may_upload(row.material))
    if row.sent_at is not None:
        raise refuse("file_sent", "这张已经交上去了，不能去掉")
    data = {"material": row.material.name, "sha256": row.file.sha256}
    record(application, "application.take_off", by=Actor.system(application.centre_id), at=at, data=data)
    file_id = row.file_id
    if not ApplicationFile.objects.filter(pk=row.pk).delete()[0]:
        raise refuse("file_gone_already", "这张刚刚已经去掉了")
    StoredFile.objects.filter(pk=file_id).delete()


def may_upload(material: ApplicationMaterial) -> Refusal | None:
    """While it is a draft; later only what a correction notice asks for."""
    application = material.application
    if application.state == ApplicationState.DRAFT:
        return None
    asked = still_asked(application.case) if application.case is not None else []
    if material.case_material_id in {one.pk for one in asked}:
        return None
    return Refusal("not_asked", f"现在不用交“{material.name}”", way_out="要补的会列在这件的页面上；急的打电话给窗口")


def open_own(row: ApplicationFile) -> bytes:
    """What the applicant uploaded, for themselves. Raises Refused if it is damaged."""
    try:
        return files.open_file(row.file)
    except Refused as refused:
        raise refuse("file_gone", "这张打不开了，请重新传", way_out="先去掉，再传一次") from refused


def _same(material: ApplicationMaterial, digest: str) -> ApplicationFile | None:
    return material.files.filter(file__sha256=digest, sent_at=None).first()
