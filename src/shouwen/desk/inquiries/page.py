"""The page of one inquiry: what is so, who answers for it, and what this person may do with it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from shouwen.catalogue import queries as catalogue
from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import clock_for
from shouwen.clocks.standing import standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.inquiries.chain import chain_of, checked_words
from shouwen.desk.inquiries.forms import KeepForm, OutcomeForm, SettleForm
from shouwen.desk.inquiries.outcome import OutcomePart, kinds, outcome_part
from shouwen.desk.inquiries.panel_forms import PanelForm
from shouwen.desk.inquiries.panels import Panel, panel_of
from shouwen.desk.inquiries.script import Script, script_of, suggestions
from shouwen.desk.inquiries.timeline import events_of
from shouwen.desk.inquiries.words import MEANS, OUTCOMES, RARE
from shouwen.desk.lights import light_of
from shouwen.desk.papers.lines import PaperLine, line_of
from shouwen.desk.parts import ChainLink, Light, PersonChip, TimelineEvent
from shouwen.desk.promises.forms import TOLD_CHOICES, ToldForm
from shouwen.desk.supervision.events import with_supervision
from shouwen.desk.supervision.order_about import offered_link
from shouwen.inquiries import policies
from shouwen.inquiries.enums import AnswerCheck, Channel, DeclineState, InquiryState, Outcome, ToldBy
from shouwen.inquiries.queries import waiting_handover
from shouwen.journal.queries import of_subject
from shouwen.papers.queries import papers_of
from shouwen.people.actor import Actor
from shouwen.people.policies import may_serve
from shouwen.promises.policies import may_tell_circumstances
from shouwen.promises.queries import promises_of
from shouwen.reception.queries import case_of_inquiry
from shouwen.refusals import Refusal

_TO_SETTLE = frozenset(
    {
        InquiryState.OPEN,
        InquiryState.WITH_RECEIVER,
        InquiryState.RULED,
        InquiryState.CLARIFIED,
        InquiryState.UNRESOLVED,
        InquiryState.PROMISED,
    }
)
"""States in which somebody owes the person an outcome."""
_PROMISE_SAYS = "办好了就在上面兑现承诺"
_OFFICE_SAYS = "办不成事的结果由管理办公室写明，并告知本人"
_OTHER_WAY = {
    InquiryState.UNRESOLVED: "其实能办：受理为办件",
    InquiryState.PROMISED: "本人来申请了：受理为办件，承诺同时兑现；确实兑现不了：写明现在办不了",
}
"""What else can be done where the page waits for one thing: it stands folded below."""
_STATE_OF = {Outcome.DECLINED: InquiryState.DECLINE_ASKED}
"""To which state an outcome leads, where it isn't called the same."""


@dataclass(frozen=True, slots=True)
class InquiryPage:
    """Everything the page shows. `settle`: the outcomes, when at least one may be chosen; `why_not`: else the reason."""

    inquiry: Any
    state: str
    channel: str
    chip: PersonChip | None
    light: Light | None
    chain: Sequence[ChainLink]
    events: Sequence[TimelineEvent]
    papers: Sequence[PaperLine]
    prints: Sequence[Any]
    back: str
    promise: Any
    case: Any
    handover: Any
    panel: Panel | None
    sent_back: SentBack | None
    may_slip: bool
    other_way: str
    keep_form: OutcomeForm | None
    settle: OutcomePart | None
    why_not: Refusal | None
    script: Script | None
    may_notice: bool
    refusal: Refusal | None
    told_words: str
    order: tuple[str, str]
    circumstances: Circumstances | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """特殊情况 that the person may be told of before the time is over (服务承诺制度 第三条): kinds, means, what was typed."""

    kinds: Sequence[tuple[str, str]]
    means: Sequence[tuple[str, str]]
    form: PanelForm | None = None


@dataclass(frozen=True, slots=True)
class SentBack:
    """Why the inquiry is back: a refused hand-over, or a decline that the second person didn't agree to."""

    title: str
    why: str
    next: str


