"""事项和办事指南（一次性告知制度 第三、四条）: what people come for, and what it takes. No personal data."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from shouwen.api.bearer import centre_of, needs
from shouwen.api.declared import reading
from shouwen.api.fields import InItemCode, line
from shouwen.api.paging import Cursor, Limit, page_of, text_at
from shouwen.api.problems import NotFound
from shouwen.catalogue import queries
from shouwen.catalogue.enums import ItemKind, LimitDays, MaterialForm
from shouwen.civil_time import local_date
from shouwen.systems.enums import Scope

router = Router(tags=["事项和指南"])
_READS = needs(Scope.ITEMS_READ)


class Item(Schema):
    """事项. Without a guide in force the limits are null."""

    code: str
    name: str
    domain: str = Field(description="领域，如 社会保障")
    window: str
    is_offered: bool = Field(description="今天办不办")
    kind: ItemKind | None = Field(description="instant 即办件，promised 承诺件")
    promised_limit: int | None = Field(description="承诺时限，0 是当场办结")
    promised_unit: LimitDays | None
    legal_limit: int | None
    legal_unit: LimitDays | None
    guide_version: int | None = Field(description="现行指南是第几版")
    guide_from: date | None = Field(description="现行指南哪天起施行")


class ItemPage(Schema):
    data: list[Item]
    next: str | None = Field(description="下一页的 cursor；没有下一页是 null")


class GuideMaterial(Schema):
    name: str
    form: MaterialForm = Field(description="original 原件，copy 复印件，form 表格")
    copies: int
    source: str = Field(description="从哪里来")
    criterion: str = Field(description="受理标准")
    situation: str = Field(description="只有这种情形要；空着是都要")
    can_come_later: bool = Field(description="可以容缺受理")
    can_be_promised: bool = Field(description="可以用书面承诺代替")


class Guide(Schema):
    """办事指南的一版."""

    code: str
    name: str
    version: int
    effective_from: date
    is_in_force: bool
    kind: ItemKind
    promised_limit: int
    promised_unit: LimitDays
    legal_limit: int
    legal_unit: LimitDays
    conditions: str
    steps: list[str]
    situations: list[str] = Field(description="要分的情形")
    situation: str = Field(description="材料按哪种情形列的；空着是全列")
    materials: list[GuideMaterial]
    fee: str
    basis: str
    place: str


class GuideMark(Schema):
    version: int
    effective_from: date
    is_in_force: bool


class GuideVersions(Schema):
    code: str
    name: str
    data: list[GuideMark] = Field(description="新的在前")


@router.get("", response=reading(ItemPage), summary="列出事项", **_READS)
def items(request: HttpRequest, limit: Limit = 50, cursor: Cursor = None) -> ItemPage:
    """按编码排，带现行指南的时限。"""
    centre_id, today = centre_of(request), local_date(request.at)  # type: ignore[attr-defined]
    rows = queries.items_after(centre_id, code=text_at(cursor) or "", most=limit + 1)
    shown, following = page_of(rows, limit, lambda item: item.code)
    guides = queries.versions_in_force(centre_id, on=today, items=[item.pk for item in shown])
    return ItemPage(data=[_item(item, guides.get(item.pk), today) for item in shown], next=following)


def _item(item: Any, guide: Any, today: date) -> Item:
    return Item.model_construct(
        code=item.code,
        name=item.name,
        domain=item.domain,
        window=item.window.label,
        is_offered=guide is not None and queries.is_offered(item, on=today),
        kind=ItemKind(guide.kind) if guide else None,
        promised_limit=guide.promised_limit if guide else None,
        promised_unit=LimitDays(guide.promised_unit) if guide else None,
        legal_limit=guide.legal_limit if guide else None,
        legal_unit=LimitDays(guide.legal_unit) if guide else None,
        guide_version=guide.number if guide else None,
        guide_from=guide.effective_from if guide else None,
    )


@router.get("/{code}/guide", response=reading(Guide, of_one=True), summary="看一份指南", **_READS)
def guide(
    request: HttpRequest,
    code: InItemCode,
    situation: Annotated[line(40) | None, Query(description="只列这种情形的材料")] = None,  # type: ignore[valid-type]
    version: Annotated[int | None, Query(ge=1, le=30_000, description="看第几版；不写是现行的")] = None,
) -> Guide:
    """现行的一版，或指定的一版；旧版一直能看。写了情形，材料只列这种情形要的。"""
    item, versions, current = _versions(request, code)
    found = next((one for one in versions if one.number == version), None) if version else current
    if found is None:
        raise NotFound("guide_unknown", f"没有第 {version} 版指南" if version else "这个事项还没有生效的指南")
    said = queries.guide_of(found)
    if situation and situation not in said.situations:
        known = "、".join(said.situations)
        words = f"没有“{situation}”这种情形" + (f"，有：{known}" if known else "，这个事项不分情形")
        raise NotFound("situation_unknown", words)
    return Guide(
        code=item.code,
        name=item.name,
        version=found.number,
        effective_from=found.effective_from,
        is_in_force=current is not None and found.pk == current.pk,
        kind=said.kind,
        promised_limit=found.promised_limit,
        promised_unit=found.promised_unit,
        legal_limit=found.legal_limit,
        legal_unit=found.legal_unit,
        conditions=said.conditions,
        steps=list(said.steps),
        situations=list(said.situations),
        situation=situation or "",
        materials=[
            GuideMaterial(
                name=one.name,
                form=one.form,
                copies=one.copies,
                source=one.source,
                criterion=one.criterion,
                situation=one.situation,
                can_come_later=one.is_minor,
                can_be_promised=one.can_be_promised,
            )
            for one in said.materials
            if not situation or one.situation in ("", situation)
        ],
        fee=said.fee,
        basis=said.basis,
        place=said.place or item.window.label,
    )


@router.get(
    "/{code}/versions", response=reading(GuideVersions, of_one=True), summary="列出一个事项的各版指南", **_READS
)
def versions(request: HttpRequest, code: InItemCode) -> GuideVersions:
    """包括还没有施行的和以前的。"""
    item, known, current = _versions(request, code)
    marks = [
        GuideMark(
            version=one.number,
            effective_from=one.effective_from,
            is_in_force=current is not None and one.pk == current.pk,
        )
        for one in known
    ]
    return GuideVersions(code=item.code, name=item.name, data=marks)


def _versions(request: HttpRequest, code: str) -> tuple[Any, list[Any], Any]:
    """The item, all its guides, and the one in force today."""
    item = queries.item_with_code(centre_of(request), code)
    if item is None:
        raise NotFound("item_unknown", f"没有编码是 {code} 的事项")
    today = local_date(request.at)  # type: ignore[attr-defined]
    return item, queries.versions_of(item.pk), queries.version_in_force(item.pk, on=today)
