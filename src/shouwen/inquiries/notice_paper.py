"""一次性告知单 on paper: what it says, and issuing it together with the record that it was given."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from shouwen.catalogue import queries as catalogue
from shouwen.catalogue.models import ItemVersion, Material, Situation
from shouwen.catalogue.public_guide import centre_in_address, guide_path
from shouwen.catalogue.told_words import address_words, form_words, special_procedures, told_words, unit_on_paper
from shouwen.civil_time import local_date
from shouwen.clocks.opening_times import times_words
from shouwen.inquiries import policies
from shouwen.inquiries.actions import give_notice, is_reprint
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import Inquiry, OneTimeNotice
from shouwen.journal.change import one_change
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.papers.rendering import content
from shouwen.people import queries as people
from shouwen.people.actions import opened
from shouwen.people.actor import Actor
from shouwen.people.models import Staff
from shouwen.refusals import refuse, refuse_if

FREE_SAMPLES = "窗口免费领取表格和填写样表"
WITH_DOWNLOADS = "窗口免费领取表格和填写样表，也可以扫码下载"


@one_change
def print_notice(
    *, inquiry: Inquiry, version: ItemVersion, situation: Situation | None, by: Actor, at: datetime
) -> OneTimeNotice:
    """出具一次性告知单（一次性告知制度 第四条）: the numbered paper and the record that it was given, or neither. Raises Refused."""
    again = is_reprint(inquiry, version, ToldBy.PRINT)
    refuse_if(policies.may_give_notice(inquiry, is_reprint=again, by=by, at=at))

    def build(number: str) -> content.Paper:
        return notice_content(inquiry, version, situation, number=number, by=by, at=at)

    paper: Paper = papers.issue(
        kind=PaperKind.ONE_TIME_NOTICE, subject_kind="inquiry", subject_id=inquiry.pk, build=build, by=by, at=at
    )
    return give_notice(
        inquiry=inquiry, version=version, situation=situation, means=ToldBy.PRINT, by=by, at=at, paper_id=paper.pk
    )


def notice_content(
    inquiry: Inquiry, version: ItemVersion, situation: Situation | None, *, number: str, by: Actor, at: datetime
) -> content.OneTimeNotice:
    """The four facets of a guide in one situation; without a chosen situation each material says when it is needed."""
    centre, item = people.centre(inquiry.centre_id), version.item
    everything = version.materials.select_related("situation").order_by("position")
    needed = catalogue.materials_for(version.pk, situation.pk) if situation else list(everything)
    first, me = inquiry.first_responder, Staff.objects.get(pk=by.member_id)
    return content.OneTimeNotice(
        centre=centre.name,
        number=number,
        issued_on=local_date(at),
        reference=inquiry.number,
        guide_version=version.number,
        item=item.name,
        item_code=item.code,
        situation=situation.name if situation else "",
        person=opened(inquiry.person).name if inquiry.person else "",
        conditions=_lines(version.conditions),
        materials=tuple(_required(material, all_shown=situation is None) for material in needed),
        steps=tuple(version.steps) or ("窗口受理", "审查", "办结"),
        legal_workdays=version.legal_limit,
        promised_workdays=version.promised_limit or None,
        legal_unit=unit_on_paper(version.legal_unit),
        promised_unit=unit_on_paper(version.promised_unit),
        special_procedures=special_procedures(version),
        fee=version.fee,
        free_samples=WITH_DOWNLOADS if catalogue.files_of(item.pk).exists() else FREE_SAMPLES,
        qr=content.Qr(guide_address(version, situation), "扫码看这份指南"),
        office=content.Office(
            place=address_words(centre.address, f"{centre.name}{version.place or item.window.label}"),
            hours=times_words(centre.pk, local_date(at)),
            phone=item.window.phone or centre.phone,
            supervision_phones=tuple(filter(None, (centre.supervision_phone, "12345"))),
        ),
        first_responder=content.Contact(first.name, first.phone),
        told_by=content.Contact(me.name, me.phone),
        told_on=local_date(at),
    )


def guide_address(version: ItemVersion, situation: Situation | None) -> str:
    """The public page of this version and situation: nothing of the person is in it, and nobody must log in."""
    path = guide_path(
        version.item.code,
        number=version.number,
        situation=situation.position if situation else None,
        centre=centre_in_address(version.centre_id),
    )
    return settings.PUBLIC_ADDRESS + path


def version_to_tell(
    item_id: int, *, shown: int | None, situation_id: int | None, by: Actor, at: datetime
) -> tuple[ItemVersion, Situation | None]:
    """The version and situation a notice is about: the version that was shown while it was made, even if a newer one began
    meanwhile; without one, the version in force. Raises Refused."""
    version = None
    if shown is not None:
        version = ItemVersion.objects.filter(pk=shown, item_id=item_id).select_related("item__window").first()
    if version is None:
        version = catalogue.version_in_force(item_id, on=local_date(at))
    if version is None or version.centre_id != by.centre_id:
        raise refuse("item_unknown", "没有这个事项，它还没有生效的办事指南，或者已经停办")
    if version.effective_from > local_date(at):
        raise refuse("guide_not_in_force", f"第 {version.number} 版还没起用，请照现在的一版告知")
    situation = next((one for one in catalogue.situations(version.pk) if one.pk == situation_id), None)
    return version, situation


def newer_than(version: ItemVersion, *, at: datetime) -> ItemVersion | None:
    """The version that began while this one was being told; None while it is the one in force."""
    now = catalogue.version_in_force(version.item_id, on=local_date(at))
    return now if now is not None and now.number > version.number else None


def _required(material: Material, *, all_shown: bool) -> content.RequiredMaterial:
    when = material.situation.name if all_shown and material.situation else ""
    return content.RequiredMaterial(material.name, form_words(material), told_words(material), when)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip()) or ("没有特别条件",)
