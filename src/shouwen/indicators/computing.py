"""All figures of a month, from the record alone."""

from __future__ import annotations

from shouwen.clocks.models import Clock
from shouwen.indicators.facts.answers import answers
from shouwen.indicators.facts.complaints import complaints
from shouwen.indicators.facts.conduct import conduct
from shouwen.indicators.facts.limits import limits
from shouwen.indicators.facts.parts import Figures
from shouwen.indicators.periods import Span


def figures_of(span: Span) -> Figures:
    """What the record says of the part of the month that is over. The same record gives the same figures."""
    return {**limits(span), **answers(span), **conduct(span), **complaints(span)}


def has_record(span: Span) -> bool:
    """Whether anything was begun in the month: a centre has no figures of the time before it had a record."""
    return Clock.objects.filter(centre_id=span.centre_id, started_at__gte=span.start, started_at__lt=span.end).exists()
