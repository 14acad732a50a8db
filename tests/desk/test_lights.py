"""到期灯: words short enough for their column."""

import pytest

from shouwen.clocks.standing import Stand, Standing
from shouwen.desk.lights import light_of


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "剩 0 分"), (59, "剩 59 分"), (119, "剩 119 分"), (120, "剩 2 小时"), (162, "剩 2 小时")]
)
def test_t3_minutes_up_to_two_hours_and_then_whole_hours(minutes: int, words: str) -> None:
    assert light_of(Standing(Stand.TODAY, minutes=minutes)).words == words
