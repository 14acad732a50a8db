"""`shouwen kiosk-agent`: start the agent on a kiosk."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from shouwen.kiosk_agent.machines import Machines, Programs, Simulator
from shouwen.kiosk_agent.server import HOST, PORT, Agent


def main(words: Sequence[str]) -> int:
    """Serve until it is stopped. 0 after Ctrl+C, 2 for wrong words or a port that is taken."""
    given = _parser().parse_args(words)
    token = given.token_file.read_text(encoding="utf-8").strip() if given.token_file else given.token
    origin = given.origin.rstrip("/")
    problem = _problem(origin, token)
    if problem:
        print(problem, file=sys.stderr)
        return 2
    machines: Machines = Simulator() if given.simulate else Programs(given.id_card, given.camera, given.printer)
    try:
        agent = Agent(machines, origin=origin, token=token, port=given.port)
    except OSError as error:
        print(f"{HOST}:{given.port} 用不了：{error.strerror}", file=sys.stderr)
        return 2
    print(f"终端本机程序在 http://{HOST}:{agent.server_address[1]}/v1/，只给 {origin} 用", flush=True)
    try:
        agent.serve_forever()
    except KeyboardInterrupt:
        return 0
    finally:
        agent.server_close()
    return 0


def _problem(origin: str, token: str) -> str:
    parts = urlsplit(origin)
    if parts.scheme not in ("http", "https") or not parts.netloc or f"{parts.scheme}://{parts.netloc}" != origin:
        return f"--origin 要写中心的地址，如 http://10.0.0.5:8000，不是 {origin}"
    return "" if len(token) >= 16 else "口令太短：照设备页上“终端配对”里的抄"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="shouwen kiosk-agent", description="终端本机程序：读身份证、拍材料、打印")
    parser.add_argument("--origin", required=True, help="中心的地址，如 http://10.0.0.5:8000")
    secret = parser.add_mutually_exclusive_group(required=True)
    secret.add_argument("--token", default="", help="设备页“终端配对”里的本机程序口令")
    secret.add_argument("--token-file", type=Path, help="口令放在这个文件里，别人在进程表里看不到")
    parser.add_argument("--port", type=int, default=PORT, help=f"端口，终端页面问的是 {PORT}")
    parser.add_argument("--simulate", action="store_true", help="不接机器：读出一个编的人，拍出一张灰纸")
    parser.add_argument("--id-card", default="", metavar="命令", help="读卡程序，打印 name、id_number、address 的 JSON")
    parser.add_argument("--camera", default="", metavar="命令", help="拍照程序，打印一张 JPEG")
    parser.add_argument("--printer", default="", metavar="命令", help="打印程序，从标准输入读 PDF，如 lp")
    return parser
