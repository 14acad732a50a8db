"""Every check that needs no test: format, lint, types, layers, templates, migrations, words, lengths. All run; all failures are shown."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from ground import PYTHON, ROOT, tool

OWN = ["src", "tests", "tools", "hatch_build.py"]


def commands() -> dict[str, list[str]]:
    """What is run, by the name it is shown with."""
    own = [*OWN, "benchmarks"] if (ROOT / "benchmarks").is_dir() else OWN
    return {
        "ruff": [tool("ruff"), "check", *own],
        "ruff format": [tool("ruff"), "format", "--check", *own],
        "mypy": [tool("mypy")],
        "import-linter": [tool("lint-imports"), "--no-cache"],
        "djlint": [tool("djlint"), "src", "--lint", "--quiet"],
        "migrations": [tool("shouwen"), "makemigrations", "--check", "--dry-run"],
        "words": [str(PYTHON), "tools/check_words.py"],
        "length": [str(PYTHON), "tools/check_length.py"],
    }


def main() -> int:
    """Returns 1 if any check failed."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="shouwen-check-") as data:
        # Checks must not touch the data of this checkout's running town.
        env = {**os.environ, "SHOUWEN_DATA": data, "PYTHONWARNINGS": "ignore"}
        env.pop("SHOUWEN_DATABASE", None)
        for name, command in commands().items():
            begun = time.monotonic()
            done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
            print(
                f"{'通过' if done.returncode == 0 else '没过'}  {name}  {time.monotonic() - begun:.1f} 秒", flush=True
            )
            if done.returncode:
                failed.append(name)
                print(done.stdout, done.stderr, sep="\n", flush=True)
    if failed:
        print("没有通过：", "、".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
