"""The parts of the desk's pages as template tags; built into every template (see settings). docs/desk-parts.md lists them.

Marks drawn many times on a page (icon, light, kind, clause) are plain strings, cached; larger parts are templates in `desk/parts/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from shouwen.civil_time import local_date
from shouwen.clocks.opening_times import times_words
from shouwen.clocks.recomputation import is_recomputing
from shouwen.desk import chinese_dates
from shouwen.desk.cap_bar import CapBar, draw_cap_bar
from shouwen.desk.icons import icon_svg
from shouwen.desk.parts import (
    REVIEW_MARKS,
    Box,
    BoxTone,
    CapPiece,
    ChainLink,
    ClauseWords,
    Light,
    LightState,
    PersonChip,
    SheetGroup,
    TimelineEvent,
    Trace,
    WayOut,
)
from shouwen.desk.search_words import WORDS, words_of
from shouwen.desk.strip import Strip
from shouwen.desk.strip.minutes import MinuteStrip
from shouwen.people.masks import mask_words
from shouwen.refusals import Refusal

register = template.Library()

KIND_NAMES = {
    "问": "首问",
    "办": "办件",
    "接": "待我接收",
    "诺": "承诺",
    "请": "请示",
    "任": "上级任务",
    "诉": "投诉",
    "改": "限期改正",
    "释": "释明",
    "南": "办事指南",
    "电": "来电",
    "转": "转办",
    "难": "办不成事",
    "信": "消息",
}

register.filter("cn_day", chinese_dates.month_day)
register.filter("cn_weekday", chinese_dates.weekday)
register.filter("cn_day_week", chinese_dates.day_and_weekday)
register.filter("cn_full_day", chinese_dates.full_day)
register.filter("cn_time", chinese_dates.clock_time)
register.filter("cn_stamp", chinese_dates.stamp)
register.filter("masked_words", mask_words)


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "home" %}`: an inline drawing of icons.svg."""
    return icon_svg(name)


@register.simple_tag
def light(what: Light | str, words: str = "") -> SafeString:
    """到期灯: `{% light row.light %}` or `{% light "ok" "余 2 天" %}`."""
    if not isinstance(what, Light):
        return _light(LightState(what), words)
    return _light_with_why(what) if what.why_url else _light(what.state, what.words)


def _light_with_why(light: Light) -> SafeString:
    """The light as a link to how its due date came about; in a chosen row the key T opens it."""
    why = "有一年的放假安排还没公布，公布后重算" if light.is_provisional else ""
    return format_html(
        '<a class="light {}" href="{}" data-dialog="due-dialog" data-key="t" title="到期日怎么算出来的">{}{}{}</a>',
        light.state.value,
        light.why_url,
        icon_svg(f"l-{light.state.value}"),
        format_html('<small title="{}">暂定</small>', why) if why else "",
        light.words,
    )


@lru_cache(maxsize=512)
def _light(state: LightState, words: str) -> SafeString:
    return format_html('<span class="light {}">{}{}</span>', state.value, icon_svg(f"l-{state.value}"), words)


@register.simple_tag
def pill(state: str, words: str) -> SafeString:
    """A light in a tinted pill: `{% pill "ok" "在岗" %}`."""
    drawing = icon_svg("info" if state == "info" else f"l-{LightState(state).value}")
    return format_html('<span class="pill {}">{}{}</span>', state, drawing, words)


@register.simple_tag
def kind(sign: str) -> SafeString:
    """事类字: `{% kind "办" %}`, the first character of the number, with its name for screen readers."""
    return _kind(sign)


@lru_cache(maxsize=32)
def _kind(sign: str) -> SafeString:
    name = KIND_NAMES.get(sign, sign)
    return format_html(
        '<span class="kind" title="{}"><span aria-hidden="true">{}</span><span class="sr">{}</span></span>',
        name,
        sign,
        name,
    )


@register.simple_tag
def clause(code: str, title: str = "") -> SafeString:
    """条款: `{% clause "T3" "限时办结制 第五条" %}`, a chip that opens the words, the document and the reading."""
    return _clause(code, title or code)


