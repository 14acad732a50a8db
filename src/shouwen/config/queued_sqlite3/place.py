"""The one place for a writer: a lock of the file system, waited for no longer than a given time."""

from __future__ import annotations

import fcntl
import os
import threading


def take(file: int, *, seconds: float) -> bool:
    """Lock an open file for this writer alone. False after `seconds` without it: the file is then given up, and closed when
    its turn comes, so the caller must not use it again.

    The system's lock knows no time limit, and trying again and again would lose the queue's order. Hence, only when the place is
    taken, a thread waits in the queue and the caller waits for the thread."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _Waiting(file).ends_within(seconds)
    return True


class _Waiting:
    """One wait in the queue. Either the caller takes what the thread got, or the thread gives it back: never both."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._decision = threading.Lock()
        self._ended = threading.Event()
        self._given_up = False
        # A daemon: a process that ends doesn't wait for the queue.
        threading.Thread(target=self._stand, name="queue of the writers", daemon=True).start()

    def ends_within(self, seconds: float) -> bool:
        """Whether the place was ours in time."""
        try:
            self._ended.wait(seconds)
        except BaseException:  # Ctrl+C: nobody would ever leave the place that the thread still gets.
            self._decide(wanted=False)
            raise
        return self._decide(wanted=True)

    def _decide(self, *, wanted: bool) -> bool:
        with self._decision:
            if self._ended.is_set() and wanted:
                return True
            if self._ended.is_set():
                os.close(self._file)
            self._given_up = True
            return False

    def _stand(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._decision:
            if self._given_up:
                os.close(self._file)
            else:
                self._ended.set()
