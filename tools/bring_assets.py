"""Copy the front-end files and the fonts from node_modules into the package, where git ignores them and the wheel carries them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
VENDOR = Path("src/shouwen/desk/static/vendor")
FONTS = Path("src/shouwen/papers/fonts")

# Every licence asks for its text beside the files.
COPIES: dict[str, Path] = {
    "htmx.org/dist/htmx.min.js": VENDOR / "htmx.min.js",
    "htmx.org/LICENSE": VENDOR / "htmx.LICENSE.txt",
    "echarts/dist/echarts.simple.min.js": VENDOR / "echarts.min.js",
    "echarts/LICENSE": VENDOR / "echarts.LICENSE.txt",
    "echarts/NOTICE": VENDOR / "echarts.NOTICE.txt",
    "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf": FONTS / "NotoSerifSC-Regular.ttf",
    "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf": FONTS / "NotoSerifSC-Bold.ttf",
    "@expo-google-fonts/noto-serif-sc/LICENSE_FONT": FONTS / "NotoSerifSC.OFL.txt",
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf": FONTS / "NotoSansSC-Regular.ttf",
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf": FONTS / "NotoSansSC-Bold.ttf",
    "@expo-google-fonts/noto-sans-sc/LICENSE_FONT": FONTS / "NotoSansSC.OFL.txt",
}


def is_same(source: Path, target: Path) -> bool:
    """Size and content agree; the size is asked first because the fonts are large."""
    return (
        target.is_file()
        and source.stat().st_size == target.stat().st_size
        and source.read_bytes() == target.read_bytes()
    )


def main(root: Path = ROOT, node_modules: Path = NODE_MODULES) -> int:
    """Copy what differs. Returns 0, or 1 with the missing files named when npm has not brought them."""
    missing = [name for name in COPIES if not (node_modules / name).is_file()]
    if missing:
        print("缺少前端文件，请先运行 npm ci：", *missing, sep="\n  ", file=sys.stderr)
        return 1
    copied = 0
    for name, place in COPIES.items():
        source, target = node_modules / name, root / place
        if not is_same(source, target):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            copied += 1
    if copied:
        print(f"前端文件与字体：新取 {copied} 个")
    return 0


if __name__ == "__main__":
    sys.exit(main())
