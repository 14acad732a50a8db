"""No source file over 400 lines: a room that large holds more than one thing."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 400
FOLDERS = ("src", "tests", "tools", "benchmarks")
KINDS = {".py", ".html", ".css", ".js", ".typ"}


def too_long(root: Path) -> list[tuple[Path, int]]:
    """Files over the limit with their number of lines; brought files and migrations are not ours to cut."""
    found = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in KINDS or {"vendor", "migrations", "node_modules"} & set(path.parts):
                continue
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > LIMIT:
                found.append((path.relative_to(root), lines))
    return found


def main(root: Path = ROOT) -> int:
    """Print each file that is too long; 1 if there are any."""
    found = too_long(root)
    for path, lines in found:
        print(f"{path}: {lines} 行，最多 {LIMIT} 行")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
