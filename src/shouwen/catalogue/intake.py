"""导入事项清单: look a workbook through, then take it in as it was looked through, wholly or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shouwen.catalogue import policies
from shouwen.catalogue.actions import publish_item, publish_version
from shouwen.catalogue.models import ItemFile, ServiceItem
from shouwen.catalogue.must_reads import acceptors, give_must_reads
from shouwen.catalogue.queries import version_in_force
from shouwen.catalogue.sheets.plan import Change, IntakePlan, plan_of
from shouwen.catalogue.sheets.reading import read_workbook
from shouwen.catalogue.withdrawal import change_withdrawal, resume_item, withdraw_item
from shouwen.civil_time import local_date
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.people.identity import initials
from shouwen.people.models import Window
from shouwen.refusals import Refusal, Refused, refuse, refuse_if

MOST_BYTES = 5 << 20
TOO_LARGE = Refusal("file_too_large", f"事项清单最大 {MOST_BYTES >> 20} MB", way_out="分成几个文件导入")


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """A workbook that was sent, and what it would change."""

    file: ItemFile
    plan: IntakePlan


@one_change
def look_through(*, name: str, content: bytes, effective_from: date, by: Actor, at: datetime) -> LookedThrough:
    """试一遍: keep the workbook and say what it would change; the catalogue stays as it is. Raises Refused for no workbook."""
    refuse_if(policies.may_publish(by))
    if len(content) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    if effective_from < local_date(at):
        raise refuse("version_in_the_past", "新版不能从过去的日子起生效，请选今天或以后")
    workbook = read_workbook(content)
    plan = plan_of(by.centre_id, workbook, effective_from=effective_from, today=local_date(at))
    file = ItemFile.objects.create(
        centre_id=by.centre_id,
        name=name[:120],
        content=content,
        effective_from=effective_from,
        sent_at=at,
        sent_by_id=by.member_id,
    )
    return LookedThrough(file, plan)


def looked_through(file_id: int, *, by: Actor, at: datetime) -> LookedThrough:
    """A workbook that was sent before, with what it would change now. Raises Refused."""
    refuse_if(policies.may_publish(by))
    file = ItemFile.objects.filter(pk=file_id, centre_id=by.centre_id).select_related("sent_by").first()
    if file is None:
        raise refuse("file_unknown", "没有这份导入的文件，请重新选文件")
    workbook = read_workbook(bytes(file.content))
    plan = plan_of(by.centre_id, workbook, effective_from=file.effective_from, today=local_date(at))
    return LookedThrough(file, plan)


@one_change
def take_in(*, file_id: int, mark: str, by: Actor, at: datetime) -> IntakePlan:
    """照试过的导入: all of it or nothing; refused if the catalogue moved since it was looked through. Raises Refused."""
    seen = looked_through(file_id, by=by, at=at)
    if seen.plan.bad:
        raise refuse("bad_rows", f"还有 {len(seen.plan.bad)} 处错，改好再导入", way_out="照列出的行改文件，重新选")
    if seen.plan.mark != mark:
        raise refuse("catalogue_moved_on", "目录刚刚变了，和你看的不一样", way_out="再看一遍要改什么，然后导入")
    if not ItemFile.objects.filter(pk=file_id, taken_at=None).update(taken_at=at, taken_by_id=by.member_id):
        raise refuse("taken_already", "这份文件刚才已经导入了，没有再导一次")
    windows = {window.number: window for window in Window.objects.filter(centre_id=by.centre_id)}
    items = {item.code: item for item in ServiceItem.objects.filter(centre_id=by.centre_id).select_related("window")}
    for change in seen.plan.changes:
        _take(change, windows[change.row.window], items.get(change.row.code), by=by, at=at)
    data = {"file": Words(seen.file.name), "items": [change.row.code for change in seen.plan.changes]}
    journal.record(by=by, at=at, action="catalogue.import", subject_kind="item_file", subject_id=file_id, data=data)
    return seen.plan


def _take(change: Change, window: Window, item: ServiceItem | None, *, by: Actor, at: datetime) -> None:
    row = change.row
    if item is None:
        version = publish_item(
            window=window,
            code=row.code,
            name=row.name,
            domain=row.domain,
            everyday_words=row.everyday,
            guide=row.guide,
            effective_from=change.since or local_date(at),
            by=by,
            at=at,
        )
        item = version.item
    if change.resumes:
        resume_item(item=item, by=by, at=at)
    if change.named:
        _rename(item, change, window, by=by, at=at)
    if change.is_guide_new and change.since:
        publish_version(item=item, guide=row.guide, effective_from=change.since, by=by, at=at)
    if change.withdrawn_on:
        withdraw_item(item=item, from_on=change.withdrawn_on, reason=row.withdrawn_reason, by=by, at=at)
    if change.withdrawal and row.withdrawn_on:
        change_withdrawal(item=item, from_on=row.withdrawn_on, reason=row.withdrawn_reason, by=by, at=at)


def _rename(item: ServiceItem, change: Change, window: Window, *, by: Actor, at: datetime) -> None:
    row, today = change.row, local_date(at)
    is_moved = item.window_id != window.pk
    before = acceptors(item, first=today, last=today) if is_moved else []
    item.name, item.domain, item.window = row.name, row.domain, window
    item.initials, item.everyday_words = initials(row.name), list(row.everyday)
    item.save(update_fields=["name", "domain", "window", "initials", "everyday_words"])
    data = {"code": item.code, "changed": [one.about for one in change.named]}
    journal.record(by=by, at=at, action="item.rename", subject_kind="item", subject_id=item.pk, data=data)
    # Who accepts it from now on has never worked by its guide (一次性告知制度 第三条).
    if is_moved and (version := version_in_force(item.pk, on=today)) is not None:
        give_must_reads(version=version, by=by, at=at, not_to=before)