@lru_cache(maxsize=512)
def _clause(code: str, title: str) -> SafeString:
    return format_html(
        '<a class="clause" href="{}" data-pop aria-haspopup="dialog">{}</a>', reverse("desk:clause", args=[code]), title
    )


@register.simple_tag
def cover(name: str = "") -> SafeString:
    """代 + name: a row taken over for somebody (AB岗)."""
    return format_html('<span class="cover">代{}</span>', f" {name}" if name else "")


@register.simple_tag
def keys(*pairs: str) -> SafeString:
    """Keys of the status bar: `{% keys "F2 登记首问" "↑↓ 选择" %}`; key and words are split at the first space, `·` joins keys."""
    split = (pair.split(" ", 1) for pair in pairs)
    return format_html_join(
        "", "<span><kbd>{}</kbd> {}</span>", ((key.replace("·", " "), words) for key, words in split)
    )


@register.simple_tag
def review_result(value: str) -> SafeString:
    """The result of a review as words: ✓ 合格."""
    for mark in REVIEW_MARKS:
        if mark.value == value:
            return format_html('<span class="res {}">{}{}</span>', mark.tint, icon_svg(mark.icon), mark.word)
    return format_html('<span class="meta">{}</span>', "还没审")


@register.simple_tag
def field_error(errors: Sequence[str], field_id: str = "") -> SafeString:
    """The words under a field that was filled in wrongly; nothing without an error."""
    if not errors:
        return SafeString("")
    words = "；".join(str(error) for error in errors)
    return format_html('<p class="badly" id="{}-error">{}{}</p>', field_id, icon_svg("l-over"), words)


