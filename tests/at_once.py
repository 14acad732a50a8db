"""Steps of several clerks in the same moment, with real threads and real commits."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection

from shouwen.refusals import Refused


def at_once(*steps: Callable[[], object]) -> list[str]:
    """Run the steps in threads that start together; what each came to: done, or the code of its refusal."""
    start, came_to = Barrier(len(steps)), ["nothing"] * len(steps)

    def run(index: int, step: Callable[[], object]) -> None:
        try:
            start.wait(10)
            step()
            came_to[index] = "done"
        except Refused as refused:
            came_to[index] = refused.code
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(came_to)
