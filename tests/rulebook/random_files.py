"""Random files of the contract for hypothesis: crowded around the boundaries, where mistakes live."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

STAFF = ["w1", "w2"]
CLAUSES = ["K1.1", "K1.4", "K2.2", "K2.4", "K2.5", "K2.6", "K2.7", "K2.8", "K2.9"]


def times(first: date, last: date) -> st.SearchStrategy[str]:
    """Times as the contract writes them, some with seconds."""
    moments = st.datetimes(datetime.combine(first, datetime.min.time()), datetime.combine(last, datetime.max.time()))
    return moments.map(
        lambda at: at.replace(microsecond=0).isoformat(timespec="minutes" if at.second % 2 else "seconds")
    )


def dates(first: date, last: date) -> st.SearchStrategy[str]:
    """Dates as the contract writes them."""
    return st.dates(first, last).map(date.isoformat)


@st.composite
def pauses(draw: st.DrawFn, first: date, last: date) -> dict[str, str]:
    """A pause of up to 12 days."""
    begin = draw(st.dates(first, last))
    return {
        "from": begin.isoformat(),
        "to": (begin + timedelta(days=draw(st.integers(0, 12)))).isoformat(),
        "reason": "踏勘",
    }


@st.composite
def clocks(draw: st.DrawFn, first: date, last: date) -> dict[str, Any]:
    """A case between two days, with pauses and an extension now and then."""
    accepted = draw(times(first, last))
    case: dict[str, Any] = {
        "id": "c",
        "kind": draw(st.sampled_from(["limited", "limited", "instant"])),
        "accepted": accepted,
    }
    if case["kind"] == "limited":
        case["workdays"] = draw(st.integers(1, 25))
    if draw(st.booleans()):
        case["pauses"] = draw(st.lists(pauses(first, last), max_size=3))
    day = date.fromisoformat(accepted[:10])
    if draw(st.booleans()):
        asked = draw(times(day, day + timedelta(days=40)))
        told = draw(st.one_of(st.just(asked), times(day, day + timedelta(days=45))))
        case["extension"] = {"workdays": draw(st.integers(-1, 7)), "asked": asked, "told": told, "reason": "会审"}
    if draw(st.booleans()):
        case["closed"] = max(_full(accepted), _full(draw(times(day, day + timedelta(days=70)))))
    return case


@st.composite
def attendance(draw: st.DrawFn, month: date, staff: str) -> dict[str, list[dict[str, str]]]:
    """A few days of shifts with punches and leave near their edges."""
    shifts: list[dict[str, str]] = []
    punches: list[dict[str, str]] = []
    leave: list[dict[str, str]] = []
    for day in draw(st.lists(st.integers(0, 27), max_size=3, unique=True)):
        midnight = datetime.combine(month + timedelta(days=day), datetime.min.time())
        edges = sorted(draw(st.lists(st.integers(420, 1260), min_size=2, max_size=6, unique=True)))
        pairs = list(zip(edges[::2], edges[1::2], strict=False))
        shifts += [{"staff": staff, "start": _at(midnight, a), "end": _at(midnight, b)} for a, b in pairs]
        near = st.builds(lambda edge, off: edge + off, st.sampled_from(edges), st.integers(-75, 75))
        punches += [{"staff": staff, "at": _at(midnight, m, 30)} for m in draw(st.lists(near, max_size=6))]
        points = st.one_of(near, st.sampled_from(edges))
        for a, b in draw(st.lists(st.tuples(points, points), max_size=3)):
            span = {"from": _at(midnight, min(a, b)), "to": _at(midnight, max(a, b))}
            leave.append({"staff": staff, "kind": draw(st.sampled_from(["sick", "quarantine"])), **span})
    return {"shifts": shifts, "punches": punches, "leave": leave}


@st.composite
def months(draw: st.DrawFn) -> dict[str, Any]:
    """A whole file for `shouwen assess`; its month is over."""
    first = draw(st.sampled_from([date(2026, 2, 1), date(2026, 10, 1), date(2025, 12, 1), date(2024, 2, 1)]))
    begin, end = first - timedelta(days=40), first + timedelta(days=40)
    file: dict[str, Any] = {
        "month": first.isoformat()[:7],
        "as_of": draw(times(first + timedelta(days=32), first + timedelta(days=60))),
        "staff": [{"id": ident, "name": "某"} for ident in STAFF],
    }
    parts = [draw(attendance(first, ident)) for ident in STAFF]
    for name in ("shifts", "punches", "leave"):
        file[name] = [one for part in parts for one in part[name]]
    people, verified = st.sampled_from(STAFF), st.sampled_from([True, True, False])
    bearer = st.fixed_dictionaries({"staff": people, "from": dates(begin, end)})
    cases = draw(st.lists(clocks(begin, end), max_size=4))
    file["cases"] = [
        {**case, "id": f"c{n}", "responsible": draw(st.lists(bearer, max_size=3, unique_by=lambda one: one["from"]))}
        for n, case in enumerate(cases)
    ]
    common = {"staff": people, "verified": verified}
    at = times(begin, end)
    close = st.sampled_from([f"{first.isoformat()[:8]}1{n % 2}T09:00" for n in range(4)])
    kinds = {
        "consultations": {
            "asked": times(begin, first),
            "workdays": st.integers(1, 6),
            "answered": _none_or(times(first, end)),
        },
        "tasks": {"due": dates(begin, end), "done": _none_or(dates(begin, end))},
        "ratings": {"at": st.one_of(close, at), "level": st.integers(1, 5)},
        "complaints": {"at": st.one_of(close, at)},
        "findings": {
            "at": at,
            "clause": st.sampled_from(CLAUSES),
            "level": st.sampled_from(["town", "district", "city", "province"]),
            "act": st.sampled_from([None, "a1", "a2"]),
        },
    }
    for name, keys in kinds.items():
        rows = draw(st.lists(st.fixed_dictionaries(common | keys), max_size=8))
        file[name] = [{"id": f"{name[0]}{n}", **row} for n, row in enumerate(rows)]
    for one in file["consultations"]:
        one["answered"] = one["answered"] and max(_full(one["asked"]), _full(one["answered"]))
    file["away"] = [{"id": f"a{n}", **draw(_away(begin, end))} for n in range(draw(st.integers(0, 4)))]
    return file


@st.composite
def _away(draw: st.DrawFn, begin: date, end: date) -> dict[str, Any]:
    start = draw(times(begin, end))
    minutes = draw(st.one_of(st.integers(0, 90), st.sampled_from([30, 31, 60, 61])))
    return {
        "staff": draw(st.sampled_from(STAFF)),
        "from": start,
        "to": (datetime.fromisoformat(start) + timedelta(minutes=minutes)).isoformat(),
        "cause": draw(st.sampled_from(["none", "no_procedure"])),
        "verified": draw(st.booleans()),
    }


def _none_or(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), strategy)


def _at(midnight: datetime, minute: int, second: int = 0) -> str:
    return (midnight + timedelta(minutes=minute, seconds=second)).isoformat(timespec="seconds" if second else "minutes")


def _full(text: str) -> str:
    return text if len(text) == 19 else text + ":00"
