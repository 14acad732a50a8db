"""Every test: once on SQLite, the browser tests, and the database tests but the slow ones again on PostgreSQL.

Arguments are handed to pytest (for instance -x, -k word).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from ground import PYTHON, ROOT, CannotGoOn, run
from postgres import find_binaries, own_server

# These touch no database, or bring their own: once is enough.
PURE = ("tests/workdays", "tests/rulebook", "tests/docs", "tests/infrastructure", "tests/year")
BROWSER = "tests/browser"
# Ten thousand of a kind, two hundred kills: arithmetic and processes, of which a few are shown on PostgreSQL as well.
FEW = ["-m", "not slow"]
TWO = ["-n", "2", "--dist", "loadfile"]
CLOSING = re.compile(r"^=*\s*((?:\d+ [a-z]+(?:, )?)+) in [\d.]+s")
NEEDED = {"chromium": "浏览器测试", "postgresql": "PostgreSQL 上的测试"}


@dataclass
class Tally:
    """What pytest counted, summed over its runs."""

    counts: Counter[str] = field(default_factory=Counter)
    failed_runs: list[str] = field(default_factory=list)

    def closing_line(self, seconds: float) -> str:
        """The sum in the form of pytest's own last line."""
        order = ["failed", "passed", "skipped", "xfailed", "xpassed", "warnings", "errors"]
        words = [f"{self.counts[word]} {word}" for word in order if self.counts[word]]
        return f" {', '.join(words) or 'no tests ran'} in {seconds:.2f}s ".center(80, "=")


def missing_packages() -> list[str]:
    """Debian packages that the tests need and this machine has not."""
    missing = []
    if (ROOT / BROWSER).is_dir() and not (os.environ.get("SHOUWEN_CHROMIUM") or shutil.which("chromium")):
        missing.append("chromium")
    if find_binaries() is None:
        missing.append("postgresql")
    return missing


def bring_packages() -> None:
    """As root on Debian install what is missing; otherwise end with the one line to run."""
    missing = missing_packages()
    if not missing:
        return
    line = f"apt-get update && apt-get install -y {' '.join(missing)}"
    why = "、".join(NEEDED[name] for name in missing)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise CannotGoOn(f"{why}还缺：{'、'.join(missing)}。请运行：", f"  sudo sh -c '{line}'")
    print(f"{why}还缺：{'、'.join(missing)}，现在安装 …", flush=True)
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "-o=Dpkg::Use-Pty=0", *missing]
    if run(["apt-get", "update", "-qq"], env) or run(install, env) or missing_packages():
        raise CannotGoOn("安装没有成功，测试没有运行。请运行：", f"  {line}")


def pytest(name: str, arguments: list[str], env: dict[str, str], tally: Tally) -> None:
    """One run, its output shown as it comes, its closing line added to the tally."""
    print(f"\n== {name}", flush=True)
    command = [str(PYTHON), "-m", "pytest", "-q", *arguments]
    closing = ""
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            closing = line if CLOSING.match(line) else closing
    if found := CLOSING.match(closing):
        for part in found.group(1).split(", "):
            number, word = part.split()
            tally.counts[{"error": "errors", "warning": "warnings"}.get(word, word)] += int(number)
    if process.returncode:
        tally.failed_runs.append(f"{name}（退出码 {process.returncode}）")


def in_a_browser(arguments: list[str], env: dict[str, str], tally: Tally) -> None:
    """The browser tests, each process with a browser and a server of its own. On a busy machine a key can come before its page
    is ready: what failed is tried once more, alone, and that is said; what fails again has failed."""
    first, second = Tally(), Tally()
    pytest("浏览器", [*TWO, *arguments], env, first)
    if first.failed_runs:
        pytest("浏览器：没过的单独再试一次", ["--last-failed", *arguments], env, second)
        if second.counts["passed"] and not second.failed_runs:
            print(f"第一次没过、第二次过了的有 {second.counts['passed']} 项，上面写着是哪些。", flush=True)
            first.counts["passed"] += second.counts["passed"] - first.counts["errors"]
            first.counts["failed"] = first.counts["errors"] = 0
            first.failed_runs.clear()
    tally.counts += first.counts
    tally.failed_runs += first.failed_runs


def present(folders: tuple[str, ...]) -> list[str]:
    """Those of the folders that are there."""
    return [folder for folder in folders if (ROOT / folder).is_dir()]


def main(extra: list[str]) -> int:
    """Returns 1 if any run failed; every run is made in any case."""
    begun, tally = time.monotonic(), Tally()
    bring_packages()
    with tempfile.TemporaryDirectory(prefix="shouwen-test-") as data:
        # Whitenoise warns of a missing folder with every request; these tests serve no collected files.
        (Path(data) / "static").mkdir()
        plain = {"SHOUWEN_DATA": data, "SHOUWEN_DATABASE": "", "SHOUWEN_PLAIN_STATIC": "1"}
        pytest("SQLite", [*TWO, f"--ignore={BROWSER}", *extra], plain, tally)
        if (ROOT / BROWSER).is_dir():
            fonts = {"FONTCONFIG_FILE": str(ROOT / "tools" / "fonts.conf"), "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
            in_a_browser([BROWSER, *extra], plain | fonts, tally)
        with own_server() as address:
            again = [f"--ignore={folder}" for folder in (BROWSER, *present(PURE))]
            pytest("PostgreSQL", [*TWO, *again, *FEW, *extra], plain | {"SHOUWEN_DATABASE": address}, tally)
    print()
    if tally.failed_runs:
        print("没有通过：", "、".join(tally.failed_runs))
    print(tally.closing_line(time.monotonic() - begun), flush=True)
    return 1 if tally.failed_runs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
