"""告知用语: the centre's own words, checked, previewed, every version kept; what must be told stays told."""

from __future__ import annotations

import pytest
from tests.factories import Town, make_person, make_town
from tests.telling.scene import NOW, VALUES, extended

from shouwen.journal.models import Entry
from shouwen.messages.policies import LONGEST
from shouwen.refusals import Refused
from shouwen.telling.models import Telling, TemplateText
from shouwen.telling.queries import text_versions
from shouwen.telling.shipped import BY_CODE, SHIPPED
from shouwen.telling.templates import Template, filled
from shouwen.telling.texts import preview_of, text_fits, write_text
from shouwen.telling.wording import letter_of, parts_of

OWN = "{中心}：{事项}（{编号}）延期{天数}天到{到期日}，因为{原因}。"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("template", SHIPPED, ids=lambda one: one.code)
def test_shipped_words_fit_their_own_rules(template: Template) -> None:
    assert text_fits(template, template.words, is_essential=template.is_essential) is None
    assert len(filled(template, template.words, template.longest)) <= LONGEST
    shown = filled(template, template.words, template.examples)
    assert "{" not in shown
    assert all(len(blank.example) <= blank.most for blank in template.all_blanks)
    assert not template.is_fixed or template.article or template.code == "plain"


def test_t3_the_centres_own_words_are_told_from_then_on(town: Town) -> None:
    before = extended(town, make_person(town.centre), "a")
    row = write_text(
        template="extended", words=OWN, is_essential=True, reason="短一点", seen=0, by=town.actor(town.office), at=NOW
    )
    assert row is not None
    told = extended(town, make_person(town.centre), "b")
    assert (
        told.words == "二坪镇便民服务中心：农村宅基地建房审批（办 26-00001）延期3天到10月26日 周一，因为现场还要复核。"
    )
    assert list(Telling.objects.order_by("pk").values_list("version", flat=True)) == [0, 1]
    assert extended(town, make_person(town.centre), "a").words == before.words
    entry = Entry.objects.get(action="telling.text")
    assert (entry.data["template"], entry.data["version"], set(entry.data["words"])) == ("extended", 1, {"words_sm3"})


@pytest.mark.parametrize(
    ("words", "is_essential", "code", "message"),
    [
        (" ", True, "text_missing", "还没有写话"),
        (OWN + "{到期", True, "brace_wrong", "花括号没有成对，一项要写成 {到期日} 这样"),
        (OWN + "{到期时间}", True, "blank_unknown", "不认识 {到期时间}"),
        ("{中心}：{事项}延期{天数}天到{到期日}。", True, "blank_missing", "少了 {原因}，这是必须告诉本人的"),
        (OWN, False, "must_be_told", "这是规定必须告知的，不能当成可以不发的提醒"),
        (
            OWN + "{原因}" * 2,
            True,
            "text_too_long",
            "太长了，填进最长的内容要 725 个字，要少写 225 个字",
        ),
    ],
)
def test_t3_words_that_would_not_tell_what_must_be_told_are_refused(
    town: Town, words: str, is_essential: bool, code: str, message: str
) -> None:
    with pytest.raises(Refused) as refused:
        write_text(
            template="extended", words=words, is_essential=is_essential, seen=0, by=town.actor(town.office), at=NOW
        )
    assert (refused.value.code, refused.value.message) == (code, message)
    assert TemplateText.objects.count() == 0


def test_only_the_office_and_the_administrator_write_the_words(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        write_text(template="extended", words=OWN, is_essential=True, seen=0, by=town.actor(town.he), at=NOW)
    assert refused.value.code == "not_for_texts"


def test_of_two_who_write_at_once_the_second_is_told(town: Town) -> None:
    office = town.actor(town.office)
    write_text(template="extended", words=OWN, is_essential=True, seen=0, by=office, at=NOW)
    with pytest.raises(Refused) as refused:
        write_text(template="extended", words=OWN + "谢谢。", is_essential=True, seen=0, by=office, at=NOW)
    assert refused.value.code == "text_changed"
    assert write_text(template="extended", words=OWN, is_essential=True, seen=1, by=office, at=NOW) is None


def test_every_version_is_kept_and_the_shipped_words_can_be_taken_back(town: Town) -> None:
    office, shipped = town.actor(town.office), BY_CODE["extended"].words
    write_text(template="extended", words=OWN, is_essential=True, seen=0, by=office, at=NOW)
    write_text(template="extended", words=shipped, is_essential=True, reason="用回原来的", seen=1, by=office, at=NOW)
    kept = text_versions(town.centre.pk, "extended")
    assert [(one.number, one.words, one.reason) for one in kept] == [(2, shipped, "用回原来的"), (1, OWN, "")]
    assert extended(town, make_person(town.centre)).words.startswith("【二坪镇便民服务中心】您办的")


def test_a_text_of_another_centre_is_not_ours(town: Town) -> None:
    other = make_town("other", town="三坪镇")
    write_text(template="extended", words=OWN, is_essential=True, seen=0, by=other.actor(other.office), at=NOW)
    assert extended(town, make_person(town.centre), values=VALUES).words.startswith("【二坪镇")


@pytest.mark.parametrize(("length", "parts"), [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (500, 8)])
def test_a_text_message_is_counted_in_parts_of_the_network(length: int, parts: int) -> None:
    assert parts_of("字" * length) == parts


def test_the_preview_shows_text_and_letter_with_example_values(town: Town) -> None:
    shown = preview_of(BY_CODE["promise_kept"], "【{中心}】{编号}：{结果}。", town.centre)
    assert (shown.text, shown.length, shown.parts) == ("【二坪镇便民服务中心】办 26-01873：路灯已经修好。", 29, 1)
    assert shown.longest == 30 + 2 + 20 + 1 + 200 + 1
    assert shown.letter == (
        "您好：\n\n　　办 26-01873：路灯已经修好。\n\n二坪镇便民服务中心\n二坪镇新街1号，电话 023-45670000"
    )
    assert letter_of(town.centre, "无抬头").startswith("您好：\n\n　　无抬头\n\n")
