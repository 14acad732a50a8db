"""一次性告知单 on paper: what it says, and issuing it together with the record that it was given."""

from __future__ import annotations

from datetime import datetime

from shouwen.catalogue import queries as catalogue
from shouwen.catalogue.models import ItemVersion, Material, Situation
from shouwen.catalogue.told_words import form_words, special_procedures
from shouwen.civil_time import local_date
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
from shouwen.refusals import refuse_if

FREE_SAMPLES = "窗口免费领取表格和填写样表"


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
        special_procedures=special_procedures(version),
        fee=version.fee,
        free_samples=FREE_SAMPLES,
        office=content.Office(
            place=f"{centre.name}{version.place or item.window.label}",
            hours=centre.hours,
            phone=item.window.phone or centre.phone,
            supervision_phones=tuple(filter(None, (centre.supervision_phone, "12345"))),
        ),
        first_responder=content.Contact(first.name, first.phone),
        told_by=content.Contact(me.name, me.phone),
        told_on=local_date(at),
    )


def _required(material: Material, *, all_shown: bool) -> content.RequiredMaterial:
    when = material.situation.name if all_shown and material.situation else ""
    return content.RequiredMaterial(material.name, form_words(material), material.source, when)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip()) or ("没有特别条件",)
