"""QR codes, the same modules for both outputs: SVG for the PDF, PNG for the DOCX."""

from __future__ import annotations

import io
from typing import Literal

import segno

_MASK = 2
"""One of the eight patterns that readers know; trying all of them for the prettiest takes longer than drawing the page's text."""


def qr_image(address: str, form: Literal["svg", "png"]) -> bytes:
    """Draw an address as a QR code with 15 % redundancy and no margin (the page around it is white)."""
    target = io.BytesIO()
    code = segno.make(address, error="m", micro=False, mask=_MASK)
    if form == "svg":
        code.save(target, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    else:
        code.save(target, kind="png", border=0, scale=8)
    return target.getvalue()
