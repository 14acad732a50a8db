"""Where database, keys and papers lie. Never in whatever folder a command happens to be run from: an empty database and new keys
there would pass for the centre's own."""

from __future__ import annotations

import os
from pathlib import Path

ADVICE = (
    "不知道数据放在哪里，什么也没有做",
    "先设置 SHOUWEN_DATA，写数据文件夹的完整路径，例如：SHOUWEN_DATA=/srv/shouwen shouwen migrate",
    "已经有数据的，写原来那个文件夹：里面有 keys 文件夹",
)


class NoDataFolder(Exception):
    """Nobody said where the data lie, and there is no project beside which they could."""

    def __init__(self) -> None:
        super().__init__("。".join(ADVICE))


def data_folder() -> Path:
    """What `SHOUWEN_DATA` names; without it `var` beside the project this package runs from, or a `var` with keys in the present
    folder. Raises NoDataFolder."""
    if named := os.environ.get("SHOUWEN_DATA", "").strip():
        return Path(named).resolve()
    source = Path(__file__).parents[2]
    if source.name == "src" and (source.parent / "pyproject.toml").is_file():
        return (source.parent / "var").resolve()
    here = Path("var").resolve()
    if (here / "keys" / "sealing.json").is_file():
        return here
    raise NoDataFolder
