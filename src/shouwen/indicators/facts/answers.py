"""首问的答复、一次告知、出错重来 (首问负责制度, 一次性告知制度): from inquiries, correction notices and voided papers."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count

from shouwen.cases.enums import CaseState
from shouwen.cases.models import CorrectionNotice
from shouwen.civil_time import start_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.indicators.definitions import AT_ONCE_MINUTES
from shouwen.indicators.facts.limits import minutes_until
from shouwen.indicators.facts.parts import UNANSWERED, Figures, Parts, spread
from shouwen.indicators.periods import Span
from shouwen.inquiries.enums import Channel
from shouwen.inquiries.models import Inquiry
from shouwen.papers.models import VoidedPaper

AT_ONCE = timedelta(minutes=AT_ONCE_MINUTES)


def answers(span: Span) -> Figures:
    """First answers, answers on the spot, corrections told once, papers and notices that went wrong.

    Who came today may still be waiting: a running month has its inquiries up to yesterday."""
    by = Yardstick.of(span.centre_id)
    waits, at_once, seen = [], 0, 0
    rows = Inquiry.objects.filter(
        centre_id=span.centre_id,
        received_at__gte=span.start,
        received_at__lt=span.end if span.is_over else start_of(span.last_day),
        channel__in=(Channel.ON_SITE, Channel.PHONE),
    )
    fields = ("channel", "received_at", "first_answer_at", "told_at", "told_by_id", "first_responder_id")
    for channel, received, answered, told, teller, responder in rows.values_list(*fields):
        seen += 1
        if channel == Channel.ON_SITE:
            waits.append(minutes_until(received, answered, by) if answered and answered < span.end else UNANSWERED)
        at_once += told is not None and told < span.end and told - received <= AT_ONCE and teller == responder
    return {
        "first_answer_minutes": spread(waits),
        "answered_at_once": {"n": at_once, "of": seen},
        "told_once": _told_once(span),
        "errors": {"n": _voided(span) + _asked_again(span)},
    }


def _told_once(span: Span) -> Parts:
    """Of the cases concluded, those that needed a correction, and those that needed one only."""
    notices = CorrectionNotice.objects.filter(
        centre_id=span.centre_id,
        case__state=CaseState.CONCLUDED,
        case__closed_at__gte=span.start,
        case__closed_at__lt=span.end,
    )
    counts = list(notices.order_by().values_list("case_id").annotate(count=Count("pk")).values_list("count", flat=True))
    return {"n": counts.count(1), "of": len(counts)}


def _voided(span: Span) -> int:
    return VoidedPaper.objects.filter(centre_id=span.centre_id, at__gte=span.start, at__lt=span.end).count()


def _asked_again(span: Span) -> int:
    rows = CorrectionNotice.objects.filter(centre_id=span.centre_id, repeats_old_material=True)
    return rows.filter(issued_at__gte=span.start, issued_at__lt=span.end).count()
