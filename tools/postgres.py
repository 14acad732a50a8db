"""A PostgreSQL server of our own for as long as a command runs: temporary data, free loopback port, gone afterwards.

Use: python tools/postgres.py COMMAND [ARGUMENT ...]   (the command finds the address in SHOUWEN_DATABASE)
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ground import CannotGoOn, run

USER = "shouwen"
# What a test throws away needs no disk barrier. Nobody but this machine's loopback is let in.
SERVER_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "listen_addresses": "127.0.0.1",
    "log_min_messages": "fatal",
    "timezone": "Asia/Shanghai",
}


def find_binaries() -> Path | None:
    """The folder with initdb: the newest of Debian's, else what PATH offers."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]) if path.parts[-3].isdecimal() else 0,
    )
    found = versions[-1] if versions else shutil.which("initdb")
    return Path(found).parent if found else None


def free_port() -> int:
    """A loopback port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def server_account() -> str | None:
    """initdb and postgres refuse root: then they run as Debian's `postgres` user. None means as ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise CannotGoOn("没有 postgres 用户：apt-get update && apt-get install -y postgresql") from None


def wait_until_ready(binaries: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server takes connections; end with its log when it does not within 30 seconds."""
    asking = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(150):
        if server.poll() is not None:
            break
        if subprocess.call(asking) == 0:
            return
        time.sleep(0.2)
    raise CannotGoOn("PostgreSQL 没有启动：", log.read_text(encoding="utf-8", errors="replace"))


@contextmanager
def own_server() -> Iterator[str]:
    """Yield the address of a fresh server; stop it by its pid and delete its data at the end, whatever happened."""
    binaries = find_binaries()
    if binaries is None:
        raise CannotGoOn("没有找到 PostgreSQL：apt-get update && apt-get install -y postgresql")
    account = server_account()
    folder = Path(tempfile.mkdtemp(prefix="shouwen-pg-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        if account:
            shutil.chown(folder, account)
        data, log, port = folder / "data", folder / "server.log", free_port()
        initdb = [binaries / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        made = subprocess.run(
            [str(part) for part in initdb], user=account, group=account, extra_groups=[] if account else None,
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if made.returncode:
            raise CannotGoOn("initdb 没有成功：", made.stdout, made.stderr)
        settings = SERVER_SETTINGS | {"port": str(port), "unix_socket_directories": str(folder)}
        command = [str(binaries / "postgres"), "-D", str(data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        # In a session of its own: Ctrl-C must not stop it before the tests have let go of it.
        with log.open("wb") as sink:
            server = subprocess.Popen(
                command, user=account, group=account, extra_groups=[] if account else None,
                cwd=folder, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, start_new_session=True,
            )  # fmt: skip
        wait_until_ready(binaries, port, server, log)
        yield f"postgres://{USER}@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown (SIGINT to the postmaster), immediate (SIGQUIT) if that takes over 20 seconds."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=20)


def main(command: list[str]) -> int:
    """Run the command beside an own server and return its exit code."""
    if not command:
        raise CannotGoOn("用法：python tools/postgres.py 命令 [参数 …]")
    with own_server() as address:
        return run(command, {"SHOUWEN_DATABASE": address})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
