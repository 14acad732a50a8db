"""Which answers an operation may give: no other one ever goes out."""

from __future__ import annotations

from typing import Any

from shouwen.api.problems import Problem


def reading(answer: Any, *, of_one: bool = False) -> dict[int, Any]:
    """Answers of a GET; `of_one`: of one thing that may not be there."""
    found = dict.fromkeys((401, 403, 422, 429), Problem) | {200: answer}
    return {**found, 404: Problem} if of_one else found


def changing(answer: Any, *statuses: int) -> dict[int, Any]:
    """Answers of a POST."""
    found = dict.fromkeys(statuses or (201,), answer)
    return {**found, **dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429), Problem)}
