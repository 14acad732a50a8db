"""Fonts that papers are set in. Only files in the font folders count, never what happens to be installed: a reprint must look alike."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import typst

FONT_DIRECTORY = Path(__file__).resolve().parent.parent / "fonts"
EXTRA_FONTS_VARIABLE = "SHOUWEN_FONTS"
"""Environment variable: a folder with more fonts, such as the office's 仿宋, or one that has the rarest characters."""

BODY_CHAIN = ("FangSong_GB2312", "FangSong", "STFangsong", "Noto Serif SC")
TITLE_CHAIN = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong", "Noto Serif SC")


class FontsMissingError(RuntimeError):
    """The fonts of the product were not brought; no paper can be set."""


def font_folders() -> list[Path]:
    """The product's own folder and, if set and there, the one of SHOUWEN_FONTS."""
    extra = os.environ.get(EXTRA_FONTS_VARIABLE, "")
    return [FONT_DIRECTORY, *([Path(extra)] if extra and Path(extra).is_dir() else [])]


@lru_cache(maxsize=1)
def paper_fonts() -> typst.Fonts:
    """Load the fonts once a process. Raises FontsMissingError when the serif face of papers is not there."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in font_folders()],
    )
    if "Noto Serif SC" not in fonts.families():
        raise FontsMissingError(f"打印字体没有装好（{FONT_DIRECTORY}），请先运行 npm ci 和 tools/bring_assets.py")
    return fonts


@lru_cache(maxsize=1)
def font_chains() -> dict[str, list[str]]:
    """Families to use for body and title, best first, as far as they are there."""
    families = set(paper_fonts().families())
    return {
        "body": [name for name in BODY_CHAIN if name in families],
        "title": [name for name in TITLE_CHAIN if name in families],
    }
