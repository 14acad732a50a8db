"""A whole centre for the browser: a data folder of its own, the small demo town, and the real server with two workers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ground import tool
from postgres import free_port
from run_centre import HOST, START_SECONDS, answers, start, stop, tail

PASSWORD = "erping-demo"
CLERK, SECOND_CLERK, OFFICE, PANEL, HELPER, DISCIPLINE = (
    "heguyu",
    "dengbailu",
    "ranchunfen",
    "tiandongzhi",
    "tangmangzhong",
    "shihanlu",
)


@dataclass(frozen=True)
class Centre:
    """A running centre. In the small town it is Friday 9 October 2026, a little after 10:47."""

    address: str
    data: Path
    env: dict[str, str]

    def command(self, *words: str) -> str:
        """What `shouwen ...` prints on this centre's data."""
        done = subprocess.run(
            [tool("shouwen"), *words], env=self.env, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr[-600:]
        return done.stdout.strip()

    def asked(self, source: str) -> str:
        """What a line of Python prints that looks into this centre's data."""
        whole = f"import django\ndjango.setup()\n{source}"
        done = subprocess.run(
            [sys.executable, "-c", whole], env=self.env, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextmanager
def running_centre(data: Path, *, is_small: bool = True) -> Iterator[Centre]:
    """Make the town and start the server as `make run` does; both children end with the block."""
    address = f"http://{HOST}:{free_port()}"
    ours = {"SHOUWEN_DATA": str(data), "SHOUWEN_DATABASE": "", "SHOUWEN_ADDRESS": address, "SHOUWEN_PLAIN_STATIC": ""}
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "shouwen.config.settings", **ours}
    centre = Centre(address, data, env)
    data.mkdir(parents=True, exist_ok=True)
    log = data / "server.log"
    collecting = start([tool("shouwen"), "collectstatic", "--noinput", "--verbosity=0"], data / "static.log", env)
    centre.command("migrate", "--noinput", "--verbosity=0")
    centre.command("demo", *["--small"] * is_small)
    assert collecting.wait(timeout=60) == 0, tail(data / "static.log")
    granian = [tool("granian"), "--interface", "wsgi", "--host", HOST, "--port", address.rpartition(":")[2]]
    server = start([*granian, "--workers", "2", "shouwen.config.wsgi:application"], log, env)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(address):
            assert server.poll() is None, tail(log)
            assert time.monotonic() < deadline, tail(log)
            time.sleep(0.05)
        yield centre
    finally:
        stop([server])
