"""Reading the catalogue: which version is in force, what a situation needs, which item a person's own words mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from shouwen.catalogue import questions
from shouwen.catalogue.enums import ItemKind, LimitDays, MaterialForm
from shouwen.catalogue.guide import CommonFault, Guide, GuideMaterial
from shouwen.catalogue.models import GuideFile, ItemVersion, Material, ServiceItem, Situation
from shouwen.civil_time import start_of


@dataclass(frozen=True, slots=True)
class GuideMark:
    """A guide in force by what a list sifts it by."""

    version_id: int
    item_id: int
    code: str
    domain: str
    kind: str


def items(centre_id: int) -> QuerySet[ServiceItem]:
    """The items a centre offers, by code."""
    return ServiceItem.objects.filter(centre_id=centre_id, is_active=True).select_related("window")


def items_after(centre_id: int, *, code: str, most: int) -> list[ServiceItem]:
    """The items a centre offers whose codes follow this one, by code, at most so many; one query."""
    return list(items(centre_id).filter(code__gt=code).order_by("code")[:most])


def offered(on: date, *, item: str = "item__") -> Q:
    """停办: rows of items that are still offered on a day; `item` is the way to the item."""
    withdrawn = f"{item}withdrawn_at"
    return Q(**{f"{item}is_active": True}) & (Q(**{withdrawn: None}) | Q(**{f"{withdrawn}__gt": start_of(on)}))


def versions_in_force(centre_id: int, *, on: date, items: Iterable[int] | None = None) -> dict[int, ItemVersion]:
    """For each item offered on a day, the version in force (the latest that began by then)."""
    rows = ItemVersion.objects.filter(offered(on), centre_id=centre_id, effective_from__lte=on)
    if items is not None:
        rows = rows.filter(item_id__in=list(items))
    found: dict[int, ItemVersion] = {}
    for version in rows.select_related("item").order_by("effective_from"):
        found[version.item_id] = version
    return found


def version_in_force(item_id: int, *, on: date) -> ItemVersion | None:
    """The version of one item in force on a day; None for an item that is withdrawn by then: it takes no new cases."""
    rows = ItemVersion.objects.filter(offered(on), item_id=item_id, effective_from__lte=on)
    return rows.select_related("item").order_by("-effective_from").first()


def guides_in_force(centre_id: int, *, on: date) -> list[GuideMark]:
    """Every guide in force on a day of the items offered, by code; one query that carries none of their words."""
    later = ItemVersion.objects.filter(
        item_id=OuterRef("item_id"), effective_from__lte=on, effective_from__gt=OuterRef("effective_from")
    )
    rows = ItemVersion.objects.filter(~Exists(later), offered(on), centre_id=centre_id, effective_from__lte=on)
    marks = rows.order_by("item__code").values_list("pk", "item_id", "item__code", "item__domain", "kind")
    return [GuideMark(*mark) for mark in marks]


def guides(version_ids: Iterable[int]) -> dict[int, ItemVersion]:
    """These guides with item and window, by id; one query."""
    rows = ItemVersion.objects.filter(pk__in=list(version_ids)).select_related("item__window")
    return {version.pk: version for version in rows}


def coming_guides(centre_id: int, *, on: date) -> QuerySet[ItemVersion]:
    """The guides published that begin after a day, the soonest first: changes of offered items, and new items."""
    rows = ItemVersion.objects.filter(offered(on), centre_id=centre_id, effective_from__gt=on)
    return rows.select_related("item").order_by("effective_from", "item__code")


def ids_called(centre_id: int, text: str) -> set[int]:
    """The items whose name holds these words, or whose code or pinyin initials begin or hold them."""
    fits = Q(name__icontains=text) | Q(code__istartswith=text)
    if text.isascii():
        fits |= Q(initials__icontains=text)
    return set(items(centre_id).filter(fits).values_list("pk", flat=True))


def item_with_code(centre_id: int, code: str) -> ServiceItem | None:
    """The item of a code, also one that isn't offered any more: its guides stay readable (一次性告知制度 第三条)."""
    return ServiceItem.objects.filter(centre_id=centre_id, code=code).select_related("window").first()


