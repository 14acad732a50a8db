"""One door for papers: issued once with a number, opened, delivered, voided; every file taken out is logged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from shouwen.civil_time import local_date
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.papers import policies
from shouwen.papers.delivery_paper import delivery_content
from shouwen.papers.enums import DeliveryMeans, PaperFormat, PaperKind
from shouwen.papers.files import PaperFile, draw, file_of
from shouwen.papers.models import Delivery, Paper, Print, Rendition, VoidedPaper
from shouwen.papers.rendering import content as contents
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.models import Centre
from shouwen.refusals import refuse, refuse_if
from shouwen.sealing import key_ring

SAME_TAKING_MINUTES = 10
"""Within so many minutes the same person with the same file is one taking-out, however often the page is loaded."""


@one_change
def issue(
    *,
    kind: PaperKind,
    subject_kind: str,
    subject_id: int,
    build: Callable[[str], contents.Paper],
    by: Actor,
    at: datetime,
) -> Paper:
    """出具文书: takes the next number of its kind and year, and keeps the content `build(number)` gives, for good."""
    paper = prepare(kind=kind, subject_kind=subject_kind, subject_id=subject_id, build=build, by=by, at=at)
    paper.save(force_insert=True)
    journal.record(
        by=by,
        at=at,
        action="paper.issue",
        subject_kind=subject_kind,
        subject_id=subject_id,
        data={"paper": paper.number, "kind": kind, "hash": paper.content_hash},
    )
    return paper


def prepare(
    *,
    kind: PaperKind,
    subject_kind: str,
    subject_id: int,
    build: Callable[[str], contents.Paper],
    by: Actor,
    at: datetime,
) -> Paper:
    """An unsaved paper with its number (bulk loading saves many at once). Runs inside the caller's transaction."""
    year = local_date(at).year
    serial = serials.take(by.centre_id, f"paper/{kind}/{year}")
    mark = Centre.objects.values_list("paper_mark", flat=True).get(pk=by.centre_id)
    number = f"{mark}{kind.mark}〔{year}〕{serial}号"
    content = build(number)
    text = json.dumps(content.to_dict(), ensure_ascii=False, sort_keys=True)
    return Paper(
        centre_id=by.centre_id,
        kind=kind,
        year=year,
        serial=serial,
        number=number,
        subject_kind=subject_kind,
        subject_id=subject_id,
        content_sealed=key_ring().seal(text, place=_content_place(by.centre_id, number)),
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        template_version=content.template_version,
        issued_at=at,
        issued_by_id=by.staff_id,
    )


def content_of(paper: Paper) -> contents.Paper:
    """What a paper says."""
    text = key_ring().open(paper.content_sealed, place=_content_place(paper.centre_id, paper.number))
    return contents.content_from_dict(json.loads(text))


def open_file(*, paper: Paper, format: PaperFormat, by: Actor, at: datetime, reason: str = "") -> PaperFile:
    """打印或重印: the same bytes every time; who took which file when is logged and journalled, with the reason where one is needed.

    Drawn before the database is held; of two first ones at once the bytes that are kept first are given to both. What was voided
    is drawn with 作废 across it, beside the kept bytes. Raises Refused."""
    refuse_if(policies.may_open(paper, by=by, at=at, reason=reason))
    voided = VoidedPaper.objects.filter(paper=paper).select_related("by").first()
    refuse_if(policies.has_form(paper, format, is_voided=voided is not None))
    drawn = None
    if voided is not None or not Rendition.objects.filter(paper=paper, format=format).exists():
        drawn = draw(paper, content_of(paper), format, voided=voided)
    data = _take_out(paper, format, drawn, is_voided=voided is not None, reason=reason.strip(), by=by, at=at)
    return file_of(paper, format, data, is_voided=voided is not None)


@one_change
def _take_out(
    paper: Paper, format: PaperFormat, drawn: bytes | None, *, is_voided: bool, reason: str, by: Actor, at: datetime
) -> bytes:
    """Keep what was drawn if nothing is kept yet, log who took it, and give the bytes."""
    if is_voided and drawn is not None:
        data = drawn
    elif VoidedPaper.objects.filter(paper=paper).exists():
        raise refuse("paper_voided", f"{paper.number} 刚刚作废了", way_out="再打开一次，看盖了“作废”的")
    else:
        rendition = Rendition.objects.filter(paper=paper, format=format).first() or _archive(
            paper, format, drawn or b""
        )
        data = key_ring().open_bytes(rendition.sealed, place=_file_place(paper, format))
        if hashlib.sha256(data).hexdigest() != rendition.sha256:
            raise refuse("paper_damaged", f"{paper.number} 的存档对不上指纹，请报告管理办公室")
    if not reason and _is_reload(paper, format, by=by, at=at):
        return data
    reprint = _log_print(paper, format, by=by, at=at).reprint
    said: dict[str, object] = {"paper": paper.number, "format": format, "voided": is_voided}
    journal.record(
        by=by,
        at=at,
        action="paper.reprint" if reprint else "paper.print",
        subject_kind=paper.subject_kind,
        subject_id=paper.subject_id,
        data=said | ({"reason": journal.Words(reason)} if reason else {}),
    )
    return data


