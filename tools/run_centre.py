"""Start the centre on this machine: database, demo town if there is nothing yet, server and worker. Ctrl-C stops both."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from ground import ROOT, CannotGoOn, must, run, tool

HOST = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 20


def chosen_port() -> int:
    """PORT of the environment, 8000 if unset."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CannotGoOn(f"端口要写 1 到 65535 的数字，现在是“{text}”。例如：make run PORT=8001")
    return int(text)


def refuse_taken_port(port: int) -> None:
    """End with a clear word if something else already listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise CannotGoOn(
                f"端口 {port} 已被别的程序占用，首问没有启动。",
                f"换一个端口：make run PORT={port + 1 if port < 65535 else 8001}",
                f"或看看是谁在用：ss -ltnp 'sport = :{port}'",
            ) from None


def server_command(port: int) -> list[str]:
    """The server as a centre runs it: two workers, on this machine only."""
    granian = [tool("granian"), "--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", "2"]
    return [*granian, "shouwen.config.wsgi:application"]


def start(command: list[str], log: Path, env: dict[str, str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that Ctrl-C reaches it only through `stop`, in good order."""
    with log.open("ab") as sink:
        return subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, start_new_session=True
        )


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask each to finish what it holds, wait, and only then end its whole group."""
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def answers(address: str) -> bool:
    """The server answers with a page, whatever its code."""
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except (urllib.error.URLError, OSError):
        return False
    return True


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log, for the person who has to look for the cause."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def watch(children: list[subprocess.Popen[bytes]], logs: list[Path]) -> int:
    """Sleep until one of the two ends by itself, which is an error."""
    while all(child.poll() is None for child in children):
        time.sleep(0.5)
    for child, log in zip(children, logs, strict=True):
        if child.poll() is not None:
            print(
                f"{log.stem} 自己停了（退出码 {child.returncode}）。日志 {log} 的末尾：\n{tail(log)}", file=sys.stderr
            )
    return 1


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    """SIGTERM is taken like Ctrl-C; and Ctrl-C is taken even where a shell started us with it switched off."""
    raise KeyboardInterrupt


def main() -> int:
    """Returns 0 after Ctrl-C, 1 if server or worker failed, 2 if it could not start."""
    port = chosen_port()
    refuse_taken_port(port)
    address = f"http://{HOST}:{port}"
    env = {**os.environ, "SHOUWEN_ADDRESS": os.environ.get("SHOUWEN_ADDRESS") or address}
    data = Path(env.setdefault("SHOUWEN_DATA", str(ROOT / "var"))).resolve()
    logs = [data / "log" / "server.log", data / "log" / "worker.log"]
    logs[0].parent.mkdir(parents=True, exist_ok=True)

    shouwen = tool("shouwen")
    must([shouwen, "migrate", "--noinput", "--verbosity=0"], "建立或升级数据库", env)
    must([shouwen, "collectstatic", "--noinput", "--verbosity=0"], "整理静态文件", env)
    with_demo = os.environ.get("DEMO") != "no"
    if with_demo:
        must([shouwen, "demo", "--if-empty"], "装入演示镇", env)
    must([shouwen, "ensure_schedules"], "登记定时任务", env)

    for stopping in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stopping, interrupt)
    children: list[subprocess.Popen[bytes]] = []
    try:
        children.append(start(server_command(port), logs[0], env))
        children.append(start([shouwen, "qcluster"], logs[1], {**env, "SHOUWEN_WORKER": "1"}))
        deadline = time.monotonic() + START_SECONDS
        while not answers(address):
            if time.monotonic() > deadline or any(child.poll() is not None for child in children):
                print(f"首问没有在 {START_SECONDS} 秒内答应。日志 {logs[0]} 的末尾：\n{tail(logs[0])}", file=sys.stderr)
                return 1
            time.sleep(0.2)
        print(f"\n首问已启动：{address}\n", flush=True)
        if with_demo:
            run([shouwen, "demo", "--logins"], env)
        print(f"\n数据在 {data}，日志在 {logs[0].parent}。按 Ctrl-C 停止。", flush=True)
        return watch(children, logs)
    except KeyboardInterrupt:
        print("\n正在停止 …", flush=True)
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop(children)
        print("已停止。", flush=True)


if __name__ == "__main__":
    sys.exit(main())
