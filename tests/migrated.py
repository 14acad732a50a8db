"""A migrated, empty SQLite database: made once for a state of the migrations, copied for each run of the tests.

A hundred migrations take half a minute, a copy none. Tests of migrations walk the way themselves.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "shouwen"
CACHE = ROOT / ".pytest_cache"


def template() -> Path:
    """Where the database of these migrations lies, or is to lie: named by all that they are made of."""
    digest = hashlib.sha256(f"{version('django')} {version('django-q2')}".encode())
    for path in (*sorted(SOURCE.glob("*/migrations/*.py")), SOURCE / "journal" / "triggers.py", SOURCE / "sealing.py"):
        digest.update(path.relative_to(SOURCE).as_posix().encode() + path.read_bytes())
    return CACHE / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """The processes of one run wait for the first, which makes the database."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def keep(database: Path) -> None:
    """Put a migrated database where the next run finds it, and the ones of other migrations away."""
    for old in CACHE.glob("migrated-*.sqlite3"):
        old.unlink()
    unfinished = CACHE / "migrated.part"
    shutil.copyfile(database, unfinished)
    unfinished.replace(template())