def versions_of(item_id: int) -> list[ItemVersion]:
    """Every version of an item's guide, newest first, with situations, materials and who published it; three queries."""
    rows = ItemVersion.objects.filter(item_id=item_id).select_related("published_by", "item")
    return list(rows.prefetch_related("situations", "materials__situation").order_by("-number"))


def situations(version_id: int) -> QuerySet[Situation]:
    """The situations a version tells apart, in order."""
    return Situation.objects.filter(version_id=version_id)


def materials_for(version_id: int, situation_id: int | None) -> list[Material]:
    """What must be handed in: the materials always needed, and those of this situation, in order."""
    needed = Q(situation=None) | Q(situation_id=situation_id) if situation_id else Q(situation=None)
    return list(Material.objects.filter(needed, version_id=version_id).order_by("position"))


def material_names(version_ids: Iterable[int]) -> list[tuple[int, str]]:
    """Which guide asks for which material, by guide and position."""
    rows = Material.objects.filter(version_id__in=list(version_ids)).order_by("version_id", "position")
    return list(rows.values_list("version_id", "name"))


def fingerprint(centre_id: int, *, on: date) -> tuple[object, ...]:
    """What tells one state of the catalogue from another: the items as they are called, and the guides begun by a day."""
    called = items(centre_id).filter(offered(on, item="")).order_by("pk")
    names = called.values_list("pk", "code", "name", "everyday_words", "window_id", "window__number", "window__name")
    begun = ItemVersion.objects.filter(centre_id=centre_id, effective_from__lte=on).order_by("pk")
    words = ((*row[:3], "/".join(row[3]), *row[4:]) for row in names)
    return (tuple(words), tuple(begun.values_list("pk", flat=True)))


def latest_version(item_id: int) -> ItemVersion | None:
    """The version published last, in force or not; what a new one follows. Two more queries when its materials are read."""
    rows = ItemVersion.objects.filter(item_id=item_id).select_related("item__window")
    return rows.prefetch_related("situations", "materials__situation").order_by("-number").first()


def guide_of(version: ItemVersion) -> Guide:
    """What a published version says, as a value: no query for a version of `versions_of` or `latest_version`."""
    return Guide(
        kind=ItemKind(version.kind),
        legal_limit=version.legal_limit,
        promised_limit=version.promised_limit,
        legal_unit=LimitDays(version.legal_unit),
        promised_unit=LimitDays(version.promised_unit),
        legal_extension=version.legal_extension,
        legal_extension_basis=version.legal_extension_basis,
        conditions=version.conditions,
        steps=tuple(version.steps),
        situations=tuple(one.name for one in version.situations.all()),
        questions=questions.from_data(version.questions),
        fee=version.fee,
        basis=version.basis,
        place=version.place,
        special_procedures=tuple(version.special_procedures),
        publicity_days=version.publicity_days,
        notice_workdays=version.notice_workdays,
        deemed_acceptance=version.deemed_acceptance,
        materials=tuple(_material_of(row) for row in version.materials.all()),
    )


def _material_of(row: Material) -> GuideMaterial:
    return GuideMaterial(
        row.name,
        MaterialForm(row.form),
        row.source,
        row.situation.name if row.situation else "",
        row.copies,
        row.criterion,
        row.is_minor,
        row.can_be_promised,
        tuple(CommonFault(fault["reason"], fault["requirement"]) for fault in row.faults),
    )


def latest_versions(centre_id: int) -> list[ItemVersion]:
    """Of every item, withdrawn ones too, the version published last, by code; three queries."""
    later = ItemVersion.objects.filter(item_id=OuterRef("item_id"), number__gt=OuterRef("number"))
    rows = ItemVersion.objects.filter(~Exists(later), centre_id=centre_id).select_related("item__window")
    return list(rows.prefetch_related("situations", "materials__situation").order_by("item__code"))


def files_of(item_id: int) -> QuerySet[GuideFile]:
    """空白表和样表 of an item that are offered, by material."""
    rows = GuideFile.objects.filter(item_id=item_id, removed_at=None).select_related("file", "added_by")
    return rows.order_by("material_name", "kind", "pk")


def is_offered(item: ServiceItem, *, on: date) -> bool:
    """Whether new cases of the item are taken on a day."""
    return item.is_active and (item.withdrawn_at is None or item.withdrawn_at > start_of(on))
