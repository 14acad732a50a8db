"""The `shouwen` command: what went wrong is said in the product's words, without the name of a Python class."""

from __future__ import annotations

import pytest

from shouwen.config.commands import execute


@pytest.mark.django_db
def test_a_command_that_fails_says_why_in_chinese_alone(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        execute(["shouwen", "calendar", "import", "days.csv"])
    # The command closes the connection that the test's own transaction stands on; PostgreSQL's pool remarks on that.
    told = [line for line in capsys.readouterr().err.splitlines() if "psycopg.pool" not in line]
    assert (ended.value.code, told) == (2, ["没有这个中心，或有几个中心而没有写 --centre 代码"])