@register.inclusion_tag("desk/parts/strip.html")
def strip(strip: Strip, *, legend: bool = True, clauses: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """时限尺: `{% strip page.strip clauses=page.clauses %}`; `legend=False` leaves out heading and legend.

    `clauses` are pairs of code and title, drawn as chips beside the legend.
    """
    return {"strip": strip, "legend": legend, "clauses": clauses}


@register.inclusion_tag("desk/parts/minutes.html")
def minutes(strip: MinuteStrip, *, clauses: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """时限尺 in opening minutes: `{% minutes page.minutes clauses=page.clauses %}`."""
    return {"strip": strip, "clauses": clauses}


@register.simple_tag(takes_context=True)
def opening_hours(context: dict[str, Any], centre: Any) -> str:
    """办公时间 of a centre today, with its extended service: `{% opening_hours centre %}`; pages for the public too."""
    return times_words(centre.pk, local_date(context["request"].at))


@register.simple_tag(takes_context=True)
def recomputing(context: dict[str, Any]) -> SafeString:
    """正在重算, on every page between a change of the calendar and the end of the job."""
    actor = context.get("actor")
    if not actor or not is_recomputing(actor.centre_id):
        return SafeString("")
    return format_html('<a href="{}">{}到期日正在重算</a>', reverse("desk:moves"), icon_svg("clock"))


@register.inclusion_tag("desk/parts/chain.html")
def chain(links: Sequence[ChainLink]) -> dict[str, Any]:
    """责任链: `{% chain page.chain %}`."""
    return {"links": links}


@register.inclusion_tag("desk/parts/person.html")
def person(chip: PersonChip) -> dict[str, Any]:
    """人: `{% person page.person %}`, masked, with the button that asks for a reason."""
    return {"chip": chip}


@register.inclusion_tag("desk/parts/clause_words.html")
def clause_words(words: ClauseWords) -> dict[str, Any]:
    """The words of a clause, its document and the readings that apply."""
    return {"words": words}


@register.inclusion_tag("desk/parts/timeline.html")
def timeline(events: Sequence[TimelineEvent]) -> dict[str, Any]:
    """经过: `{% timeline page.events %}`."""
    return {"events": events}


@register.inclusion_tag("desk/parts/box.html")
def box(box: Box) -> dict[str, Any]:
    """A box that says no, yes-but, or done: `{% box page.box %}`."""
    return {"box": box, "icon_name": {BoxTone.OVER: "l-over", BoxTone.SOON: "l-soon", BoxTone.OK: "l-ok"}[box.tone]}


@register.inclusion_tag("desk/parts/box.html")
def refusal(refusal: Refusal, ways: Sequence[WayOut] = ()) -> dict[str, Any]:
    """A domain refusal in the same box: `{% refusal page.refusal %}`; `ways` are the links out."""
    return {"box": Box(refusal.message, refusal.way_out, ways=ways, clause=refusal.clause), "icon_name": "l-over"}


@register.inclusion_tag("desk/parts/paper_button.html")
def paper_button(
    words: str, *, note: str = "", key: str = "F9", url: str = "", again: bool = False, name: str = "", value: str = ""
) -> dict[str, Any]:
    """The folded-corner button that makes a numbered paper; with `url` a link, else a submit button. `again` prints it again."""
    return {"words": words, "note": note, "key": key, "url": url, "again": again, "name": name, "value": value}


@register.inclusion_tag("desk/parts/review.html")
def review(name: str, value: str = "", label: str = "", *, post_url: str = "", target: str = "") -> dict[str, Any]:
    """合格 缺少 不符合: radios called `name`. With `post_url` each choice is sent at once and the answer replaces `target`."""
    return {"marks": REVIEW_MARKS, "name": name, "value": value, "label": label, "post_url": post_url, "target": target}


@register.inclusion_tag("desk/parts/phrases.html")
def phrases(name: str, options: Sequence[str], chosen: Sequence[str] = (), label: str = "常用原因") -> dict[str, Any]:
    """Reason phrases as chips (checkboxes called `name`), reached with F8."""
    return {"name": name, "options": options, "chosen": chosen, "label": label}


@register.inclusion_tag("desk/parts/pager.html", takes_context=True)
def pager(context: dict[str, Any], page: Page[Any]) -> dict[str, Any]:
    """Pages of a list, keeping the other words of the query: `{% pager page %}`."""
    query = context["request"].GET.copy()
    query.pop(WORDS, None)
    return {"page": page, "query": query}


@register.inclusion_tag("desk/parts/search_form.html", takes_context=True)
def search_form(context: dict[str, Any], placeholder: str, *, keep: str = "") -> dict[str, Any]:
    """The search line of a list (its view is `searched`). `keep`: names of filters of the address to keep, by spaces."""
    request: HttpRequest = context["request"]
    kept = [(word, request.GET[word]) for word in keep.split() if request.GET.get(word)]
    return {
        "placeholder": placeholder,
        "name": WORDS,
        "value": words_of(request),
        "kept": kept,
        "path": request.path,
    }


@register.inclusion_tag("desk/parts/empty.html")
def empty(
    icon_name: str, title: str, words: str = "", *, url: str = "", link: str = "", key: str = ""
) -> dict[str, Any]:
    """Nothing here: what is so, and the next thing."""
    return {"icon_name": icon_name, "title": title, "words": words, "url": url, "link": link, "key": key}


@register.inclusion_tag("desk/parts/sheet_rows.html")
def sheet_rows(groups: Sequence[SheetGroup]) -> dict[str, Any]:
    """The lines of a month sheet in groups: `<tbody>` rows for a `<table class="t">` with four columns."""
    return {"groups": groups}


@register.inclusion_tag("desk/parts/trace.html")
def trace(trace: Trace) -> dict[str, Any]:
    """条 读 事 算: how a number came about."""
    bar: CapBar | None = draw_cap_bar(trace.cap_pieces, trace.cap) if trace.cap and trace.cap_pieces else None
    return {"trace": trace, "bar": bar}


@register.inclusion_tag("desk/parts/cap_bar.html")
def cap_bar(pieces: Sequence[CapPiece], cap: int) -> dict[str, Any]:
    """The cap bar alone, to scale."""
    return {"bar": draw_cap_bar(pieces, cap)}


@register.simple_tag
def moment(at: date | datetime) -> SafeString:
    """A time element: `10月9日 周五 10:47` with its machine-readable value."""
    words = chinese_dates.day_and_weekday(at)
    if isinstance(at, datetime):
        words += " " + chinese_dates.clock_time(at)
    return format_html('<time class="num" datetime="{}">{}</time>', at.isoformat(), words)
