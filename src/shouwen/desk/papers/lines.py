"""A paper as a line of a list: its files, what became of it, what may be done with it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from shouwen.cases.paper_policies import may_void_notice
from shouwen.cases.queries import notice_of_paper
from shouwen.desk.chinese_dates import clock_time, month_day
from shouwen.papers import policies
from shouwen.papers.actions import signed_by_of
from shouwen.papers.delivery_corrections import corrected_signer, reason_of, signer_now
from shouwen.papers.enums import DELIVERED_KINDS, NEVER_VOIDED, SLIP_KINDS, DeliveryMeans, PaperFormat, PaperKind
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal

_WRITTEN = "…"
"""Stands for words that are typed only once the button was pressed, so that their absence is no reason yet."""


@dataclass(frozen=True, slots=True)
class FileLink:
    """One form of a paper. What opens in the browser opens beside the page."""

    words: str
    url: str
    icon: str
    is_page: bool


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper. The addresses are empty where this person may not do it now; `cannot` says who can, where that is a question."""

    paper: Any
    kind: str
    files: Sequence[FileLink]
    state: str
    void_words: str
    delivery_words: str
    corrections: Sequence[str]
    receipt: Any
    deliver_url: str
    correct_url: str
    void_url: str
    cannot: Sequence[str]


def line_of(paper: Any, *, by: Actor, at: datetime) -> PaperLine:
    """The line of a paper that `papers_of` loaded."""
    kind, voided = PaperKind(paper.kind), getattr(paper, "voided", None)
    delivery = getattr(paper, "delivery", None)
    asks_delivery = kind in DELIVERED_KINDS and voided is None and delivery is None
    asks_void = kind not in {*NEVER_VOIDED, PaperKind.PROMISE_LETTER} and voided is None
    no_delivery = (
        policies.may_deliver(paper, signed_by=_WRITTEN, delivered_at=at, by=by, at=at) if asks_delivery else None
    )
    no_void = void_refusal(paper, by=by, at=at) if asks_void else None
    return PaperLine(
        paper=paper,
        kind=kind.label,
        files=files_of(paper, is_voided=voided is not None),
        state="作废" if voided else "已送达" if delivery else "",
        void_words=f"{_when(voided.at)} {voided.by.name}作废：{voided.reason}" if voided else "",
        delivery_words=_delivered(delivery) if delivery else "",
        corrections=_corrections(delivery) if delivery else (),
        receipt=_receipt(delivery) if delivery else None,
        correct_url=_correct_url(paper, by=by, at=at) if delivery else "",
        deliver_url=reverse("desk:paper_deliver", args=[paper.pk]) if asks_delivery and no_delivery is None else "",
        void_url=reverse("desk:paper_void", args=[paper.pk]) if asks_void and no_void is None else "",
        cannot=[
            f"{what}：{'；'.join(filter(None, (refusal.message, refusal.way_out)))}"
            for what, refusal in (("送达", no_delivery), ("作废", no_void))
            if refusal is not None
        ],
    )


def void_refusal(paper: Any, *, by: Actor, at: datetime) -> Refusal | None:
    """Why this person may not void a paper now. A correction notice stopped the clock of its case, so the case is asked too."""
    if refusal := policies.may_void(paper, reason=_WRITTEN, by=by, at=at):
        return refusal
    if paper.kind != PaperKind.CORRECTION_NOTICE:
        return None
    return may_void_notice(notice_of_paper(paper.centre_id, paper.pk), by=by, at=at)


def files_of(paper: Any, *, is_voided: bool) -> list[FileLink]:
    """The forms there are: PDF; DOCX unless the paper was voided; the slip where the kind has one."""
    wanted = [(PaperFormat.PDF, "PDF", "print")]
    if paper.kind in SLIP_KINDS:
        wanted.append((PaperFormat.SLIP, "小票", "print"))
    if not is_voided:
        wanted.append((PaperFormat.DOCX, "DOCX", "down"))
    return [
        FileLink(words, reverse("desk:paper_file", args=[paper.pk, form.value]), icon, form != PaperFormat.DOCX)
        for form, words, icon in wanted
    ]


def _when(moment: datetime) -> str:
    return f"{month_day(moment)} {clock_time(moment)}"


def _delivered(delivery: Any) -> str:
    return f"{_when(delivery.delivered_at)} {DeliveryMeans(delivery.means).label}，{signer_now(delivery)}签收"


def _corrections(delivery: Any) -> list[str]:
    """Each correction, the oldest first: what stood before it, who put it right, and why."""
    found, before = [], signed_by_of(delivery)
    for one in delivery.corrections.all():
        who = f"{_when(one.corrected_at)} {one.corrected_by.name}"
        found.append(f"{who}更正签收人：原记{before}，改为{corrected_signer(one)}，{reason_of(one)}")
        before = corrected_signer(one)
    return found


def _receipt(delivery: Any) -> Any:
    """The receipt that is to be signed: of the last correction, else of the delivery."""
    corrections = list(delivery.corrections.all())
    return corrections[-1].receipt if corrections else delivery.receipt


def _correct_url(paper: Any, *, by: Actor, at: datetime) -> str:
    refusal = policies.may_correct_delivery(paper, signed_by=_WRITTEN, reason=_WRITTEN * 2, by=by, at=at)
    return reverse("desk:paper_delivery_correct", args=[paper.pk]) if refusal is None else ""
