"""Scans for the demo: a small page that says plainly that it is one, as PNG, JPEG or PDF. The same words give the same bytes."""

from __future__ import annotations

from io import BytesIO
from time import gmtime

from PIL import Image, ImageDraw, ImageFont

from shouwen.papers.rendering.fonts import FONT_DIRECTORY

_SIZE = (620, 400)
_FIXED = gmtime(0)


def scan(form: str, document: str, remark: str) -> bytes:
    """A page with 演示, the name of the document and a remark. `form` is PNG, JPEG or PDF."""
    page = Image.new("RGB", _SIZE, "#f6f4ee")
    draw = ImageDraw.Draw(page)
    draw.rectangle((14, 14, _SIZE[0] - 14, _SIZE[1] - 14), outline="#8a8a82", width=3)
    for text, height, size, colour in (
        ("演 示", 40, 64, "#9b2226"),
        (document, 160, 40, "#222222"),
        (remark, 230, 26, "#444444"),
        ("这不是真的证件，上面没有任何人的信息", 320, 24, "#666666"),
    ):
        font = _font(size)
        draw.text(((_SIZE[0] - draw.textlength(text, font)) / 2, height), text, fill=colour, font=font)
    out = BytesIO()
    dates = {"creationDate": _FIXED, "modDate": _FIXED} if form == "PDF" else {}
    page.save(out, form, **dates)
    return out.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont:
    """A face of the papers that has Chinese."""
    path = next(one for one in sorted(FONT_DIRECTORY.glob("*.ttf")) if "Sans" in one.name or "Serif" in one.name)
    return ImageFont.truetype(str(path), size)
