"""Care of the files folder outside a request. The job may run twice, or late, with the same result."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

from shouwen.files import shelf
from shouwen.files.models import StoredFile

SCHEDULES = (("shouwen.files.jobs.remove_unnamed", 24 * 60),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""
LEAST_AGE = 24 * 60 * 60
"""Seconds. A file is written before the row that names it, so a young one may still get its row."""
AT_A_TIME = 500
"""Keys asked for in one query."""

log = logging.getLogger(__name__)


def remove_unnamed() -> int:
    """Remove what a change that was rolled back, or a power cut while writing, left in the files folder. Returns how many files.

    A file that a row names stays, whatever its age. Where not one file is named, the folder belongs to another database (a
    wrong setting, an empty one): then nothing is removed. The age is that by the machine's clock, which wrote it; a demo town's
    present is another."""
    young = time.time() - LEAST_AGE
    files = list(shelf.lying())
    named = _named([path.name for path, _ in files])
    unnamed = [path for path, written in files if written < young and path.name not in named]
    if unnamed and not named:
        log.warning(
            "no row names any of %d files in the files folder, is it another database's? None removed", len(files)
        )
        return 0
    for path in unnamed:
        path.unlink(missing_ok=True)
    if unnamed:
        log.warning("%d files that no row names removed from the files folder", len(unnamed))
    return len(unnamed)


def _named(keys: Sequence[str]) -> set[str]:
    """Those of these names that rows carry; an unfinished file's never is."""
    found: set[str] = set()
    for begin in range(0, len(keys), AT_A_TIME):
        rows = StoredFile.objects.filter(key__in=keys[begin : begin + AT_A_TIME])
        found.update(rows.values_list("key", flat=True))
    return found
