"""The process that is killed: it forks one sender for each line it reads, and the sender runs the worker's job until it dies.

    python sender.py DATABASE   then on its input lines: the moment at which the sender lives, in ISO form

For each line it writes the sender's process id. It never touches the database itself, so nothing is shared between senders."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime, timedelta

import django
from django.conf import settings


def main() -> None:
    django.setup()
    from django.db import connections

    connections.databases["default"]["NAME"] = settings.DATABASES["default"]["NAME"] = sys.argv[1]
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            send(datetime.fromisoformat(line.strip()))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        os.waitpid(pid, 0)
        sys.stdout.write("over\n")
        sys.stdout.flush()


def send(at: datetime) -> None:
    """What the worker does every minute, again and again, until the kill."""
    from shouwen import civil_time
    from shouwen.messages.jobs import send_waiting

    started = time.monotonic()
    civil_time.now = lambda: at + timedelta(seconds=time.monotonic() - started)
    while True:
        if not send_waiting():
            time.sleep(0.002)


if __name__ == "__main__":
    main()
