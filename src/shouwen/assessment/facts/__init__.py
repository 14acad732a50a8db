"""The facts of a month, in the form of the contract of `shouwen assess`, gathered from the record."""

from __future__ import annotations

from shouwen.assessment.facts.gather import facts_of_month

__all__ = ["facts_of_month"]
