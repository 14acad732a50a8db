"""What may be taken in is judged by its content: whole PDF, JPEG and PNG files that only show something."""

from __future__ import annotations

import struct
import time
import zlib
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from tests.files.samples import pdf, pdf_with_compressed, picture

from shouwen.files.checks import MOST_BYTES, may_store, media_type_of, thumbnail


def code_of(data: bytes) -> str:
    refusal = may_store(data)
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("data", "kind"),
    [(picture("PNG"), "image/png"), (picture("JPEG"), "image/jpeg"), (pdf(), "application/pdf")],
    ids=["png", "jpeg", "pdf"],
)
def test_whole_files_of_the_three_kinds_are_taken(data: bytes, kind: str) -> None:
    assert (code_of(data), media_type_of(data)) == ("", kind)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"MZ\x90\x00" + b"\x00" * 500, "file_kind"),
        (b"<html><script>alert(1)</script></html>", "file_kind"),
        (b"PK\x03\x04" + b"\x00" * 500, "file_kind"),
        (b"GIF89a" + b"\x00" * 500, "file_kind"),
        (b"\n" + pdf(), "file_kind"),
        (b"%PDF-" + b"x" * (MOST_BYTES - 4), "file_too_large"),
        (picture("PNG")[:60], "file_broken"),
        (picture("JPEG")[:200], "file_broken"),
        (b"\xff\xd8\xff" + b"<html>" * 100, "file_broken"),
        (pdf()[:-40], "file_broken"),
        (b"%PDF-1.5\nnothing here\n%%EOF\n", "file_broken"),
    ],
    ids=[
        "nothing", "program", "page", "archive", "gif", "pdf-after-a-line", "too-large",
        "half-png", "half-jpeg", "page-as-jpeg", "half-pdf", "empty-pdf",
    ],
)  # fmt: skip
def test_disguised_broken_and_large_files_are_refused(data: bytes, code: str) -> None:
    assert code_of(data) == code


@pytest.mark.parametrize(
    "data",
    [
        pdf(catalog=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>", catalog=b"/OpenAction 4 0 R"),
        pdf(b"<< /S /URI /URI (x) >>", catalog=b"/OpenAction 4 0 R"),
        pdf(catalog=b"/OpenAction << /S /J#61vaScript /J#53 (app.alert(1)) >>"),
        pdf(b"<< /S /Launch /F (cmd.exe) >>", page=b"/Annots [<< /Subtype /Link /A 4 0 R >>]"),
        pdf(b"<< /Type /EmbeddedFile /Length 2 >>\nstream\nMZ\nendstream"),
        pdf(page=b"/AA << /O 9 0 R >>"),
        pdf(catalog=b"/AcroForm << /XFA (x) >>"),
        pdf_with_compressed(b"<< /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert(1)) >>] >> >>"),
    ],
    ids=["on-opening", "by-reference", "link-on-opening", "escaped", "program", "file", "page", "form", "compressed"],
)
def test_pdf_with_active_content_is_refused(data: bytes) -> None:
    assert code_of(data) == "pdf_active"


def test_compressed_objects_without_active_content_are_taken() -> None:
    data = pdf_with_compressed(b"<< /Dests << /Names [] >> >>")
    assert b"/Dests" not in data
    assert code_of(data) == ""


def test_pdf_that_only_says_where_to_open_is_taken() -> None:
    """Office programs write at which page a file opens; that is no action."""
    assert code_of(pdf(catalog=b"/OpenAction [3 0 R /Fit]")) == ""


def test_five_megabytes_of_streams_without_an_end_are_looked_through_at_once() -> None:
    """112 KB of it once took 13 seconds: each beginning was searched to the end of the file."""
    data = pdf(b"<< /Length 2 >>\nstream\n<<\nendstream", b"stream\n" * 750_000)
    began = time.process_time()
    code = code_of(data)
    assert (len(data) > 5_000_000, code) == (True, "file_broken")
    assert time.process_time() - began < 5


def test_names_between_two_streams_are_seen_and_those_inside_one_are_not() -> None:
    stream = b"<< /Length 4 >>\nstream\n%s\nendstream"
    assert code_of(pdf(stream % b"/AA ", stream % b"/JS ")) == ""
    assert code_of(pdf(stream % b"/AA ", b"/Launch", stream % b"/JS ")) == "pdf_active"


def test_pdf_with_a_password_is_refused() -> None:
    writer, out = PdfWriter(PdfReader(BytesIO(pdf()))), BytesIO()
    writer.encrypt("geheim", algorithm="AES-256")
    writer.write(out)
    assert code_of(out.getvalue()) == "pdf_locked"


def test_picture_that_unpacks_to_more_than_a_machine_holds_is_refused_unopened() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )
    assert code_of(bomb) == "picture_too_large"
    assert len(bomb) < 200


def test_thumbnail_stands_upright_and_carries_nothing_of_the_camera() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of somebody"
    data = picture("JPEG", size=(800, 400), exif=exif)
    small = thumbnail(data, "image/jpeg")
    with Image.open(BytesIO(small)) as shown:
        assert (shown.size, dict(shown.getexif())) == ((120, 240), {})
    assert b"Camera of somebody" in data
    assert b"Camera of somebody" not in small
