"""一次性告知单 on paper（一次性告知制度 第四条）."""

from __future__ import annotations

import pytest
from tests.factories import Town, civil, make_inquiry, make_item, make_person, make_town

from shouwen.catalogue.enums import MaterialForm
from shouwen.catalogue.models import ItemVersion, Material
from shouwen.inquiries.enums import Channel, Outcome, ToldBy
from shouwen.inquiries.models import Inquiry, OneTimeNotice
from shouwen.inquiries.notice_paper import print_notice
from shouwen.papers.actions import content_of
from shouwen.papers.models import Paper
from shouwen.papers.rendering.content import OneTimeNotice as NoticeContent
from shouwen.people.models import Person
from shouwen.reception.actions import receive
from shouwen.reception.step import NextStep, Told, Visitor
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def guide(town: Town) -> ItemVersion:
    """残疾人证: an id card and photographs always, the guardian's card in one situation only."""
    version = make_item(
        town.civil_affairs,
        "残疾人证办理受理",
        code="CL01",
        promised_limit=15,
        legal_limit=30,
        materials=("居民身份证及户口簿", "两寸白底照片"),
        situations=("新办", "智力精神类或未成年"),
    )
    guardian = version.situations.get(name="智力精神类或未成年")
    Material.objects.create(
        centre=town.centre,
        version=version,
        position=3,
        name="监护人身份证",
        form=MaterialForm.COPY,
        situation=guardian,
        source="本人携带",
        copies=2,
    )
    ItemVersion.objects.filter(pk=version.pk).update(publicity_days=5, special_procedures=["公示", "医院评定"])
    version.refresh_from_db()
    return version


def content(town: Town, guide: ItemVersion, situation: str = "") -> NoticeContent:
    inquiry = make_inquiry(town.actor(town.he), at=AT, person=make_person(town.centre, "周乙石"))
    Inquiry.objects.filter(pk=inquiry.pk).update(holder=town.deng)
    inquiry.refresh_from_db()
    chosen = guide.situations.get(name=situation) if situation else None
    notice = print_notice(inquiry=inquiry, version=guide, situation=chosen, by=town.actor(town.deng), at=AT)
    assert notice.paper is not None
    written = content_of(notice.paper)
    assert isinstance(written, NoticeContent)
    return written


def test_n2_the_four_facets_and_the_limit_are_on_the_paper(town: Town, guide: ItemVersion) -> None:
    notice = content(town, guide, "新办")

    assert (notice.number, notice.reference, notice.guide_version) == ("二坪便告〔2026〕1号", "问 261009-01", 1)
    assert (notice.conditions, notice.steps, notice.fee) == (("本镇居民",), ("受理", "审查", "办结"), "不收费")
    assert [(one.name, one.form, one.source) for one in notice.materials] == [
        ("居民身份证及户口簿", "原件1份", "申请人自备"),
        ("两寸白底照片", "原件1份", "申请人自备"),
    ]
    assert (notice.legal_workdays, notice.promised_workdays) == (30, 15)
    assert notice.special_procedures == ("医院评定", "公示 5 天")
    assert notice.free_samples == "窗口免费领取表格和填写样表"
    assert (notice.person, notice.situation, notice.told_by.name) == ("周乙石", "新办", "邓白露")
    assert notice.first_responder.name == "何谷雨"


def test_n2_only_the_materials_of_the_situation_are_told(town: Town, guide: ItemVersion) -> None:
    materials = content(town, guide, "智力精神类或未成年").materials

    assert [(one.name, one.form, one.needed_when) for one in materials][-1] == ("监护人身份证", "复印件2份", "")
    assert len(materials) == 3


def test_n2_without_a_chosen_situation_each_material_says_when_it_is_needed(town: Town, guide: ItemVersion) -> None:
    materials = content(town, guide).materials

    assert [(one.name, one.needed_when) for one in materials] == [
        ("居民身份证及户口簿", ""),
        ("两寸白底照片", ""),
        ("监护人身份证", "智力精神类或未成年"),
    ]


def test_n2_paper_and_record_are_one_change(town: Town, guide: ItemVersion) -> None:
    inquiry = make_inquiry(town.actor(town.he), at=AT)
    other = make_item(town.general, "别的事项", situations=("一种",)).situations.get()

    with pytest.raises(Refused) as caught:
        print_notice(inquiry=inquiry, version=guide, situation=other, by=town.actor(town.he), at=AT)

    assert caught.value.code == "situation_of_another_version"
    assert (Paper.objects.count(), OneTimeNotice.objects.count()) == (0, 0)


def test_n2_f6_register_page_gives_both_papers_in_one_change(town: Town, guide: ItemVersion) -> None:
    received = receive(
        channel=Channel.ON_SITE,
        visitor=Visitor(name="周乙石"),
        matter="想办残疾证",
        item_id=guide.item_id,
        outcome=Outcome.HANDED_OVER,
        told=Told("请到 4 号窗口", ToldBy.IN_PERSON),
        step=NextStep(to_window_id=town.civil_affairs.pk, to_staff_id=town.deng.pk),
        notice_means=ToldBy.PRINT,
        with_papers=True,
        by=town.actor(town.he),
        at=AT,
    )

    assert [paper.number for paper in received.papers] == ["二坪便告〔2026〕1号", "二坪便转〔2026〕1号"]
    notice = OneTimeNotice.objects.get(inquiry=received.inquiry)
    assert (notice.means, notice.paper_id) == (ToldBy.PRINT, received.papers[0].pk)


def test_n2_a_refused_outcome_leaves_no_paper_and_no_number_behind(town: Town, guide: ItemVersion) -> None:
    with pytest.raises(Refused):
        receive(
            channel=Channel.PHONE,
            visitor=Visitor(name="周乙石"),
            matter="想办残疾证",
            item_id=guide.item_id,
            outcome=Outcome.ANSWERED,
            told=Told("说清了", ToldBy.PHONE),
            step=NextStep(),
            notice_means=ToldBy.PRINT,
            with_papers=True,
            by=town.actor(town.he),
            at=AT,
        )

    assert (Paper.objects.count(), Inquiry.objects.count(), Person.objects.count()) == (0, 0, 0)
    assert make_inquiry(town.actor(town.he), at=AT).number == "问 261009-01"
