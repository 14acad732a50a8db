"""The lock files: every library at one version with hashes, the same through any mirror, each with its reason."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PINNED = re.compile(r"^[a-z0-9][a-z0-9-]*==[\w.]+( ; .+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
VIA = re.compile(r"^    #(   | via )?.*$")


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_every_line_is_a_pin_a_hash_or_its_origin(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    strange = [line for line in lines if not (PINNED.match(line) or HASH.match(line) or VIA.match(line))]
    assert strange == []


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_every_pin_is_followed_by_a_hash(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if PINNED.match(line) and not HASH.match(after)
    ]
    assert bare == []


def test_dev_lock_holds_the_runtime_lock_at_the_same_versions() -> None:
    pins = {
        name: {line.split(" ")[0] for line in (ROOT / "requirements" / name).read_text().splitlines() if "==" in line}
        for name in ("runtime.txt", "dev.txt")
    }
    assert pins["runtime.txt"] - pins["dev.txt"] == set()


@pytest.mark.parametrize("name", ["requirements/runtime.txt", "requirements/dev.txt", "package-lock.json"])
def test_lock_file_names_no_host(name: str) -> None:
    assert re.findall(r"\S*://\S*", (ROOT / name).read_text(encoding="utf-8")) == []


def test_every_npm_package_has_its_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, facts in packages.items() if name and not facts["integrity"].startswith("sha512-")] == []
    assert [name for name, facts in packages.items() if "resolved" in facts] == []


@pytest.mark.parametrize("name", ["runtime.in", "dev.in"])
def test_every_dependency_says_why(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    silent = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if line and not line.startswith(("#", "-c")) and not before.startswith("# ")
    ]
    assert silent == []
