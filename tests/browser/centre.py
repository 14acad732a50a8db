"""A whole centre for the browser: a data folder of its own, the small demo town, and the real server with two workers."""

from __future__ import annotations

import fcntl
import os
import shutil
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


def made_town(data: Path, *, is_small: bool = True) -> None:
    """The town and the collected files in this folder, as `make run` makes them."""
    data.mkdir(parents=True, exist_ok=True)
    centre = Centre("", data, _environment(data, ""))
    collecting = start(
        [tool("shouwen"), "collectstatic", "--noinput", "--verbosity=0"], data / "static.log", centre.env
    )
    centre.command("migrate", "--noinput", "--verbosity=0")
    centre.command("demo", *["--small"] * is_small)
    assert collecting.wait(timeout=60) == 0, tail(data / "static.log")


def town_for_all(shared: Path) -> Path:
    """The small town made once for all processes of a run: whoever comes first makes it, the others wait for it."""
    with (shared / "town.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "town").is_dir():
            made_town(shared / "town-in-the-making")
            (shared / "town-in-the-making").rename(shared / "town")
    return shared / "town"


@contextmanager
def running_centre(data: Path, *, is_small: bool = True, town: Path | None = None) -> Iterator[Centre]:
    """Start the server as `make run` does, on a copy of the town or on one made for it; its children end with the block."""
    address = f"http://{HOST}:{free_port()}"
    if town is None:
        made_town(data, is_small=is_small)
    else:
        shutil.copytree(town, data)
    centre = Centre(address, data, _environment(data, address))
    log = data / "server.log"
    granian = [tool("granian"), "--interface", "wsgi", "--host", HOST, "--port", address.rpartition(":")[2]]
    server = start([*granian, "--workers", "2", "shouwen.config.wsgi:application"], log, centre.env)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(address):
            assert server.poll() is None, tail(log)
            assert time.monotonic() < deadline, tail(log)
            time.sleep(0.05)
        yield centre
    finally:
        stop([server])


def _environment(data: Path, address: str) -> dict[str, str]:
    ours = {"SHOUWEN_DATA": str(data), "SHOUWEN_DATABASE": "", "SHOUWEN_ADDRESS": address, "SHOUWEN_PLAIN_STATIC": ""}
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "shouwen.config.settings", **ours}
