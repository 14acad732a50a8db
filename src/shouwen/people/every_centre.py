"""Work of a job in every centre, each on its own."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Protocol

from shouwen.people.queries import centre_ids

log = logging.getLogger(__name__)


class Work(Protocol):
    """What is done in one centre; gives how many it changed."""

    def __call__(self, *, centre_id: int, at: datetime) -> int: ...


def in_every_centre(work: Work, failure: str, *, at: datetime) -> int:
    """Do it in one centre after the other and give the sum. One that fails is logged (`failure` names it with one %s); the
    others don't wait for it."""
    done = 0
    for centre_id in centre_ids():
        try:
            done += work(centre_id=centre_id, at=at)
        except Exception:
            log.exception(failure, centre_id)
    return done
