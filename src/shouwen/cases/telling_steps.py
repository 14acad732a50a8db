"""告知本人 at the steps of a case: what must be told is told or owed as a call, the rest are reminders (docs/messages.md).

What was said or handed over face to face is told already; no message goes out beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings

from shouwen.cases.enums import CaseResult
from shouwen.cases.models import Case, CaseMaterial, CorrectionNotice
from shouwen.cases.progress import progress_path
from shouwen.civil_time import local_date
from shouwen.clocks.enums import LimitUnit, PauseKind
from shouwen.clocks.models import Clock, Pause
from shouwen.inquiries.enums import ToldBy
from shouwen.people.actor import Actor
from shouwen.telling.actions import Told, tell
from shouwen.telling.reminders import remind

LONGEST_MATTER = 40
"""Characters that the texts leave for the name of an item."""
LONGEST_MATERIALS = 200
_WEEKDAYS = "一二三四五六日"
_ALL_WRITTEN = "，每份要补什么看下面的链接"
_RESULTS = {CaseResult.GRANTED: "办好了", CaseResult.REFUSED: "没有批准"}


def remind_received(case: Case, *, tell_by: datetime | None, by: Actor, at: datetime) -> None:
    """收件: the materials are here; by when the person hears what is missing."""
    until = f"，{day_words(tell_by)}前告诉您要不要补" if tell_by else ""
    _remind(case, "progress", f"case-received/{case.pk}", {"progress": f"材料收下了，先审材料{until}"}, by=by, at=at)


def remind_accepted(case: Case, clock: Clock, *, by: Actor, at: datetime) -> None:
    """受理: until when it is done. What is done at once isn't announced."""
    if clock.unit != LimitUnit.INSTANT:
        _remind(case, "accepted", f"case-accepted/{case.pk}", {"due": day_words(clock.due_at)}, by=by, at=at)


def remind_materials(case: Case, notice: CorrectionNotice, *, by: Actor, at: datetime) -> None:
    """补的材料齐了: the case goes on."""
    clock = case.clock
    if clock is None:
        goes_on = "接着审"
    else:
        clock.refresh_from_db(fields=["due_at"])
        goes_on = f"接着办，{day_words(clock.due_at)}前办结"
    values = {"progress": f"要补的材料都收到了，{goes_on}"}
    _remind(case, "progress", f"case-materials/{notice.pk}", values, by=by, at=at)


def remind_resumed(case: Case, row: Pause | None, *, by: Actor, at: datetime) -> None:
    """特别程序结束: the new last day. `row`: the pause that ended."""
    if row is None or case.clock is None:
        return
    case.clock.refresh_from_db(fields=["due_at"])
    values = {"procedure": PauseKind(row.kind).label, "due": day_words(case.clock.due_at)}
    _remind(case, "resumed", f"case-resumed/{row.pk}", values, by=by, at=at)


def tell_correction(case: Case, notice: CorrectionNotice, *, means: ToldBy, by: Actor, at: datetime) -> Told | None:
    """告知补正 of somebody who isn't here; None where the paper was handed over."""
    if means != ToldBy.MESSAGE:
        return None
    values = {
        "materials": materials_words(notice.materials.order_by("position")),
        "link": progress_address(case),
    }
    return _tell(case, "correction", correction_purpose(notice), values, by=by, at=at)


def tell_done(case: Case, *, means: ToldBy, by: Actor, at: datetime) -> Told | None:
    """告知办结 of somebody who isn't here; None where the result was said face to face, by telephone, on paper or online."""
    if means != ToldBy.MESSAGE:
        return None
    values = {
        "result": _RESULTS[CaseResult(case.result)],
        "fetch": case.words_told.rstrip("。."),
        "link": progress_address(case),
    }
    return _tell(case, "done", done_purpose(case), values, by=by, at=at)


def correction_purpose(notice: CorrectionNotice) -> str:
    """What a notice is told for, once."""
    return f"case-correction/{notice.pk}"


def done_purpose(case: Case) -> str:
    """What a result is told for, once."""
    return f"case-done/{case.pk}"


def materials_words(materials: Iterable[CaseMaterial]) -> str:
    """Every material with what is wrong, as long as the text has room; else the names; never fewer than all are counted."""
    rows = list(materials)
    fully = "、".join(f"{row.name}（{row.reason}）" if row.reason else row.name for row in rows)
    if len(fully) <= LONGEST_MATERIALS:
        return fully
    names = "、".join(row.name for row in rows)
    if len(names + _ALL_WRITTEN) <= LONGEST_MATERIALS:
        return names + _ALL_WRITTEN
    end = f"……一共 {len(rows)} 份{_ALL_WRITTEN}"
    return names[: LONGEST_MATERIALS - len(end)] + end


def day_words(at: datetime) -> str:
    """11月27日 周五"""
    day = local_date(at)
    return f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def progress_address(case: Case) -> str:
    """Where the person sees how far it is."""
    return f"{settings.PUBLIC_ADDRESS}{progress_path(case)}"


def _remind(case: Case, template: str, purpose: str, values: Mapping[str, str], *, by: Actor, at: datetime) -> None:
    remind(
        person=case.person,
        template=template,
        values={"matter": case.item.name[:LONGEST_MATTER], **values, "link": progress_address(case)},
        subject_kind="case",
        subject_id=case.pk,
        number=case.number,
        purpose=purpose,
        responsible_id=case.handler_id,
        by=by,
        at=at,
    )


def _tell(case: Case, template: str, purpose: str, values: Mapping[str, str], *, by: Actor, at: datetime) -> Told:
    told: Told = tell(
        person=case.person,
        template=template,
        values={"matter": case.item.name[:LONGEST_MATTER], **values},
        subject_kind="case",
        subject_id=case.pk,
        number=case.number,
        purpose=purpose,
        responsible_id=case.handler_id,
        by=by,
        at=at,
    )
    return told