def _is_reload(paper: Paper, format: PaperFormat, *, by: Actor, at: datetime) -> bool:
    """The same person with the same file again within minutes: a page that was loaded anew, or looked at and then printed.

    Of two requests at once the later one may be written first, so the minutes count in both directions."""
    near = timedelta(minutes=SAME_TAKING_MINUTES)
    mine = Print.objects.filter(paper=paper, format=format, by_id=by.staff_id, at__gt=at - near, at__lt=at + near)
    return by.staff_id is not None and mine.exists()


def _log_print(paper: Paper, format: PaperFormat, *, by: Actor, at: datetime) -> Print:
    """The first print is the issue; of two first ones at once the database takes one, and the other is a reprint."""
    row = Print(centre_id=paper.centre_id, paper=paper, format=format, at=at, by_id=by.staff_id)
    row.reprint = Print.objects.filter(paper=paper, format=format).exists()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        row.reprint = True
        row.save(force_insert=True)
    return row


def _archive(paper: Paper, format: PaperFormat, data: bytes) -> Rendition:
    """Keep the bytes; of two at once, the first one's are kept."""
    sealed = key_ring().seal_bytes(data, place=_file_place(paper, format))
    try:
        with transaction.atomic():
            return Rendition.objects.create(
                centre_id=paper.centre_id,
                paper=paper,
                format=format,
                sha256=hashlib.sha256(data).hexdigest(),
                sealed=sealed,
            )
    except IntegrityError:
        return Rendition.objects.get(paper=paper, format=format)


@one_change
def void_paper(*, paper: Paper, reason: str, by: Actor, at: datetime) -> VoidedPaper:
    """作废: the paper keeps its number, its content and its archived bytes; what is printed from now on says 作废 across the page.

    A correction notice is refused here: it is voided with its case, which then no longer waits. Raises Refused."""
    refuse_if(policies.voided_by_itself(paper))
    voided: VoidedPaper = void_with_its_case(paper=paper, reason=reason, by=by, at=at)
    return voided


@one_change
def void_with_its_case(*, paper: Paper, reason: str, by: Actor, at: datetime) -> VoidedPaper:
    """作废 as part of a change that also sets right what the paper began (`cases.void_notice`). Raises Refused."""
    _hold(paper)
    refuse_if(policies.may_void(paper, reason=reason, by=by, at=at))
    row = VoidedPaper(centre_id=paper.centre_id, paper=paper, reason=reason.strip(), at=at, by_id=by.member_id)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as lost:
        raise refuse("paper_voided", f"{paper.number} 别人刚刚作废了") from lost
    _record(paper, "paper.void", by=by, at=at, data={"reason": journal.Words(row.reason)})
    return row


@one_change
def deliver(
    *, paper: Paper, means: DeliveryMeans, signed_by: str, delivered_at: datetime, by: Actor, at: datetime
) -> Delivery:
    """送达: when, how and into whose hands, with the numbered 送达回证 to sign. Once a paper. Raises Refused."""
    _hold(paper)
    refuse_if(policies.may_deliver(paper, signed_by=signed_by, delivered_at=delivered_at, by=by, at=at))
    delivered = content_of(paper)

    def build(number: str) -> contents.Paper:
        return delivery_content(
            delivered, means=means, signed_by=signed_by.strip(), delivered_at=delivered_at, number=number, by=by, at=at
        )

    receipt: Paper = issue(
        kind=PaperKind.DELIVERY_RECEIPT,
        subject_kind=paper.subject_kind,
        subject_id=paper.subject_id,
        build=build,
        by=by,
        at=at,
    )
    row = Delivery(
        centre_id=paper.centre_id,
        paper=paper,
        receipt=receipt,
        means=means,
        signed_by_sealed=key_ring().seal(signed_by.strip(), place=_signed_place(paper.centre_id, paper.pk)),
        delivered_at=delivered_at,
        noted_by_id=by.member_id,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as lost:
        raise refuse("delivered_already", f"{paper.number} 的送达别人刚刚登记了") from lost
    _record(paper, "paper.deliver", by=by, at=at, data={"means": means, "receipt": receipt.number})
    return row


def signed_by_of(delivery: Delivery) -> str:
    """Who signed for a paper, in clear."""
    return key_ring().open(delivery.signed_by_sealed, place=_signed_place(delivery.centre_id, delivery.paper_id))


def _hold(paper: Paper) -> None:
    """Void and delivery of one paper wait for each other."""
    Paper.objects.select_for_update().only("pk").get(pk=paper.pk)


def _record(paper: Paper, action: str, *, by: Actor, at: datetime, data: dict[str, object]) -> None:
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind=paper.subject_kind,
        subject_id=paper.subject_id,
        data={"paper": paper.number, **data},
    )


def _content_place(centre_id: int, number: str) -> str:
    return f"paper.content.{centre_id}/{number}"


def _signed_place(centre_id: int, paper_id: int) -> str:
    """A paper is delivered once, so its own number names the row."""
    return f"delivery.signed_by.{centre_id}/{paper_id}"


def _file_place(paper: Paper, format: PaperFormat) -> str:
    return f"paper.file.{paper.pk}/{format}"
