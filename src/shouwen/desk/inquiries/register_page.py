"""登记首问: the page's data, and the one line that says what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.cases.received import clock_shown
from shouwen.desk.chinese_dates import clock_time, month_day
from shouwen.desk.inquiries.forms import RegisterForm
from shouwen.desk.inquiries.outcome import OutcomePart, outcome_part
from shouwen.desk.inquiries.precedents import Precedent, precedents
from shouwen.desk.inquiries.receivers import short_window
from shouwen.desk.inquiries.script import Script, Suggestions, script_of, suggestions
from shouwen.desk.inquiries.started import Started, sealed
from shouwen.desk.inquiries.words import by_when
from shouwen.desk.search_words import without_words
from shouwen.inquiries.enums import Channel, InquiryState, Outcome
from shouwen.inquiries.prospects import Prospects, prospects
from shouwen.inquiries.queries import last_asked_by_phone
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.promises.queries import promises_of
from shouwen.reception.actions import Received
from shouwen.refusals import Refusal

NEW = "/inquiries/new/"
CHANNEL_ICONS = {Channel.ON_SITE: "user", Channel.PHONE: "phone", Channel.ONLINE: "globe"}
CAME = {Channel.ON_SITE: "接待现场", Channel.PHONE: "接起来电", Channel.ONLINE: "接到网上咨询"}


@dataclass(frozen=True, slots=True)
class Caller:
    """这个号码 9月22日问过“残疾评定”，邓白露已答复."""

    day: str
    matter: str
    what: str
    url: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Everything the page shows."""

    form: RegisterForm
    outcome: OutcomePart
    started: Started
    token: str
    came: str
    place: str
    back: str
    back_words: str
    found: Suggestions
    precedents: Sequence[Precedent]
    script: Script | None
    caller: Caller | None
    refusal: Refusal | None

    @property
    def channels(self) -> list[tuple[Channel, str, str]]:
        """Value, icon and what the locked line says of it."""
        return [(channel, CHANNEL_ICONS[channel], CAME[channel]) for channel in Channel]

    @property
    def chosen_channel(self) -> str:
        return str(self.form["channel"].value() or Channel.ON_SITE)


def register_page(
    form: RegisterForm, actor: Actor, started: Started, *, back: str, at: datetime, refusal: Refusal | None = None
) -> RegisterPage:
    """The page, empty or with what was typed."""
    matter, item = str(form["matter"].value() or ""), whole(form["item"].value())
    found = suggestions(actor.centre_id, matter, at=at)
    shown = item or (found.rows[0].item_id if found.rows else None)
    situation = whole(form["situation"].value())
    return RegisterPage(
        form=form,
        outcome=outcome_part(form, actor, at=at),
        started=started,
        token=sealed(started, actor),
        came=clock_time(started.at),
        place=short_window(actor.window_label) if actor.window_label else "",
        back=back,
        back_words=back_words(back),
        found=found,
        precedents=precedents(actor.centre_id, matter, item_id=item, at=at) if matter.strip() else [],
        script=script_of(actor.centre_id, shown, situation_id=situation, at=at) if shown else None,
        caller=caller_of(actor.centre_id, str(form["phone"].value() or "")),
        refusal=refusal,
    )


def caller_of(centre_id: int, phone: str) -> Caller | None:
    """What this number asked last, told without the person's data."""
    last = last_asked_by_phone(centre_id, phone)
    if last is None:
        return None
    words = last.item.name if last.item else mask_words(last.matter)
    what = f"{last.told_by.name}已答复" if last.told_by and last.closed_at else f"还在{last.holder.name}手上"
    url = address_of(ClockKind.INQUIRY, last.number)
    return Caller(month_day(last.received_at), words if len(words) <= 14 else words[:13] + "…", what, url)


def back_of(request: HttpRequest) -> str:
    """Where the page was opened from: an address of our own, today's page if there is none."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    return own_address(request.POST.get("back") or came_from._replace(scheme="", netloc="").geturl())


def own_address(asked: str) -> str:
    """An address within the desk; today's page for any other, and for pages one doesn't go back to."""
    own = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    if not own or asked.startswith((NEW, "/login/", "/logout/")):
        return "/"
    return without_words(asked)[:300]


def back_words(back: str) -> str:
    """The page one goes back to, as a clerk calls it."""
    path = urlsplit(back).path
    parts = [part for part in path.split("/") if part]
    names = {"cases": "办", "inquiries": "问", "rulings": "请", "promises": "诺", "calls": "回"}
    if len(parts) == 2 and parts[0] in names and parts[1][:1].isdigit():
        return f"{names[parts[0]]} {parts[1]}"
    lists = {
        "inquiries": "首问登记簿",
        "cases": "办件",
        "guides": "指南",
        "registers": "台账",
        "sheets": "考核",
        "calls": "待回电",
    }
    return lists.get(parts[0], "刚才那一页") if parts else "今日"


def what_happened(received: Received, actor: Actor, *, at: datetime) -> str:
    """One line: what was done, and what comes next. Reads only what the sentence of the outcome names."""
    inquiry = received.inquiry
    person = inquiry.person.name_masked if inquiry.person else "本人"
    ahead = prospects(actor.centre_id, at=at)
    if received.case is not None:
        owed = clock_shown(received.case)
        by_then = by_when(owed.due_at if owed else at, at)
        if received.case.clock is None:
            return f"{received.case.number} 已收件，还没受理；{by_then}审完，要补的一次告知"
        return f"{received.case.number} 已受理，{by_then}办好"
    if inquiry.outcome == Outcome.HANDED_OVER:
        return _handed_over(inquiry, ahead, at=at)
    if inquiry.outcome == Outcome.RULING_ASKED:
        ruling, told = inquiry.rulings.last(), by_when(ahead.told, at)
        return f"{ruling.number if ruling else inquiry.number} 已请示管理办公室，{told}答复 {person}"
    if inquiry.outcome == Outcome.CLARIFYING:
        row = inquiry.clarifications.get(answered_at=None)
        return f"{row.number} 由你去问 {row.asked_of}，{month_day(row.promised_for)}前告诉 {person}"
    if inquiry.state == InquiryState.DECLINE_ASKED:
        return f"{inquiry.number} 已送复核，{by_when(ahead.ruling, at)}有结果；同意以前不算办不了"
    if inquiry.outcome == Outcome.UNRESOLVED:
        matter = inquiry.unresolved_matter
        return f"{matter.number} 已登记，管理办公室{by_when(ahead.settled, at)}给 {person} 结果"
    if inquiry.outcome == Outcome.PROMISED:
        promise = promises_of(actor.centre_id, [inquiry.pk])[inquiry.pk]
        return f"{promise.number} 已承诺 {person}，{month_day(promise.promised_for)}前办好"
    return f"{inquiry.number} 已答复 {person}，登记完了"


def _handed_over(inquiry: Any, ahead: Prospects, *, at: datetime) -> str:
    handover = inquiry.handovers.select_related("to_window", "to_staff", "to_department").last()
    if handover.to_department is not None:
        return f"{inquiry.number} 已转 {handover.to_department.name}，{by_when(ahead.department, at)}接收；没人接就退回给你"
    to = f"{handover.to_window.label} {handover.to_staff.name}"
    return f"{inquiry.number} 已转交，{to} {clock_time(ahead.accept)} 前接收；没人接就退回给你"


def whole(value: object) -> int | None:
    """A number of a form's field, typed or cleaned."""
    text = str(value if value is not None else "")
    return int(text) if text.isdecimal() and len(text) < 19 else None
