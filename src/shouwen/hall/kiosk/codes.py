"""QR codes on the screen: a page goes on on one's own phone."""

from __future__ import annotations

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


def qr_of(path: str) -> SafeString:
    """The drawing for a path of this installation, as a phone reaches it."""
    address = settings.PUBLIC_ADDRESS.rstrip("/") + path
    drawing = segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2, omitsize=True)
    return mark_safe(drawing)
