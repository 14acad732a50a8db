"""Front-end files and fonts: copied once, repaired when changed, missing ones named; the wheel carries them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import bring_assets

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    for name in bring_assets.COPIES:
        place = tmp_path / "node_modules" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(name.encode())
    return tmp_path / "node_modules"


def test_copies_once_and_repairs_a_changed_file(
    tmp_path: Path, node_modules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring_assets.main(tmp_path, node_modules) == 0
    assert capsys.readouterr().out == "前端文件与字体：新取 11 个\n"
    assert bring_assets.main(tmp_path, node_modules) == 0
    assert capsys.readouterr().out == ""
    htmx = tmp_path / bring_assets.VENDOR / "htmx.min.js"
    htmx.write_bytes(b"htmx.org/dist/htmx.min.XX")
    assert bring_assets.main(tmp_path, node_modules) == 0
    assert capsys.readouterr().out == "前端文件与字体：新取 1 个\n"
    assert htmx.read_bytes() == b"htmx.org/dist/htmx.min.js"


def test_missing_file_is_named_and_nothing_is_copied(
    tmp_path: Path, node_modules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (node_modules / "htmx.org/dist/htmx.min.js").unlink()
    assert bring_assets.main(tmp_path, node_modules) == 1
    assert "htmx.org/dist/htmx.min.js" in capsys.readouterr().err
    assert not (tmp_path / "src").exists()


@pytest.mark.slow
def test_wheel_carries_every_tracked_file_fonts_front_end_and_licences(tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-qq",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(build, check=True, timeout=120)
    (wheel,) = tmp_path.glob("shouwen-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {str(place).removeprefix("src/") for place in bring_assets.COPIES.values()}
    assert wanted - names == set()
    assert [name for name in names if name.endswith("licenses/LICENSE")] != []
    listed = subprocess.run(["git", "ls-files", "src"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tracked = {line.removeprefix("src/") for line in listed.splitlines() if (ROOT / line).exists()}
    assert tracked - names == set()
