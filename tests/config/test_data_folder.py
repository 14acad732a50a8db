"""Commands run from any folder find the centre's data, or say what to set: never a new empty database and new keys."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import shouwen
from shouwen.config.data_folder import ADVICE

PACKAGE = Path(shouwen.__file__).parent
WHERE = "from shouwen.config import settings; print(settings.DATA)"


def run(source: Path, here: Path, *words: str) -> tuple[int, str, str]:
    """A process of its own in the folder `here`, with the package of `source`; nobody said where the data lie."""
    env = {name: value for name, value in os.environ.items() if name not in {"SHOUWEN_DATA", "SHOUWEN_DATABASE"}}
    command = [sys.executable, *words]
    env |= {"PYTHONPATH": str(source), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=here, env=env, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def package_in(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "shouwen").symlink_to(PACKAGE)
    return folder


def test_an_installed_package_refuses_to_make_data_where_it_happens_to_run(tmp_path: Path) -> None:
    here = tmp_path / "home"
    here.mkdir()
    answer = run(package_in(tmp_path / "installed" / "lib"), here, "-m", "shouwen", "migrate")
    assert answer == (2, "", "".join(f"{line}\n" for line in ADVICE))
    assert list(here.iterdir()) == []


def test_data_that_lie_in_the_present_folder_are_still_found(tmp_path: Path) -> None:
    keys = tmp_path / "home" / "var" / "keys"
    source = package_in(tmp_path / "installed" / "lib")
    project = package_in(tmp_path / "project" / "src").parent
    (project / "pyproject.toml").write_text("")
    keys.parent.parent.mkdir()
    # Beside the project, wherever it is run from.
    assert run(project / "src", tmp_path / "home", "-c", WHERE) == (0, f"{project / 'var'}\n", "")
    assert list((tmp_path / "home").iterdir()) == []
    keys.mkdir(parents=True)
    (keys / "sealing.json").write_bytes((project / "var" / "keys" / "sealing.json").read_bytes())
    assert run(source, tmp_path / "home", "-c", WHERE) == (0, f"{keys.parent}\n", "")
