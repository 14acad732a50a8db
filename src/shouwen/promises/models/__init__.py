"""承诺, what was told of special circumstances, and 问责."""

from shouwen.promises.models.measure import Measure, RectifyRound
from shouwen.promises.models.promise import Circumstance, Promise

__all__ = ["Circumstance", "Measure", "Promise", "RectifyRound"]
