"""SQLite as the embedded default, with a queue before its one place for a writer.

SQLite alone lets a writer who finds the place taken sleep and try again, up to a tenth of a second each time; a busy server
process that never sleeps goes in before it, again and again. Two processes with eight clerks made some wait for seconds. Here a
transaction first takes a lock of the file system beside the database: whoever waits for it is woken when it is free."""

from __future__ import annotations

import fcntl
import os

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from shouwen.config.queued_sqlite3.place import take


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; its place in the queue is held from BEGIN IMMEDIATE to COMMIT or ROLLBACK.

    Who waits longer than the database's own `timeout` is told what SQLite would have told them: OperationalError.
    The system gives the lock back when a process dies. What Django writes outside a transaction doesn't queue; SQLite's own lock
    still keeps it apart from the others."""

    # The stubs of Django leave out the four methods that begin and end a transaction, hence type: ignore.
    _queue: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._enter_queue()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave_queue()
            raise

    def _commit(self) -> None:
        # After a failed COMMIT Django rolls back, and leaves the queue then.
        super()._commit()  # type: ignore[misc]
        self._leave_queue()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave_queue()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._queue is not None:
                os.close(self._queue)
                self._queue = None

    def _enter_queue(self) -> None:
        if self.is_in_memory_db():
            return
        if self._queue is None:
            self._queue = os.open(f"{self.settings_dict['NAME']}-queue", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        # Given up, the file is no longer ours; the next change opens its own.
        file, self._queue = self._queue, None
        if not take(file, seconds=self._longest_wait()):
            raise OperationalError(f"database is locked: waited {self._longest_wait():g} s in the queue of the writers")
        self._queue = file

    def _longest_wait(self) -> float:
        """Seconds, as the database itself has them (sqlite3's own default is five)."""
        return float(self.settings_dict.get("OPTIONS", {}).get("timeout", 5))

    def _leave_queue(self) -> None:
        if self._queue is not None:
            fcntl.flock(self._queue, fcntl.LOCK_UN)
