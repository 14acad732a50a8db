"""One published figure: its definition, what may be said of it, and whether the target was met by what is said."""

from __future__ import annotations

from dataclasses import dataclass

from shouwen.indicators import disclosure
from shouwen.indicators.definitions import Definition
from shouwen.indicators.disclosure import Published
from shouwen.indicators.enums import Direction, Measure, Shown


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a month or a year."""

    definition: Definition
    published: Published

    @property
    def number(self) -> str:
        """The bare number: 98.3, 10; empty where none may be said."""
        return _number(self.published, is_rate=self.definition.measure == Measure.RATE)

    @property
    def unit(self) -> str:
        """What follows the number: %, 分钟, 件."""
        return self.definition.unit.label

    @property
    def words(self) -> str:
        """As one says it: 98.3%, 少于5 件, 98.5% 以上."""
        return amount_words(self.published, self.unit, is_rate=self.definition.measure == Measure.RATE)

    @property
    def is_met(self) -> bool | None:
        """达到 or not, as far as what is published decides it; None where there is no target, or it can't be said."""
        target, low, high = self.definition.target, *self._range()
        if target is None or low is None or high is None:
            return None
        if self.definition.direction == Direction.AT_LEAST:
            return True if low >= target else False if high < target else None
        return True if high <= target else False if low > target else None

    def _range(self) -> tuple[float | None, float | None]:
        """Between what the number may lie, by what is published."""
        said = self.published
        is_rate = self.definition.measure == Measure.RATE
        match said.shown:
            case Shown.EXACT:
                return said.value, said.value
            case Shown.FEW:
                return 1, disclosure.MOST_HIDDEN
            case Shown.AT_LEAST:
                return said.value, _just_below_all(said) if is_rate else float("inf")
            case Shown.AT_MOST:
                return 0, said.value
        return None, None

    @property
    def level(self) -> float | None:
        """Where a curve passes: the number or its bound; a small one at one and the same place, whatever it is."""
        if self.published.shown == Shown.FEW:
            return (1 + disclosure.MOST_HIDDEN) / 2
        return self.published.value


def amount_words(said: Published, unit: str, *, is_rate: bool = False) -> str:
    """What may be said of a number, as one says it: 6 件, 少于5 件, 98.5%以上."""
    space = "" if is_rate else " "
    amount = f"{_number(said, is_rate=is_rate)}{space}{unit}"
    match said.shown:
        case Shown.FEW:
            return f"少于{disclosure.LEAST}{space}{unit}"
        case Shown.AT_LEAST:
            return f"{amount}以上" if is_rate else f"至少 {amount}"
        case Shown.AT_MOST:
            return f"{amount}以下"
        case Shown.WITHHELD:
            return "数量少，不算"
        case Shown.NOTHING:
            return "没有发生"
    return amount


def _number(said: Published, *, is_rate: bool) -> str:
    if said.value is None:
        return ""
    return f"{said.value:.1f}" if is_rate else f"{said.value:g}"


def _just_below_all(said: Published) -> float:
    """At least one is missing where only a bound is said."""
    return disclosure.percent(said.of - 1, said.of) if said.of else 100
