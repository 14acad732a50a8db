"""一次性告知单 on paper（一次性告知制度 第四条）."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.factories import Town, civil, client_of, make_inquiry, make_item, make_person, make_town

from shouwen import civil_time
from shouwen.catalogue.actions import publish_version
from shouwen.catalogue.enums import MaterialForm
from shouwen.catalogue.models import ItemVersion, Material
from shouwen.catalogue.queries import guide_of
from shouwen.catalogue.questions import Answer, Question
from shouwen.civil_time import local_date
from shouwen.desk.inquiries.script import script_of
from shouwen.inquiries.enums import Channel, Outcome, ToldBy
from shouwen.inquiries.models import Inquiry, OneTimeNotice
from shouwen.inquiries.notice_message import message_words, why_no_message
from shouwen.inquiries.notice_paper import print_notice
from shouwen.messages.actions import note_fault, take, words_of
from shouwen.messages.enums import MessageChannel
from shouwen.messages.models import Message
from shouwen.papers.actions import content_of
from shouwen.papers.models import Paper
from shouwen.papers.rendering.content import OneTimeNotice as NoticeContent
from shouwen.people.models import Centre, Person
from shouwen.reception.actions import Received, receive
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


def test_n2_paper_page_message_and_script_tell_a_material_with_the_same_words(town: Town, guide: ItemVersion) -> None:
    Material.objects.filter(version=guide, name="两寸白底照片").update(
        criterion="近半年照的", is_minor=True, can_be_promised=True
    )
    Centre.objects.filter(pk=town.centre.pk).update(address="二坪镇府前路8号")
    told = "申请人自备；近半年照的；一时拿不到，可以先受理，以后补；可以写书面承诺代替"
    chosen = guide.situations.get(name="新办")

    notice = content(town, guide, "新办")
    script = script_of(town.centre.pk, guide.item_id, situation_id=chosen.pk, at=AT)
    page = Client().get("/g/CL01/?s=1").content.decode()

    assert notice.materials[1].source == told
    assert notice.office.place.endswith("4号 民政残联窗口（二坪镇府前路8号）")
    assert script is not None
    assert script.materials[1].detail == f"原件，{told}"
    assert script.steps.startswith("到4号 民政残联窗口（二坪镇府前路8号），")
    assert f"两寸白底照片（原件1份，{told}）" in message_words(guide, chosen)
    for words in ("申请人自备；近半年照的", "一时拿不到，可以先受理，以后补；可以写书面承诺代替", "二坪镇府前路8号"):
        assert words in page


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


def test_n2_the_paper_carries_the_code_of_the_public_guide_and_no_personal_data(town: Town, guide: ItemVersion) -> None:
    notice = content(town, guide, "智力精神类或未成年")

    assert notice.qr is not None
    assert notice.qr.address == "http://127.0.0.1:8000/g/CL01/?v=1&s=2"
    html = Client().get("/g/CL01/?v=1&s=2").content.decode()
    assert "监护人身份证" in html
    assert "周乙石" not in html


def newer(town: Town, guide: ItemVersion, **changes: object) -> ItemVersion:
    """A version that begins today, published while the notice is being made."""
    return publish_version(
        item=guide.item,
        guide=replace(guide_of(guide), **changes),  # type: ignore[arg-type]
        effective_from=local_date(AT),
        by=town.actor(town.office),
        at=AT,
    )


def tell(town: Town, guide: ItemVersion, means: ToldBy, *, situation: str = "", **more: Any) -> Received:
    chosen = guide.situations.get(name=situation) if situation else None
    return receive(
        channel=Channel.ON_SITE,
        visitor=Visitor(name="周乙石", phone="13800000000"),
        matter="想办残疾证",
        item_id=guide.item_id,
        outcome=Outcome.ANSWERED,
        told=Told("说清了", ToldBy.IN_PERSON),
        step=NextStep(situation_id=chosen.pk if chosen else None),
        notice_means=means,
        with_papers=means == ToldBy.PRINT,
        by=town.actor(town.he),
        at=AT,
        **more,
    )


@pytest.mark.parametrize("means", [ToldBy.PRINT, ToldBy.QR, ToldBy.IN_PERSON])
def test_n1_n2_a_guide_that_changes_while_the_notice_is_made_keeps_the_version_shown(
    town: Town, guide: ItemVersion, means: ToldBy
) -> None:
    second = newer(town, guide, fee="10 元")

    received = tell(town, guide, means, situation="新办", notice_version_id=guide.pk)

    notice = OneTimeNotice.objects.get()
    assert (notice.version, notice.situation, notice.told_by, notice.told_at) == (
        guide, guide.situations.get(name="新办"), town.he, AT,
    )  # fmt: skip
    assert received.newer_guide == second


def test_n2_the_version_in_force_is_told_when_none_was_shown(town: Town, guide: ItemVersion) -> None:
    second = newer(town, guide, fee="10 元")
    received = tell(town, guide, ToldBy.IN_PERSON)
    assert (OneTimeNotice.objects.get().version, received.newer_guide) == (second, None)


def test_n1_a_version_that_is_not_in_force_yet_is_not_told(town: Town, guide: ItemVersion) -> None:
    coming = publish_version(
        item=guide.item,
        guide=replace(guide_of(guide), fee="10 元"),
        effective_from=date(2026, 12, 1),
        by=town.actor(town.office),
        at=AT,
    )
    with pytest.raises(Refused) as caught:
        tell(town, guide, ToldBy.IN_PERSON, notice_version_id=coming.pk)
    assert caught.value.message == "第 2 版还没起用，请照现在的一版告知"
    assert (OneTimeNotice.objects.count(), Inquiry.objects.count()) == (0, 0)


def test_n2_a_shown_version_of_another_item_or_centre_is_not_told(town: Town, guide: ItemVersion) -> None:
    tell(town, guide, ToldBy.IN_PERSON, notice_version_id=town.house.pk)
    assert OneTimeNotice.objects.get().version == guide
    other = make_town("other", town="别镇")
    with pytest.raises(Refused) as caught:
        tell(other, guide, ToldBy.IN_PERSON, notice_version_id=guide.pk)
    assert caught.value.code == "item_unknown"


def test_n2_the_message_holds_the_four_facets_and_the_link(town: Town, guide: ItemVersion, settings: Settings) -> None:
    settings.SMS_URL = "https://gateway.invalid/send"
    tell(town, guide, ToldBy.MESSAGE, situation="新办")

    notice, message = OneTimeNotice.objects.get(), Message.objects.get()
    assert (notice.means, message.purpose) == (ToldBy.MESSAGE, f"one-time-notice/{notice.pk}")
    assert words_of(message) == (
        "【二坪镇便民服务中心】残疾人证办理受理（新办）。条件：本镇居民。"
        "材料：居民身份证及户口簿（原件1份，申请人自备）、两寸白底照片（原件1份，申请人自备）。"
        "怎么走：到4号 民政残联窗口（二坪镇新街1号），受理→审查→办结，15 个工作日。收费：不收费。"
        "全文和表格：http://127.0.0.1:8000/g/CL01/?v=1&s=1"
    )


def test_n2_a_message_that_was_given_up_is_seen_at_its_notice_and_told_to_who_told_it(
    town: Town, guide: ItemVersion, settings: Settings
) -> None:
    settings.SMS_URL = "https://gateway.invalid/send"
    tell(town, guide, ToldBy.MESSAGE, situation="新办")
    inquiry, message, client = Inquiry.objects.get(), Message.objects.get(), client_of(town.he)
    address = f"/inquiries/{inquiry.number[2:]}/"
    waiting = client.get(address).content.decode()
    letter = take(message_id=message.pk, at=AT)
    assert letter is not None
    settled = [note_fault(letter=letter, fault="号码在黑名单", is_final=True, at=AT) for _ in range(2)]
    failed = client.get(address).content.decode()

    assert settled == [True, False]
    assert ("短信待发" in waiting, "短信没发出去" in waiting) == (True, False)
    assert ("短信待发" in failed, "短信没发出去" in failed) == (False, True)
    assert "号码在黑名单。还没有告知到本人，请念给他听，或打印给他" in failed
    told = Message.objects.get(channel=MessageChannel.DESK)
    assert (told.staff_id, told.number, told.subject_id) == (town.he.pk, inquiry.number, inquiry.pk)
    assert message.person is not None
    assert words_of(told) == (
        f"给{message.person.name_masked}的短信没有发出去：号码在黑名单。"
        "还没有告知到本人，请打电话念给他听，或打印出来交给他。"
    )


def test_n2_without_a_gateway_no_message_is_offered_and_the_words_say_what_to_do(
    town: Town, guide: ItemVersion, settings: Settings
) -> None:
    settings.SMS_URL = ""
    assert why_no_message() == "这里还没有接短信，发不了：念给他听、请他扫码，或打印"
    with pytest.raises(Refused) as caught:
        tell(town, guide, ToldBy.MESSAGE)
    assert caught.value.code == "channel_not_set_up"
    assert (OneTimeNotice.objects.count(), Message.objects.count(), Inquiry.objects.count()) == (0, 0, 0)


def test_n2_a_guide_too_long_for_a_message_says_so_rather_than_leaving_a_facet_out(
    town: Town, guide: ItemVersion
) -> None:
    ItemVersion.objects.filter(pk=guide.pk).update(conditions="条件" * 300)
    guide.refresh_from_db()
    with pytest.raises(Refused) as caught:
        message_words(guide, None)
    assert (caught.value.message, caught.value.refusal.way_out) == (
        "这份指南太长，短信装不下",
        "打印给他，或请他扫码看",
    )


def test_n1_n2_the_clerk_is_told_on_the_page_that_a_newer_version_began(
    town: Town, guide: ItemVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    he = client_of(town.he)
    html = he.get("/inquiries/new/?item=CL01").content.decode()
    assert f'<input type="hidden" name="notice_version" value="{guide.pk}">' in html
    newer(town, guide, fee="10 元")
    sent = {
        "channel": "on_site", "name": "周乙石", "matter": "想办残疾证", "item": guide.item_id, "outcome": "answered",
        "words": "都说清了", "told": "1", "notice": "read", "notice_version": guide.pk,
        "started": re.findall(r'name="started" value="([^"]+)"', html)[0],
    }  # fmt: skip
    page = he.post("/inquiries/new/", sent, follow=True).content.decode()
    assert "残疾人证办理受理的第 2 版刚刚起用了：告知记的是你说的那一版，差别要补告诉本人" in page
    assert OneTimeNotice.objects.get().version == guide


def test_n2_questions_choose_the_situation_of_the_script(
    town: Town, guide: ItemVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    tree = (Question("满十八岁了吗？", (Answer("满了", "新办"), Answer("没有", "智力精神类或未成年"))),)
    newer(town, guide, questions=tree)
    he = client_of(town.he)
    first = he.post("/inquiries/new/script/", {"item": guide.item_id}).content.decode()
    assert "问：满十八岁了吗？" in first
    assert re.findall(r'name="asked" value="([^"]+)"', first) == ["0", "1"]
    assert 'name="situation"' not in first
    second = he.post("/inquiries/new/script/", {"item": guide.item_id, "asked": "1"}).content.decode()
    chosen = ItemVersion.objects.get(item=guide.item, number=2).situations.get(name="智力精神类或未成年")
    assert f'name="situation" value="{chosen.pk}" checked' in second
    assert "监护人身份证" in second