def inquiry_page(
    inquiry: Any,
    actor: Actor,
    form: OutcomeForm,
    *,
    at: datetime,
    refusal: Refusal | None = None,
    prints: Sequence[str] = (),
    back: str = "/",
    panel_form: PanelForm | None = None,
) -> InquiryPage:
    """The page for this person, now. `prints`: ids of papers just issued, to print first; `back`: where one came from;
    `panel_form`: what was typed in the panel and is wrong."""
    clock = clock_for(centre_id=inquiry.centre_id, kind=ClockKind.INQUIRY, subject_id=inquiry.pk)
    promise = promises_of(inquiry.centre_id, [inquiry.pk]).get(inquiry.pk)
    case = case_of_inquiry(inquiry.centre_id, inquiry.pk) if inquiry.state == InquiryState.TO_CASE else None
    owed = clock_for(centre_id=inquiry.centre_id, kind=ClockKind.PROMISE, subject_id=promise.pk) if promise else clock
    standing = standing_of(owed, at=at, by=Yardstick.of(inquiry.centre_id)) if owed else None
    handover = waiting_handover(inquiry)
    papers = list(papers_of(inquiry.centre_id, "inquiry", inquiry.pk))
    settle, why_not = _settle(inquiry, actor, form, at=at)
    shown = _whole(form["item"].value()) or inquiry.item_id
    may_keep = promise is not None and promise.is_open
    return InquiryPage(
        inquiry=inquiry,
        state=InquiryState(inquiry.state).label,
        channel=Channel(inquiry.channel).label,
        chip=_chip(inquiry, actor),
        light=light_of(standing, clock=clock) if standing else None,
        chain=chain_of(inquiry, clock=clock, promise=promise, case=case, at=at),
        events=with_supervision(
            events_of(
                of_subject(inquiry.centre_id, "inquiry", inquiry.pk),
                guides={one.version.item_id: one.version.item.name for one in inquiry.notices.all()},
            ),
            inquiry.centre_id,
            (inquiry.number,),
            labels={},
        ),
        papers=[line_of(one, by=actor, at=at) for one in papers],
        prints=[one for asked in prints for one in papers if str(one.pk) == asked],
        back=back,
        promise=promise,
        case=case,
        handover=handover,
        panel=panel_of(inquiry, actor, at=at, form=None if isinstance(panel_form, ToldForm) else panel_form),
        sent_back=_sent_back(inquiry),
        may_slip=handover is not None and policies.may_issue_slip(handover, by=actor) is None,
        other_way=_OTHER_WAY.get(InquiryState(inquiry.state), ""),
        keep_form=(form if isinstance(form, KeepForm) else KeepForm())
        if may_keep and policies.may_move(inquiry, InquiryState.ANSWERED, by=actor, at=at) is None
        else None,
        settle=settle,
        why_not=why_not,
        script=script_of(inquiry.centre_id, shown, situation_id=_whole(form["situation"].value()), at=at)
        if shown
        else None,
        may_notice=inquiry.item_id is not None
        and policies.may_give_notice(inquiry, is_reprint=bool(inquiry.notices.all()), by=actor, at=at) is None,
        order=offered_link(owed, by=actor, at=at),
        refusal=refusal,
        told_words=ToldBy(inquiry.told_by_means).label if inquiry.told_by_means else "",
        circumstances=_circumstances(inquiry, actor, clock, panel_form, at=at),
    )


def _circumstances(
    inquiry: Any, actor: Actor, clock: Any, form: PanelForm | None, *, at: datetime
) -> Circumstances | None:
    """While the answer is owed; of a promise they stand on its own page."""
    if inquiry.state == InquiryState.PROMISED or may_tell_circumstances(inquiry, clock=clock, by=actor, at=at):
        return None
    typed = form if isinstance(form, ToldForm) else None
    return Circumstances(kinds(inquiry.centre_id, "moved", on=local_date(at)), TOLD_CHOICES, typed)


def _chip(inquiry: Any, actor: Actor) -> PersonChip | None:
    if inquiry.person is None:
        return None
    person = inquiry.person
    address = tell = ""
    if may_serve(actor) is None:
        address, tell = (reverse(f"desk:person_{what}", args=[person.pk]) for what in ("open", "preference"))
    return PersonChip(person.name_masked, person.id_number_masked, person.phone_masked, address, tell_url=tell)


