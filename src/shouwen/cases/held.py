"""中心已有的材料: what the person handed in with an earlier case is offered instead of being asked again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Prefetch

from shouwen.cases import policies
from shouwen.cases.actions import hold, record
from shouwen.cases.enums import ReviewState
from shouwen.cases.material_files import MOST_FILES, keep
from shouwen.cases.models import Case, CaseMaterial, MaterialFile, ReceiptLine
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, refuse, refuse_if

_IN_BRACKETS = re.compile(r"[（(【\[].*?[)）】\]]")
_BESIDE_THE_NAME = re.compile(r"(原件|复印件|扫描件|照片|及|和|\s)+$|^(申请人|本人|居民)+")


@dataclass(frozen=True, slots=True)
class Held:
    """A material of an earlier case with its files, and for which material of this case it would do."""

    material_id: int
    source: CaseMaterial
    files: int

    @property
    def case(self) -> Case:
        return self.source.case


def document_name(name: str) -> str:
    """What a material is, without how it is handed in: 居民身份证（原件及复印件） is 身份证."""
    plain = _IN_BRACKETS.sub("", name)
    while (shorter := _BESIDE_THE_NAME.sub("", plain).strip()) and shorter != plain:
        plain = shorter
    return plain or name


def held_for(case: Case, materials: Iterable[CaseMaterial]) -> dict[int, Held]:
    """For each of these materials the newest scan of the same document that was in order in another case of the same person.

    Nothing for what is in order already. Two queries, none when nothing is asked."""
    wanted = {
        row.pk: document_name(row.name) for row in materials if row.state not in {ReviewState.OK, ReviewState.OWED}
    }
    if not wanted or case.closed_at is not None:
        return {}
    with_file = MaterialFile.objects.filter(removed_at=None).values("case_material")
    rows = (
        CaseMaterial.objects.filter(
            centre_id=case.centre_id, case__person_id=case.person_id, state=ReviewState.OK, pk__in=with_file
        )
        .exclude(case_id=case.pk)
        .select_related("case", "reviewed_by")
        .prefetch_related(Prefetch("files", MaterialFile.objects.filter(removed_at=None)))
        .order_by(F("received_at").desc(nulls_last=True), "-pk")
    )
    newest: dict[str, CaseMaterial] = {}
    for row in rows:
        newest.setdefault(document_name(row.name), row)
    return {pk: Held(pk, newest[name], len(newest[name].files.all())) for pk, name in wanted.items() if name in newest}


@one_change
def take_over(*, material: CaseMaterial, source: CaseMaterial, by: Actor, at: datetime) -> CaseMaterial:
    """拿来用，不用再交: the files of an earlier case stand for this material; that it is still valid the clerk has decided.

    The material is in order then, and the journal says where it came from. Raises Refused."""
    case = material.case
    hold(case)
    material.refresh_from_db(fields=["state", "received_at"])
    refuse_if(policies.in_review(case) or policies.may_work_on(case, by=by, at=at) or policies.not_owed(material))
    refuse_if(_may_stand_for(material, source))
    rows = list(
        MaterialFile.objects.filter(case_material=source, removed_at=None).select_related("file").order_by("pk")
    )
    there = set(
        MaterialFile.objects.filter(case_material=material, removed_at=None).values_list("file__sha256", flat=True)
    )
    fresh = [row for row in rows if row.file.sha256 not in there]
    if len(there) + len(fresh) > MOST_FILES:
        raise refuse("too_many_files", f"一份材料最多附 {MOST_FILES} 个文件")
    for row in fresh:
        keep(material, row.file, by=by, at=at, from_earlier=source)
    if _was_not_brought(material):
        material.received_at = None
    material.state, material.reason, material.requirement = ReviewState.OK, "", ""
    material.corrected_on_spot, material.reviewed_at, material.reviewed_by_id = False, at, by.staff_id
    material.save(
        update_fields=[
            "state", "reason", "requirement", "corrected_on_spot", "received_at", "reviewed_at", "reviewed_by_id",
        ]
    )  # fmt: skip
    data: dict[str, object] = {"material": material.name, "from": source.case.number, "files": len(rows)}
    record(case, "case.material_taken_over", by=by, at=at, data=data)
    return material


def _was_not_brought(material: CaseMaterial) -> bool:
    """A case begins as if all that its guide asks for came with it. What was found wanting, came later or stands on a receipt was
    really brought."""
    if material.state not in {ReviewState.UNREVIEWED, ReviewState.MISSING}:
        return False
    came_with_the_case = material.received_at == material.case.received_at
    return came_with_the_case and not ReceiptLine.objects.filter(case_material=material, paper__voided=None).exists()


def _may_stand_for(material: CaseMaterial, source: CaseMaterial) -> Refusal | None:
    case = material.case
    theirs = source.centre_id == case.centre_id and source.case.person_id == case.person_id
    same = document_name(source.name) == document_name(material.name) and source.case_id != case.pk
    if not theirs or not same or source.state != ReviewState.OK:
        return Refusal("not_held", "以前的办件里没有这份材料，刷新看看")
    if not MaterialFile.objects.filter(case_material=source, removed_at=None).exists():
        return Refusal("not_held", "那份材料的扫描件已经撤下，不能用")
    if material.state == ReviewState.OK:
        return Refusal("material_is_here", f"“{material.name}”已经合格")
    return None
