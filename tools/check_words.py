"""Words that must not be in a tracked file: hosts of package registries, paths of one machine, left-over notes, merge marks.

The patterns are put together from pieces, so that this file does not contain what it looks for.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_HOSTS = (
    ("py", "pi.org"), ("python", "hosted.org"), ("npm", "js.org"), ("npm", "js.com"), ("npm", "mirror.com"),
    ("deb.deb", "ian.org"), ("security.deb", "ian.org"), ("crates", ".io"), ("proxy.go", "lang.org"),
    ("mirrors.ali", "yun.com"), ("tuna.tsing", "hua.edu.cn"), ("mirrors.us", "tc.edu.cn"),
)  # fmt: skip
_MACHINE_PATHS = (("/wo", "rk/"), ("/t", "mp/"), ("/ro", "ot/"), ("/ho", "me/"), ("/opt/wh", "eels"))
_NOTES = (("TO", "DO"), ("FIX", "ME"), ("XX", "X"))

PATTERNS: dict[str, re.Pattern[str]] = {
    "软件源的网址": re.compile("|".join(re.escape("".join(pieces)) for pieces in _HOSTS)),
    "这台机器的路径": re.compile(r"(?<![\w.}/])(?:" + "|".join(re.escape("".join(p)) for p in _MACHINE_PATHS) + ")"),
    "没做完的记号": re.compile(r"\b(?:" + "|".join("".join(pieces) for pieces in _NOTES) + r")\b"),
    "合并冲突": re.compile("^(?:" + "<" * 7 + "|" + ">" * 7 + ") ", re.MULTILINE),
}


def tracked_files(root: Path) -> list[Path]:
    """Every file that git tracks or would add, without what is ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode().split("\0")
    return [root / name for name in sorted(set(names)) if name and (root / name).is_file()]


def findings(path: Path) -> Iterator[tuple[int, str, str]]:
    """(line, kind, found text) for each place; a binary file has none."""
    content = path.read_bytes()
    if b"\0" in content:
        return
    text = content.decode("utf-8", errors="replace")
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            yield text.count("\n", 0, match.start()) + 1, kind, match.group()


def main(root: Path = ROOT) -> int:
    """Print `file:line: kind: text` for each finding; 1 if there are any."""
    found = 0
    for path in tracked_files(root):
        for line, kind, text in findings(path):
            print(f"{path.relative_to(root)}:{line}: {kind}：{text.strip()}")
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT))
