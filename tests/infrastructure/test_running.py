"""make run on a taken port, the server of our own for tests, and the sum of several test runs."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections import Counter
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from postgres import free_port, own_server
from run_tests import Tally

ROOT = Path(__file__).resolve().parents[2]


def run_centre(tmp_path: Path, port: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PORT": port, "SHOUWEN_DATA": str(tmp_path / "data")}
    command = [sys.executable, str(ROOT / "tools" / "run_centre.py")]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=30, check=False)


def test_taken_port_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_centre(tmp_path, str(port))
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == f"端口 {port} 已被别的程序占用，首问没有启动。"
    assert done.stderr.splitlines()[1] == f"换一个端口：make run PORT={port + 1 if port < 65535 else 8001}"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_port_that_is_no_port_is_refused(tmp_path: Path, port: str) -> None:
    done = run_centre(tmp_path, port)
    assert (done.returncode, done.stderr) == (
        2,
        f"端口要写 1 到 65535 的数字，现在是“{port}”。例如：make run PORT=8001\n",
    )


def processes_of(data: Path) -> list[int]:
    """Every process on this machine that works on that data folder."""
    mark = f"SHOUWEN_DATA={data}".encode()
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if mark in environment.read_bytes().split(b"\0"):
                found.append(int(environment.parent.name))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_server_and_worker_and_leaves_nobody_behind(tmp_path: Path, ending: signal.Signals) -> None:
    data, port = tmp_path / "data", free_port()
    env = {**os.environ, "PORT": str(port), "SHOUWEN_DATA": str(data), "SHOUWEN_DATABASE": "", "DEMO": "no"}
    command = [sys.executable, "-u", str(ROOT / "tools" / "run_centre.py")]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as centre:
        assert centre.stdout is not None
        said: list[str] = []
        while (line := centre.stdout.readline()) and "Ctrl-C" not in line:
            said.append(line.strip())
        assert f"首问已启动：http://127.0.0.1:{port}" in said, said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert "登录" in page.read().decode()
        # The runner, the server with two workers, and the job worker with its own.
        assert len(processes_of(data)) >= 5
        centre.send_signal(ending)
        assert [line for line in centre.stdout.read().splitlines() if line] == ["正在停止 …", "已停止。"]
        assert centre.wait(timeout=30) == 0
    assert processes_of(data) == []


@pytest.mark.slow
def test_own_postgres_answers_on_loopback_and_is_gone_afterwards() -> None:
    with own_server() as address:
        with psycopg.connect(address.replace("postgres://", "postgresql://")) as connection:
            row = connection.execute(
                "select current_user, inet_server_addr()::text, current_setting('fsync')"
            ).fetchone()
            folder = connection.execute("show data_directory").fetchone()
        assert row == ("shouwen", "127.0.0.1/32", "off")
        assert folder is not None
    assert not Path(folder[0]).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=3)


def test_sum_of_runs_reads_like_one_run() -> None:
    tally = Tally(Counter(passed=812, failed=3))
    assert tally.closing_line(300.5).strip("=") == " 3 failed, 812 passed in 300.50s "
    assert Tally().closing_line(1).strip("=") == " no tests ran in 1.00s "
