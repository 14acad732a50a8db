"""试一遍: what taking a workbook in would change, item by item, before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shouwen.catalogue import policies, queries
from shouwen.catalogue.differences import Difference, differences
from shouwen.catalogue.guide_data import line, plain_guide
from shouwen.catalogue.models import ItemVersion, ServiceItem
from shouwen.catalogue.sheets.bad_rows import MOST_BAD, BadRow, each_cell_once
from shouwen.catalogue.sheets.columns import ITEMS
from shouwen.catalogue.sheets.reading import UNREAD, ItemRow, Workbook
from shouwen.civil_time import local_date
from shouwen.people import queries as people


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one item. `named`: what changes about the item itself; `guide`: what its new version changes, in force
    from `since`; `withdrawn_on`: no new cases from then; `withdrawal`: what changes about a withdrawal that is written already;
    `resumes`: takes cases again."""

    row: ItemRow
    number: int
    is_new: bool = False
    named: Sequence[Difference] = ()
    guide: Sequence[Difference] = ()
    is_guide_new: bool = False
    since: date | None = None
    withdrawn_on: date | None = None
    withdrawal: Sequence[Difference] = ()
    resumes: bool = False

    @property
    def changes_anything(self) -> bool:
        about_itself = self.is_new or bool(self.named) or self.is_guide_new
        return about_itself or self.withdrawn_on is not None or bool(self.withdrawal) or self.resumes


@dataclass(frozen=True, slots=True)
class IntakePlan:
    """Everything a workbook would change. With a bad row nothing can be taken in. `left_alone`: items not in the file.

    `warned`: what can be taken in but may not be meant.
    `mark` tells this plan from any other: it is taken in only if the same plan would be made again."""

    changes: Sequence[Change]
    same: int
    left_alone: Sequence[str]
    bad: Sequence[BadRow]
    mark: str
    warned: Sequence[BadRow] = ()


def plan_of(centre_id: int, workbook: Workbook, *, effective_from: date, today: date) -> IntakePlan:
    """What the workbook would change now. Guides that changed begin on the day in their row, where that is a later one than the
    last version's, else on `effective_from`."""
    latest = {version.item.code: version for version in queries.latest_versions(centre_id)}
    windows = {window.number: window.label for window in people.windows(centre_id)}
    bad, changes, same = list(workbook.bad), [], 0
    warned: list[BadRow] = []
    names = _names(workbook.items, latest)
    for row in workbook.items:
        if row.window == UNREAD:
            continue
        if row.window not in windows:
            known = "、".join(map(str, windows))
            words = f"中心没有 {row.window} 号窗口"
            bad.append(BadRow(ITEMS, row.row, workbook.headings["window"], words, f"现有 {known} 号"))
            continue
        version = latest.get(row.code)
        change = _change(row, version, windows, effective_from) if version else _new(row, windows, effective_from)
        bad += _misfits(change, version, workbook.headings, today)
        warned += _doubts(change, version, names, workbook.headings)
        if change.changes_anything:
            changes.append(change)
        else:
            same += 1
    named = {row.code for row in workbook.items}
    left = [code for code in latest if code not in named]
    return IntakePlan(changes, same, left, each_cell_once(bad)[:MOST_BAD], _mark(changes), warned[:MOST_BAD])


def _names(rows: Sequence[ItemRow], latest: Mapping[str, ItemVersion]) -> Mapping[str, str]:
    """The code under which each name is known: of the catalogue, else the first of the file."""
    found = {line(version.item.name): code for code, version in latest.items()}
    for row in rows:
        found.setdefault(row.name, row.code)
    return found


def _doubts(
    change: Change, version: ItemVersion | None, names: Mapping[str, str], headings: Mapping[str, str]
) -> list[BadRow]:
    """A new code for a name that is there, and a day that doesn't count."""
    found, row = [], change.row
    if version is None and (known := names.get(row.name, row.code)) != row.code:
        what = f"名称和 {known} 一样，编码是新的：会多出一项同名的"
        found.append(BadRow(ITEMS, row.row, headings["code"], what, f"是同一项就把编码改成 {known}"))
    if version is not None and row.since is not None and row.since != version.effective_from:
        what = ""
        if not change.is_guide_new:
            what = f"生效日期 {row.since.isoformat()} 不起作用：指南没有改，还是第 {version.number} 版"
        elif change.since != row.since:
            what = f"生效日期 {row.since.isoformat()} 已经过了，新版从 {change.since} 起用"
        if what:
            found.append(BadRow(ITEMS, row.row, headings["since"], what, "要另定日子，写今天以后的"))
    return found


