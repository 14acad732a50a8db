"""Lock the libraries: requirements/*.in to *.txt with hashes for every platform, and package-lock.json. No host names in either."""

from __future__ import annotations

import sys

from ground import ROOT, CannotGoOn, must, tool

LOCK_FILES = ("requirements/runtime.txt", "requirements/dev.txt", "package-lock.json")
COMPILE = ["pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header"]


def refuse_addresses() -> None:
    """A lock file is the same whatever mirror it was made through."""
    for name in LOCK_FILES:
        if "://" in (ROOT / name).read_text(encoding="utf-8"):
            raise CannotGoOn(f"{name} 里有网址，不能提交。")


def main(arguments: list[str]) -> int:
    """`--upgrade` takes newer releases within requirements/*.in; without it only what changed there is locked anew."""
    for name in ("runtime", "dev"):
        source, target = f"requirements/{name}.in", f"requirements/{name}.txt"
        must([tool("uv"), *COMPILE, *arguments, "-o", target, source], f"锁定 {source}")
    must(["npm", "install", "--package-lock-only", "--no-audit", "--no-fund", "--loglevel=error"], "锁定 package.json")
    refuse_addresses()
    print("已锁定：", *LOCK_FILES)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
