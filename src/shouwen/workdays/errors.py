"""What calendar arithmetic refuses, in words that can be shown to a user."""

from __future__ import annotations


class CalendarRangeError(ValueError):
    """A day, or the result of a count, lies outside the years that the calendar can reckon with."""


class OpenExclusionError(CalendarRangeError):
    """The day asked for lies behind an excluded span that has no end yet, so nobody can name it."""
