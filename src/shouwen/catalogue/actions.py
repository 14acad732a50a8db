"""One door for the catalogue: an item with its first guide, and every later version. Published versions don't change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from shouwen.catalogue import policies, questions
from shouwen.catalogue.guide import Guide
from shouwen.catalogue.guide_data import line, plain_guide
from shouwen.catalogue.item_file import ItemDraft
from shouwen.catalogue.models import ItemVersion, Material, ServiceItem, Situation
from shouwen.catalogue.must_reads import give_must_reads
from shouwen.catalogue.queries import guide_of, latest_version
from shouwen.civil_time import local_date
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.people.identity import initials
from shouwen.people.models import Window
from shouwen.refusals import refuse, refuse_if


@one_change
def publish_item(
    *,
    window: Window,
    code: str,
    name: str,
    domain: str,
    guide: Guide,
    effective_from: date,
    by: Actor,
    at: datetime,
    everyday_words: Sequence[str] = (),
) -> ItemVersion:
    """发布事项（一次性告知制度 第三条）: a new item of a window with its first guide. Raises Refused, and writes nothing then."""
    refuse_if(policies.may_publish(by))
    if window.centre_id != by.centre_id:
        raise refuse("window_unknown", "没有这个窗口，请重新选")
    code, name, domain = line(code), line(name), line(domain)
    refuse_if(policies.item_named(code, name, domain))
    item, made = ServiceItem.objects.get_or_create(
        centre_id=by.centre_id,
        code=code,
        defaults={
            "name": name,
            "domain": domain,
            "initials": initials(name),
            "everyday_words": [line(word) for word in everyday_words],
            "window": window,
        },
    )
    if not made:
        raise refuse(
            "item_code_taken",
            f"编码 {code} 已经是“{item.name}”的",
            way_out="换一个编码；要改它的指南，请给它发布新版",
        )
    return _publish(item, 1, guide, effective_from, by=by, at=at)


@one_change
def publish_version(
    *,
    item: ServiceItem,
    guide: Guide,
    effective_from: date,
    by: Actor,
    at: datetime,
    wording_only: str = "",
    follows: int | None = None,
) -> ItemVersion:
    """发布新版指南（一次性告知制度 第三条）: in force from a day on; earlier versions stay readable; exactly the staff who accept
    the item must read what it changes. `wording_only`: the reason why nobody must, where only words were put right. `follows`:
    the version that the writer had before them; if another one was published since, it is refused. Raises Refused."""
    refuse_if(policies.may_publish(by))
    if item.centre_id != by.centre_id:
        raise refuse("item_unknown", "没有这个事项")
    last = latest_version(item.pk)
    if last is None:
        raise refuse("item_without_guide", "这个事项还没有第一版指南")
    if follows is not None and follows != last.number:
        words = f"你是照第 {follows} 版改的，第 {last.number} 版刚刚发布了"
        raise refuse("guide_moved_on", words, way_out="对照新的一版看看差别，再发布")
    if item.withdrawn_at is not None and item.withdrawn_at <= at:
        raise refuse("item_withdrawn", "这一项已经停办，不再出新版", way_out="要重新办，先恢复办理")
    refuse_if(policies.may_follow(last.effective_from, effective_from, today=local_date(at)))
    if wording_only:
        refuse_if(policies.may_be_wording_only(guide_of(last), plain_guide(guide), reason=wording_only))
    return _publish(item, last.number + 1, guide, effective_from, wording_only=wording_only, by=by, at=at)


@one_change
def publish_items(*, drafts: Sequence[ItemDraft], effective_from: date, by: Actor, at: datetime) -> list[ItemVersion]:
    """装入事项清单: every item of a file, or none. Raises Refused."""
    windows = {window.number: window for window in Window.objects.filter(centre_id=by.centre_id)}
    published = []
    for draft in drafts:
        if draft.window not in windows:
            words = f"事项 {draft.code} 写的是 {draft.window} 号窗口，中心没有这个窗口"
            raise refuse("window_unknown", words, way_out="改文件里的窗口号，或先设这个窗口")
        version = publish_item(
            window=windows[draft.window],
            code=draft.code,
            name=draft.name,
            domain=draft.domain,
            everyday_words=draft.everyday_words,
            guide=draft.guide,
            effective_from=effective_from,
            by=by,
            at=at,
        )
        published.append(version)
    return published


def _publish(
    item: ServiceItem,
    number: int,
    guide: Guide,
    effective_from: date,
    *,
    by: Actor,
    at: datetime,
    wording_only: str = "",
) -> ItemVersion:
    guide = plain_guide(guide)
    refuse_if(policies.guide_complete(guide))
    version = _save_version(item, number, guide, effective_from, by=by, at=at, wording_only=wording_only.strip())
    situations = {
        name: Situation.objects.create(centre_id=item.centre_id, version=version, position=position, name=name)
        for position, name in enumerate(guide.situations, start=1)
    }
    Material.objects.bulk_create(
        Material(
            centre_id=item.centre_id,
            version=version,
            position=position,
            name=material.name,
            form=material.form,
            situation=situations[material.situation] if material.situation else None,
            copies=material.copies,
            source=material.source,
            criterion=material.criterion,
            is_minor=material.is_minor,
            can_be_promised=material.can_be_promised,
            faults=[{"reason": fault.reason, "requirement": fault.requirement} for fault in material.faults],
        )
        for position, material in enumerate(guide.materials, start=1)
    )
    data: dict[str, object] = {"code": item.code, "version": number, "from": effective_from.isoformat()}
    if wording_only:
        data["wording_only"] = Words(wording_only.strip())
    journal.record(by=by, at=at, action="guide.publish", subject_kind="item", subject_id=item.pk, data=data)
    # The first guides of a town are loaded by the system: nobody reads forty differences from nothing.
    if not wording_only and by.staff_id is not None:
        give_must_reads(version=version, by=by, at=at)
    return version


def _save_version(
    item: ServiceItem,
    number: int,
    guide: Guide,
    effective_from: date,
    *,
    by: Actor,
    at: datetime,
    wording_only: str,
) -> ItemVersion:
    try:
        with transaction.atomic():
            return ItemVersion.objects.create(
                centre_id=item.centre_id,
                item=item,
                number=number,
                effective_from=effective_from,
                kind=guide.kind,
                legal_limit=guide.legal_limit,
                promised_limit=guide.promised_limit,
                legal_unit=guide.legal_unit,
                promised_unit=guide.promised_unit,
                legal_extension=guide.legal_extension,
                legal_extension_basis=guide.legal_extension_basis,
                conditions=guide.conditions,
                steps=list(guide.steps),
                fee=guide.fee,
                basis=guide.basis,
                place=guide.place or item.window.label,
                special_procedures=list(guide.special_procedures),
                publicity_days=guide.publicity_days,
                questions=questions.as_data(guide.questions),
                notice_workdays=guide.notice_workdays,
                deemed_acceptance=guide.deemed_acceptance,
                wording_only=wording_only,
                published_at=at,
                published_by_id=by.staff_id,
            )
    except IntegrityError as error:
        raise refuse("version_published", "别人刚刚发布了这个事项的新版，刷新看看") from error
