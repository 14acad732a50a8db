"""Marks, chips and boxes: exact markup, since pages and scripts rely on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.test import RequestFactory

from shouwen.civil_time import instant
from shouwen.desk.icons import drawings, icon_svg
from shouwen.desk.parts import (
    Box,
    BoxTone,
    ChainLink,
    ClauseWords,
    Light,
    LightState,
    PersonChip,
    TimelineEvent,
    WayOut,
)
from shouwen.desk.search_words import keep
from shouwen.refusals import Refusal


def test_icon_is_inline_and_hidden_from_screen_readers(draw: Callable[..., str]) -> None:
    drawn = draw('{% icon "check" %}')
    assert drawn == '<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12.5l4.5 4.5L19 7.5"/></svg>'


def test_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError, match="nosuch"):
        icon_svg("nosuch")


def test_lights_have_seven_outlines() -> None:
    assert len({drawings()[f"l-{state}"] for state in LightState}) == 7


def test_light_is_outline_word_and_colour(draw: Callable[..., str]) -> None:
    assert draw('{% light "soon" "余 1 天" %}') == f'<span class="light soon">{icon_svg("l-soon")}余 1 天</span>'
    light = Light(LightState.OVER, "逾期 1 天")
    assert draw("{% light light %}", light=light) == f'<span class="light over">{icon_svg("l-over")}逾期 1 天</span>'


def test_kind_character_has_its_word(draw: Callable[..., str]) -> None:
    assert draw('{% kind "办" %}') == (
        '<span class="kind" title="办件"><span aria-hidden="true">办</span><span class="sr">办件</span></span>'
    )


def test_clause_chip_is_a_link_that_opens_in_place(draw: Callable[..., str]) -> None:
    assert draw('{% clause "T3" "限时办结制 第五条" %}') == (
        '<a class="clause" href="/clauses/T3/" data-pop aria-haspopup="dialog">限时办结制 第五条</a>'
    )


def test_keys_of_the_status_bar(draw: Callable[..., str]) -> None:
    assert draw('{% keys "F2 登记首问" "1·2·3 审查" %}') == (
        "<span><kbd>F2</kbd>登记首问</span><span><kbd>1 2 3</kbd>审查</span>"
    )


def test_names_are_escaped(draw: Callable[..., str]) -> None:
    drawn = draw("{% person chip %}", chip=PersonChip("<b>", "", ""))
    assert drawn == '<span class="person" data-person><b>&lt;b&gt;</b></span>'


def test_person_chip_shows_masks_and_asks_before_opening(draw: Callable[..., str]) -> None:
    chip = PersonChip("陈*木", "500151********001X", "138****0000", open_url="/people/1/open/")
    drawn = draw("{% person chip %}", chip=chip)
    assert '<span class="num"><span class="sr">证件号码</span>500151********001X</span>' in drawn
    assert '<a class="b txt" href="/people/1/open/" data-dialog>' in drawn
    assert drawn.endswith("看完整信息（留痕）</a></span>")


def test_person_chip_without_leave_to_open_has_no_button(draw: Callable[..., str]) -> None:
    assert "看完整信息" not in draw("{% person chip %}", chip=PersonChip("陈*木", "", "138****0000"))


def test_f2_chain_locks_the_first_responder_and_marks_who_answers_now(draw: Callable[..., str]) -> None:
    links = [
        ChainLink("首问负责人，一直不变", "邓白露　4号窗口", "9月15日 09:40", is_first=True),
        ChainLink("现在负责", "何谷雨　1号窗口", is_current=True),
        ChainLink("还要", "答复 陈*木", is_coming=True, icon="phone"),
    ]
    drawn = draw("{% chain links %}", links=links)
    assert f'<li class="first"><span class="nd">{icon_svg("lock")}</span>' in drawn
    assert f'<li class="cur" aria-current="step"><span class="nd">{icon_svg("check")}</span>' in drawn
    assert f'<li class="todo"><span class="nd">{icon_svg("phone")}</span>' in drawn
    assert "<em>首问负责人，一直不变</em><b>邓白露　4号窗口</b><small>9月15日 09:40</small>" in drawn


def test_f6_chain_shows_a_hand_over_that_fell_back(draw: Callable[..., str]) -> None:
    link = ChainLink("30 分钟没接收", "邓白露　4号窗口", fell_back=True)
    assert f'<li class="to"><span class="nd">{icon_svg("undo")}</span>' in draw("{% chain links %}", links=[link])


def test_refusal_box_says_what_why_and_the_way_out(draw: Callable[..., str]) -> None:
    refusal = Refusal("extension_used", "这件已经延过期", clause="T3", way_out="可以转交承办人")
    drawn = draw("{% refusal refusal ways %}", refusal=refusal, ways=[WayOut("转交承办人", "/x/")])
    assert drawn.startswith(f'<div class="say-no over" role="alert">{icon_svg("l-over")}<div><b>这件已经延过期</b>')
    assert "<p>可以转交承办人</p>" in drawn
    assert '<a class="b sm" href="/x/">转交承办人</a><a class="clause" href="/clauses/T3/"' in drawn


def test_done_box_is_a_status_not_an_alarm(draw: Callable[..., str]) -> None:
    drawn = draw("{% box box %}", box=Box("已转交", tone=BoxTone.OK))
    assert drawn.startswith('<div class="say-no ok" role="status">')


def test_paper_button_submits_or_links(draw: Callable[..., str]) -> None:
    button = draw('{% paper_button "出具《补正材料一次性告知书》" note="3 项" name="act" value="issue" %}')
    assert button.startswith('<button class="b paper" type="submit" name="act" value="issue" data-key="F9">')
    assert "出具《补正材料一次性告知书》　<small>3 项</small></span><kbd>F9</kbd></button>" in button
    again = draw('{% paper_button "再打一份 41号" url="/papers/41/" key="" again=True %}')
    assert again.startswith('<a class="b paper again" href="/papers/41/">')
    assert again.endswith("<span>再打一份 41号</span></a>")


def test_n4_review_switch_has_three_ways_and_their_keys(draw: Callable[..., str]) -> None:
    drawn = draw('{% review "m6" "defective" "建房设计图" %}')
    assert drawn.startswith('<span class="tri" role="radiogroup" aria-label="建房设计图">')
    assert '<input type="radio" name="m6" value="ok" data-key="1">' in drawn
    assert '<input type="radio" name="m6" value="missing" data-key="2">' in drawn
    assert '<input type="radio" name="m6" value="defective" checked data-key="3">' in drawn
    assert drawn.count("checked") == 1


def test_n4_review_sends_each_choice_when_told_where(draw: Callable[..., str]) -> None:
    drawn = draw('{% review "m6" post_url="/x/" target="#row-6" %}')
    assert drawn.count('hx-post="/x/" hx-trigger="change" hx-target="#row-6"') == 3
    assert "checked" not in drawn


def test_review_result_in_words(draw: Callable[..., str]) -> None:
    assert draw('{% review_result "missing" %}') == f'<span class="res m">{icon_svg("l-miss")}缺少</span>'
    assert draw('{% review_result "unreviewed" %}') == '<span class="meta">还没审</span>'


def test_reason_phrases_are_reached_with_f8(draw: Callable[..., str]) -> None:
    drawn = draw('{% phrases "reason" options chosen %}', options=["缺签名", "不是原件"], chosen=["缺签名"])
    assert '<input type="checkbox" name="reason" value="缺签名" checked data-key="F8" data-key-does="focus">' in drawn
    assert '<input type="checkbox" name="reason" value="不是原件"><span>' in drawn


def test_timeline_fills_the_dot_of_what_came_from_the_person(draw: Callable[..., str]) -> None:
    at = instant(datetime(2026, 9, 30, 15, 10))
    events = [TimelineEvent(at, "收到新交材料 3 份", "何谷雨", is_from_person=True), TimelineEvent(at, "恢复计时")]
    drawn = draw("{% timeline events %}", events=events)
    who = '<span class="who-did">何谷雨</span>'
    assert f'<li class="key"><span class="w"><span class="num">09-30 15:10</span>{who}</span>' in drawn
    assert '<span class="what">收到新交材料 3 份</span></li>' in drawn
    assert '<li><span class="w"><span class="num">09-30 15:10</span></span>' in drawn


def test_clause_words_are_quoted_or_marked_as_a_paraphrase(draw: Callable[..., str]) -> None:
    words = ClauseWords(
        "T3", "限时办结制 第五条", "最长不得超过5个工作日", "二坪府〔2023〕87号", ("一件只延一次（R11）",)
    )
    drawn = draw("{% clause_words words %}", words=words)
    assert '<p class="quote">最长不得超过5个工作日</p>' in drawn
    assert '<p class="src">本条对应的读法：一件只延一次（R11）</p>' in drawn
    own = ClauseWords("T3", "限时办结制 第五条", "延期不超过五天", "二坪府〔2023〕87号", is_quoted=False)
    assert "这是大意，原文还没读入" in draw("{% clause_words words %}", words=own)


def test_pager_keeps_the_search(draw: Callable[..., str]) -> None:
    request = RequestFactory().get("/cases/?q=chen&s=key&page=2")
    page = Paginator(range(70), 25).page(2)
    drawn = draw("{% pager page %}", page=page, request=request)
    assert "共 70 条，第 26–50 条" in drawn
    assert 'rel="prev" href="?s=key&amp;page=1" data-key="PageUp"' in drawn
    assert 'rel="next" href="?s=key&amp;page=3" data-key="PageDown"' in drawn
    assert "<span>2／3 页</span>" in drawn


def test_search_form_keeps_what_was_typed_and_the_filter(draw: Callable[..., str]) -> None:
    request = RequestFactory().get("/cases/?s=&state=open")
    request.session = {}
    request.GET = QueryDict(f"state=open&s={keep(request, '陈甲木')}")
    drawn = draw('{% search_form "编号、姓名" keep="state" %}', request=request)
    assert '<input type="search" name="q" value="陈甲木" placeholder="编号、姓名" autocomplete="off">' in drawn
    assert '<input type="hidden" name="state" value="open">' in drawn


def test_dates_as_a_clerk_writes_them(draw: Callable[..., str]) -> None:
    at = instant(datetime(2026, 10, 9, 9, 5))
    source = "{{ at|cn_day }} {{ at|cn_weekday }} {{ at|cn_time }} {{ at|cn_stamp }} {{ day|cn_full_day }}"
    assert draw(source, at=at, day=date(2026, 10, 10)) == "10月9日 周五 09:05 10-09 09:05 2026年10月10日"
