"""Make the checkout ready: virtual environment, locked libraries, front-end files. Runs again only what a lock file changed."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from bring_assets import main as bring_assets
from ground import PYTHON, ROOT, VENV, CannotGoOn, must

PYTHON_LOCKS = ("requirements/dev.txt", "requirements/runtime.in", "pyproject.toml", "hatch_build.py")
NODE_LOCKS = ("package-lock.json", ".npmrc")


def fingerprint(names: tuple[str, ...], *also: str) -> str:
    """SHA-256 over the named files and whatever else decides the result."""
    digest = hashlib.sha256()
    for name in names:
        digest.update((ROOT / name).read_bytes())
    digest.update("\n".join(also).encode())
    return digest.hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    """The stamp was written by a run that finished, with the same locks."""
    return stamp.is_file() and stamp.read_text().strip() == wanted


def set_up_python() -> None:
    """Virtual environment with every library at its locked hash, and this package in place (editable)."""
    wanted = fingerprint(PYTHON_LOCKS, sys.version)
    stamp = VENV / ".set-up"
    if PYTHON.exists() and is_current(stamp, wanted):
        return
    if not PYTHON.exists():
        print("建立 Python 环境 .venv …", flush=True)
        must([sys.executable, "-m", "venv", VENV], "建立 Python 环境（Debian 上需要先装 python3-venv）")
    print("安装锁定的 Python 库（第一次约一分钟）…", flush=True)
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    must([*pip, "--require-hashes", "-r", "requirements/dev.txt"], "安装 Python 库")
    must([*pip, "--no-deps", "--no-build-isolation", "-e", "."], "安装首问本身")
    stamp.write_text(wanted + "\n")


def node_major() -> int:
    """Major version of node, 0 if there is none."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return 0
    text = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return int(text.strip().lstrip("v").split(".")[0] or 0)


def set_up_front_end() -> None:
    """htmx, axe and the fonts at the hashes of package-lock.json, copied to where the package expects them."""
    wanted = fingerprint(NODE_LOCKS)
    stamp = ROOT / "node_modules" / ".set-up"
    if not is_current(stamp, wanted):
        if node_major() < 20:
            raise CannotGoOn("需要 Node 20 以上（带 npm）来取前端文件和字体。", "Debian：apt-get install -y nodejs npm")
        print("取前端文件和字体 …", flush=True)
        must(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], "取前端文件")
        stamp.write_text(wanted + "\n")
    if bring_assets():
        raise CannotGoOn("前端文件不全：删掉 node_modules 再运行 make setup。")


def main() -> int:
    """Everything, in order. Safe to run at any time."""
    if sys.version_info < (3, 11):
        raise CannotGoOn(
            f"需要 Python 3.11 以上，现在是 {sys.version.split()[0]}。可用 make PYTHON=python3.12 setup 指定。"
        )
    set_up_python()
    set_up_front_end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
