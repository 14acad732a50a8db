"""Laws of the arithmetic, held against a slow restatement that walks day by day."""

from datetime import date, timedelta

import chinese_calendar
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwen.workdays import Calendar

CHINA = Calendar.national()
DAY = timedelta(days=1)
UNHURRIED = settings(deadline=None)  # a busy machine is no wrong result

days = st.dates(date(2003, 6, 1), date(2028, 6, 30))
workdays = days.filter(CHINA.is_workday)
numbers = st.integers(-300, 300)


@st.composite
def span_lists(draw):
    first_days = draw(st.lists(st.dates(date(2025, 11, 1), date(2026, 12, 31)), max_size=6))
    return [(first, first + draw(st.integers(0, 30)) * DAY) for first in first_days]


starts = st.dates(date(2025, 12, 1), date(2026, 12, 1))
few = st.integers(-60, 60)


def works(day):
    return chinese_calendar.is_workday(day) if 2004 <= day.year <= 2026 else day.weekday() < 5


def inside(day, spans):
    return any(start <= day <= end for start, end in spans)


def walk(day, n, spans=()):
    step = DAY if n > 0 else -DAY
    for _ in range(abs(n)):
        day += step
        while not works(day) or inside(day, spans):
            day += step
    return day


def tally(after, until, spans=()):
    between = (after + step * DAY for step in range(1, (until - after).days + 1))
    return sum(works(day) and not inside(day, spans) for day in between)


@UNHURRIED
@given(days, st.integers(-80, 80))
def test_t2_add_is_the_walk(day, n):
    assert CHINA.add(day, n) == walk(day, n)


@UNHURRIED
@given(days, st.integers(0, 400))
def test_t2_count_and_workdays_are_the_tally(after, length):
    until = after + length * DAY
    assert CHINA.count(after, until) == tally(after, until)
    assert CHINA.count(until, after) == -tally(after, until)
    listed = CHINA.workdays(after + DAY, until)
    assert len(listed) == tally(after, until)
    assert all(works(day) for day in listed)


@UNHURRIED
@given(workdays, numbers)
def test_t2_add_and_count_are_inverse_on_working_days(day, n):
    reached = CHINA.add(day, n)
    assert CHINA.count(day, reached) == n
    assert CHINA.add(reached, -n) == day


@UNHURRIED
@given(days, st.integers(1, 300))
def test_t2_count_undoes_add_from_any_day(day, n):
    assert CHINA.count(day, CHINA.add(day, n)) == n


@UNHURRIED
@given(workdays, workdays)
def test_t2_add_undoes_count(first, second):
    assert CHINA.add(first, CHINA.count(first, second)) == second


@UNHURRIED
@given(days, days, days)
def test_t2_counts_add_up(first, second, third):
    assert CHINA.count(first, second) + CHINA.count(second, third) == CHINA.count(first, third)


@UNHURRIED
@given(days, days, st.integers(1, 300), st.integers(1, 300))
def test_t2_add_is_monotone(first, second, n, more):
    earlier, later = sorted((first, second))
    assert CHINA.add(earlier, n) <= CHINA.add(later, n)
    assert CHINA.add(first, n) < CHINA.add(first, n + more)
    assert CHINA.add(first, n) > first


@UNHURRIED
@given(days, st.integers(1, 150), st.integers(1, 150))
def test_t2_add_composes(day, first, second):
    assert CHINA.add(CHINA.add(day, first), second) == CHINA.add(day, first + second)
    assert CHINA.add(CHINA.add(day, -first), -second) == CHINA.add(day, -first - second)


@UNHURRIED
@given(days)
def test_t2_next_and_previous_are_neighbours(day):
    assert CHINA.previous(day) < day < CHINA.next(day)
    assert CHINA.workdays(CHINA.previous(day), CHINA.next(day)) == [
        CHINA.previous(day), *([day] if works(day) else []), CHINA.next(day),
    ]  # fmt: skip


@UNHURRIED
@given(starts, few, span_lists())
def test_r9_add_with_exclusions_is_the_walk(day, n, spans):
    assert CHINA.add(day, n, excluding=spans) == walk(day, n, spans)


@UNHURRIED
@given(starts, st.integers(0, 200), span_lists())
def test_r9_count_and_workdays_with_exclusions_are_the_tally(after, length, spans):
    until = after + length * DAY
    assert CHINA.count(after, until, excluding=spans) == tally(after, until, spans)
    assert CHINA.count(until, after, excluding=spans) == -tally(after, until, spans)
    assert CHINA.workdays(after + DAY, until, excluding=spans) == [
        day for day in CHINA.workdays(after + DAY, until) if not inside(day, spans)
    ]


@UNHURRIED
@given(starts, st.integers(1, 60), span_lists(), span_lists())
def test_r9_exclusions_never_shorten(day, n, spans, more):
    assert CHINA.add(day, n) <= CHINA.add(day, n, excluding=spans) <= CHINA.add(day, n, excluding=spans + more)
    assert CHINA.add(day, -n) >= CHINA.add(day, -n, excluding=spans) >= CHINA.add(day, -n, excluding=spans + more)


@UNHURRIED
@given(starts, few, span_lists(), st.randoms(use_true_random=False))
def test_r9_overlap_order_and_repetition_of_spans_do_not_matter(day, n, spans, random):
    single_days = sorted({start + step * DAY for start, end in spans for step in range((end - start).days + 1)})
    shuffled = [*spans, *spans]
    random.shuffle(shuffled)
    apart = [(single, single) for single in single_days]
    expected = CHINA.add(day, n, excluding=apart)
    assert CHINA.add(day, n, excluding=shuffled) == expected
    assert CHINA.add(day, n, excluding=iter(shuffled)) == expected


@UNHURRIED
@given(starts, st.integers(1, 60), span_lists())
def test_r9_count_undoes_add_with_exclusions(day, n, spans):
    reached = CHINA.add(day, n, excluding=spans)
    assert CHINA.count(day, reached, excluding=spans) == n
    assert CHINA.workdays(day + DAY, reached, excluding=spans)[-1] == reached


@UNHURRIED
@given(starts, st.integers(1, 40), st.integers(0, 60), span_lists())
def test_r9_an_open_pause_counts_like_one_that_ends_today(day, length, pause_after, spans):
    today, paused = day + length * DAY, day + pause_after * DAY
    still_open, ends_today = [*spans, (paused, None)], [*spans, (paused, max(paused, today))]
    assert CHINA.count(day, today, excluding=still_open) == CHINA.count(day, today, excluding=ends_today)
