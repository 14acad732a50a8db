"""Small files made on the spot: pictures by Pillow, PDFs object by object, so that a test can put anything into one."""

from __future__ import annotations

import zlib
from datetime import datetime
from io import BytesIO

from PIL import Image

from shouwen.files.actions import store, take_in
from shouwen.files.models import StoredFile
from shouwen.people.actor import Actor


def picture(form: str = "PNG", *, size: tuple[int, int] = (60, 40), colour: str = "white", **saving: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, form, **saving)
    return out.getvalue()


def pdf(*more: bytes, catalog: bytes = b"", page: bytes = b"") -> bytes:
    """One empty page. `more` are further objects (from number 4 on), `catalog` and `page` go into those dictionaries."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] " + page + b" >>",
        *more,
    ]
    out, places = BytesIO(), []
    out.write(b"%PDF-1.5\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return out.getvalue()


def pdf_with_compressed(body: bytes) -> bytes:
    """A PDF with a cross-reference stream whose fourth object lies inside a compressed object stream, unseen in the bytes."""
    out, places = BytesIO(), {}
    out.write(b"%PDF-1.5\n")
    inside = b"4 0 " + body
    packed = zlib.compress(inside)
    plain = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Names 4 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>",
        5: b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
        + packed
        + b"\nendstream",
    }
    for number, content in plain.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n" % number + content + b"\nendobj\n")
    table = out.tell()
    rows = [(0, 0, 255), *((1, places[one], 0) for one in (1, 2, 3)), (2, 5, 0), (1, places[5], 0), (1, table, 0)]
    entries = zlib.compress(
        b"".join(bytes([kind]) + place.to_bytes(4, "big") + bytes([last]) for kind, place, last in rows)
    )
    head = b"<< /Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Filter /FlateDecode /Length %d >>" % len(entries)
    out.write(b"6 0 obj\n" + head + b"\nstream\n" + entries + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def stored(*, name: str, data: bytes, by: Actor, at: datetime) -> StoredFile:
    """A file that was taken in and has its row."""
    return store(take_in(name=name, data=data, by=by), by=by, at=at)
