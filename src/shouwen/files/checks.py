"""What a file is, judged by its content and never by its name: PDF, JPEG or PNG, whole and without active content."""

from __future__ import annotations

from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps

from shouwen.refusals import Refusal

MOST_BYTES = 10 * 1024 * 1024
"""A file may have 10 MB."""
MOST_PIXELS = 40_000_000
"""A scan of an A4 page at 600 dpi has 35 million; a small file can unpack to far more than a machine holds."""

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
_PICTURES = {JPEG: "JPEG", PNG: "PNG"}
_BEGINNINGS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
_one_picture = Lock()
"""One picture is unpacked at a time: several large ones at once are what fills a small machine."""

_BROKEN = Refusal("file_broken", "这张图片打不开，可能没传完或已损坏", way_out="重新扫描或拍照后再传")
_TOO_MANY_PIXELS = Refusal("picture_too_large", "这张图片的像素太多", way_out="扫描时选 300 dpi，或把照片改小")
TOO_LARGE = Refusal("file_too_large", "一个文件最大 10 MB", way_out="扫描时选“普通清晰度”，或拍照后再传")


def media_type_of(data: bytes) -> str:
    """The media type that the first bytes tell; empty for a kind that isn't taken in."""
    return next((kind for beginning, kind in _BEGINNINGS.items() if data.startswith(beginning)), "")


def may_store(data: bytes) -> Refusal | None:
    """Whether these bytes may be kept: the size, what it is, and that it really is that."""
    if not data:
        return Refusal("file_empty", "这个文件是空的，请重新选")
    if len(data) > MOST_BYTES:
        return TOO_LARGE
    kind = media_type_of(data)
    if not kind:
        return Refusal(
            "file_kind", "只收 PDF、JPEG、PNG。这个文件的内容不是", way_out="改名字没有用：请重新扫描，或另存为 PDF"
        )
    if kind in _PICTURES:
        return _picture_fault(data, kind)
    # The reader of PDF structure is large: only a process that takes one in pays for it.
    from shouwen.files.pdf_check import pdf_fault

    return pdf_fault(data)


def _picture_fault(data: bytes, kind: str) -> Refusal | None:
    try:
        with _one_picture, Image.open(BytesIO(data), formats=[_PICTURES[kind]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return _TOO_MANY_PIXELS
            picture.draft("RGB", (picture.width // 8, picture.height // 8))
            picture.load()
    except Image.DecompressionBombError:
        return _TOO_MANY_PIXELS
    except (OSError, SyntaxError, ValueError, EOFError):
        return _BROKEN
    return None


def thumbnail(data: bytes, media_type: str, *, edge: int = 240) -> bytes:
    """A small JPEG of a picture, upright, at most `edge` pixels long; nothing of what a camera wrote into it is in there."""
    with _one_picture, Image.open(BytesIO(data), formats=[_PICTURES[media_type]]) as picture:
        picture.draft("RGB", (edge * 2, edge * 2))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail((edge, edge))
        out = BytesIO()
        upright.save(out, "JPEG", quality=80)
    return out.getvalue()
