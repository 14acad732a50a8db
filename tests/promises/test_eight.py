"""八项承诺: what a centre promises is asked of its rulebook, by number."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import make_town

from shouwen.inquiries import reasons
from shouwen.promises import eight

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 9)


def test_p2_the_promises_of_a_centre_are_asked_by_number() -> None:
    centre_id = make_town().centre.pk
    assert [promise.number for promise in eight.of_centre(centre_id, on=DAY)] == list(range(1, 9))
    second = eight.numbered(centre_id, 2, on=DAY)
    assert second is not None
    assert (second.key, second.complaint) == ("delay", "拖着不办、超过时限")
    assert eight.numbered(centre_id, 0, on=DAY) is None


def test_p3b_kinds_of_reasons_are_read_in_words_also_on_old_records() -> None:
    centre_id = make_town().centre.pk
    assert [reason.key for reason in reasons.for_use(centre_id, "not_possible", on=DAY)] == [
        "policy",
        "funds",
        "planning",
        "other",
    ]
    assert reasons.words_of(centre_id, "superior") == "等上级政策"
    assert reasons.words_of(centre_id, "gone_by_now") == "gone_by_now"
