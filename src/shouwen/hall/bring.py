"""要带什么 as a sheet to print or keep (自助办理制度 第三、六条): what this situation needs, and where to bring it."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse

from shouwen.catalogue.public_guide import PublicGuide, guide_path
from shouwen.papers.rendering.bring import BringList, BringRow, render_bring_list


def bring_sheet(guide: PublicGuide, *, hours: str, centre_code: str) -> BringList:
    """The sheet of a guide as it is answered so far."""
    if not guide.materials:
        bring = "不用交材料"
    elif guide.has_situations and not guide.situation:
        bring = "要带什么（写了情况的，占哪种带哪种）"
    else:
        bring = f"带这 {len(guide.materials)} 样，带一样勾一样"
    where = (
        ("窗口", guide.place),
        ("地址", "，".join(filter(None, (guide.centre.name, guide.centre.address)))),
        ("时间", hours),
        ("电话", guide.phone),
        ("多久", "材料齐，当场办好" if guide.is_instant else f"受理后 {guide.promised}内"),
        ("收费", guide.fee),
    )
    return BringList(
        centre=guide.centre.name,
        name=guide.name,
        situation=guide.situation,
        bring=bring,
        rows=tuple(
            BringRow(
                one.name,
                one.form,
                tuple(
                    filter(
                        None, (one.only_when and f"{one.only_when}才要", _source(one.source, one.criterion), one.later)
                    )
                ),
            )
            for one in guide.materials
        ),
        rest="除了这些，不会再要别的。" if guide.is_complete else "拿不准要带哪些，先打电话问。",
        where=tuple((label, words) for label, words in where if words),
        made=f"办事指南第 {guide.number} 版，{guide.since.year}年{guide.since.month}月{guide.since.day}日起",
        address=settings.PUBLIC_ADDRESS.rstrip("/") + guide_path(guide.code, number=guide.number, centre=centre_code),
        since=guide.since,
    )


def _source(source: str, criterion: str) -> str:
    return "；".join(filter(None, (source, criterion)))


def sheet_answer(sheet: BringList) -> HttpResponse:
    """The PDF, to open or to keep."""
    answer = HttpResponse(render_bring_list(sheet), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(sheet.name)}-{quote('要带什么')}.pdf"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
