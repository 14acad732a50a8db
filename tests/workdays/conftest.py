"""A whole, lawful arrangement of 2027, as the State Council could publish it."""

from datetime import date, timedelta

import pytest

Row = tuple[str, str, str]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(step) for step in range((last - first).days + 1)]


@pytest.fixture
def rows_2027() -> list[Row]:
    """Day, kind, name of every day that differs from the ordinary week, in order."""
    off = {
        "元旦": (date(2027, 1, 1), date(2027, 1, 3)),
        "春节": (date(2027, 2, 5), date(2027, 2, 13)),
        "清明节": (date(2027, 4, 3), date(2027, 4, 5)),
        "劳动节": (date(2027, 5, 1), date(2027, 5, 5)),
        "端午节": (date(2027, 6, 9), date(2027, 6, 9)),
        "中秋节": (date(2027, 9, 15), date(2027, 9, 15)),
        "国庆节": (date(2027, 10, 1), date(2027, 10, 7)),
    }
    on = {
        "2027-01-31": "春节",
        "2027-02-20": "春节",
        "2027-05-08": "劳动节",
        "2027-09-26": "国庆节",
        "2027-10-09": "国庆节",
    }
    rows = [(day.isoformat(), "放假", name) for name, span in off.items() for day in _days(*span)]
    return sorted(rows + [(day, "上班", name) for day, name in on.items()])