def _sent_back(inquiry: Any) -> SentBack | None:
    """Why an open inquiry came back to the first responder; nothing for one that never left."""
    if inquiry.state != InquiryState.OPEN:
        return None
    handover = inquiry.handovers.all()[len(inquiry.handovers.all()) - 1] if inquiry.handovers.all() else None
    decline = inquiry.declines.all()[len(inquiry.declines.all()) - 1] if inquiry.declines.all() else None
    if decline is not None and (handover is None or decline.proposed_at > handover.sent_at):
        if decline.state == DeclineState.WITHDRAWN:
            who = decline.withdrawn_by.name
            return SentBack(f"{who} 收回了不予受理，接着办", decline.withdrawn_words, "照新的情况办，重新给本人答复。")
        who = decline.decided_by.name if decline.decided_by else "复核人"
        return SentBack(f"{who} 不同意不予受理，退回接着办", decline.decision_words, "照复核意见办，重新给本人答复。")
    if handover is None or not handover.refused or handover.answer_check == AnswerCheck.REFUTED:
        return None
    place = handover.to_department.name if handover.to_department else handover.to_window.label
    return SentBack(
        f"{place} {handover.settled_by} 退回了转交{checked_words(handover)}",
        handover.return_reason,
        "先打电话核实。核实以前，不算对方退回。"
        if handover.answer_check == AnswerCheck.WAITING
        else "可以再转一家。再被退回，就由管理办公室裁定归谁办。",
    )


def _settle(
    inquiry: Any, actor: Actor, form: OutcomeForm, *, at: datetime
) -> tuple[OutcomePart | None, Refusal | None]:
    """The outcomes, each with the reason why it may not be chosen; nothing when none may."""
    if inquiry.state == InquiryState.PROMISED and isinstance(form, KeepForm):
        form = SettleForm(initial={"item": inquiry.item_id or "", "channel": inquiry.channel})
    reasons = {one.value: _may_not(inquiry, one.value, actor, at=at) for one in (*OUTCOMES, *RARE)}
    if inquiry.state not in _TO_SETTLE:
        return None, None
    if all(reasons.values()):
        return None, reasons[Outcome.TO_CASE]
    choices, rare = [
        [
            replace(one, button=one.label, why_not=refusal.message if (refusal := reasons[one.value]) else "")
            for one in some
        ]
        for some in (OUTCOMES, RARE)
    ]
    told, items = _answer_to_tell(inquiry), _items(inquiry, at)
    part = outcome_part(
        form,
        actor,
        at=at,
        choices=choices,
        rare=rare,
        ruling=told,
        items=items,
        idle="完成",
        asks_new_fact=policies.is_ruled_responsible(inquiry, by=actor),
        may_message=policies.may_be_messaged(inquiry.person, ToldBy.MESSAGE) is None,
    )
    return part, None


def _may_not(inquiry: Any, outcome: Outcome, actor: Actor, *, at: datetime) -> Refusal | None:
    to = _STATE_OF.get(outcome) or InquiryState(outcome.value)
    if refusal := policies.may_move(inquiry, to, by=actor, at=at):
        return refusal
    if inquiry.state == InquiryState.PROMISED and outcome not in (Outcome.TO_CASE, Outcome.NOT_POSSIBLE):
        return Refusal("promise_is_open", _PROMISE_SAYS)
    if inquiry.state == InquiryState.UNRESOLVED and outcome != Outcome.TO_CASE:
        return Refusal("unresolved_is_open", _OFFICE_SAYS)
    if outcome == Outcome.HANDED_OVER:
        return policies.may_hand_on(inquiry, by=actor)
    return policies.answer_checked(inquiry, outcome)


def _answer_to_tell(inquiry: Any) -> str:
    """What the office or a superior has answered and the person hasn't heard yet."""
    if inquiry.state == InquiryState.RULED:
        return next((one.answer for one in reversed(inquiry.rulings.all()) if one.answered_at), "")
    if inquiry.state == InquiryState.CLARIFIED:
        return next((one.answer for one in reversed(inquiry.clarifications.all()) if one.answered_at), "")
    return ""


def _items(inquiry: Any, at: datetime) -> list[tuple[int, str]]:
    """Items to accept: the inquiry's own first, then what its words may mean, then all."""
    begun = catalogue.versions_in_force(inquiry.centre_id, on=local_date(at))
    names = {item.pk: item.name for item in catalogue.items(inquiry.centre_id) if item.pk in begun}
    likely = [row.item_id for row in suggestions(inquiry.centre_id, inquiry.matter, at=at).rows]
    order = dict.fromkeys([*([inquiry.item_id] if inquiry.item_id else []), *likely, *names])
    return [(item_id, names[item_id]) for item_id in order if item_id in names]


def means_of(inquiry: Any) -> ToldBy:
    """How this person is told: as they came."""
    return MEANS[Channel(inquiry.channel)]


def address(inquiry: Any) -> str:
    """The page of an inquiry."""
    return address_of(ClockKind.INQUIRY, inquiry.number)


def _whole(value: object) -> int | None:
    text = str(value if value is not None else "")
    return int(text) if text.isdecimal() and len(text) < 19 else None