def _new(row: ItemRow, windows: dict[int, str], effective_from: date) -> Change:
    guide = row.guide if row.guide.place else replace(row.guide, place=windows[row.window])
    since = row.since or effective_from
    withdrawn_on = row.withdrawn_on if row.is_withdrawn else None
    return Change(replace(row, guide=guide), 1, is_new=True, since=since, withdrawn_on=withdrawn_on)


def _change(row: ItemRow, version: ItemVersion, windows: dict[int, str], effective_from: date) -> Change:
    item, before = version.item, plain_guide(queries.guide_of(version))
    guide = row.guide if row.guide.place else replace(row.guide, place=windows[row.window])
    pairs = (
        ("名称", line(item.name), row.name),
        ("领域", line(item.domain), row.domain),
        ("窗口", item.window.label, windows[row.window]),
        ("群众怎么说", "、".join(map(line, item.everyday_words)), "、".join(row.everyday)),
    )
    named = [Difference(about, gone, new) for about, gone, new in pairs if gone != new]
    is_new = guide != before
    since = row.since if row.since and row.since > version.effective_from else effective_from
    return Change(
        replace(row, guide=guide),
        version.number + 1 if is_new else version.number,
        named=named,
        guide=differences(before, guide) if is_new else (),
        is_guide_new=is_new,
        since=since if is_new else None,
        withdrawn_on=row.withdrawn_on if row.is_withdrawn and item.withdrawn_at is None else None,
        withdrawal=_withdrawal(row, item),
        resumes=not row.is_withdrawn and item.withdrawn_at is not None,
    )


def _withdrawal(row: ItemRow, item: ServiceItem) -> list[Difference]:
    """Another day or reason for an item that is withdrawn, or is going to be."""
    if not row.is_withdrawn or item.withdrawn_at is None or row.withdrawn_on is None:
        return []
    pairs = (
        ("停办日期", local_date(item.withdrawn_at).isoformat(), row.withdrawn_on.isoformat()),
        ("停办原因", line(item.withdrawn_reason), row.withdrawn_reason),
    )
    return [Difference(about, gone, new) for about, gone, new in pairs if gone != new]


def _misfits(change: Change, version: ItemVersion | None, headings: Mapping[str, str], today: date) -> list[BadRow]:
    """What can't be done to the catalogue as it is now."""
    found, row = [], change.row
    if version is not None and change.is_guide_new and change.since is not None:
        if refusal := policies.may_follow(version.effective_from, change.since, today=today):
            found.append(BadRow(ITEMS, row.row, headings["since"], refusal.message))
        if version.item.withdrawn_at and local_date(version.item.withdrawn_at) <= today and not change.resumes:
            found.append(
                BadRow(ITEMS, row.row, headings["status"], "这一项已经停办，不能再改指南", "要重新办，状态写“在办”")
            )
    if change.withdrawn_on is not None:
        refusal = policies.may_withdraw(None, change.withdrawn_on, reason=row.withdrawn_reason, today=today)
        if refusal is not None:
            found.append(BadRow(ITEMS, row.row, headings["withdrawn_on"], refusal.message))
    if change.withdrawal and version is not None and version.item.withdrawn_at and row.withdrawn_on:
        was_on = local_date(version.item.withdrawn_at)
        refusal = policies.may_change_withdrawal(was_on, row.withdrawn_on, reason=row.withdrawn_reason, today=today)
        if refusal is not None:
            found.append(BadRow(ITEMS, row.row, headings["withdrawn_on"], refusal.message, "要重新办，状态写“在办”"))
    return found


def _mark(changes: Sequence[Change]) -> str:
    return hashlib.sha256(repr(changes).encode()).hexdigest()[:32]
