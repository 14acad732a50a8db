"""Pages kept as they were made: a public page is made once a state of the figures, and handed out many times.

Kept in the memory of each server process. What a page rests on is asked for at most every `FRESH_SECONDS`."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

FRESH_SECONDS = 2.0
MOST = 200
"""Pages kept; the one not asked for the longest goes first."""


@dataclass(slots=True)
class Page:
    """One answer, as it is and packed."""

    body: bytes
    packed: bytes
    etag: str
    media_type: str
    state: str
    asked: float


_pages: OrderedDict[str, Page] = OrderedDict()
_lock = threading.Lock()
_makers = [threading.Lock() for _ in range(32)]
"""A page is made by one at a time; the others wait for it, by their share of the names."""


def kept(
    request: HttpRequest, name: str, *, state: Callable[[], str], make: Callable[[], bytes], media_type: str
) -> HttpResponse:
    """The answer under `name`: made anew only when `state` says something else than when it was made."""
    page = _page(name, state, make, media_type)
    if _holds(request.headers.get("If-None-Match", ""), page.etag):
        answer: HttpResponse = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        answer = HttpResponse(page.packed, content_type=page.media_type)
        answer.headers["Content-Encoding"] = "gzip"
    else:
        answer = HttpResponse(page.body, content_type=page.media_type)
    answer.headers["ETag"] = page.etag
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = "public, max-age=60"
    return answer


def forget() -> None:
    """Make every page anew."""
    with _lock:
        _pages.clear()


def _page(name: str, state: Callable[[], str], make: Callable[[], bytes], media_type: str) -> Page:
    page = _fresh(name)
    if page is not None:
        return page
    with _makers[hash(name) % len(_makers)]:
        return _fresh(name) or _looked_at(name, state, make, media_type)


def _fresh(name: str) -> Page | None:
    """The page, where it was looked at just now."""
    with _lock:
        page = _pages.get(name)
        if page is None:
            return None
        _pages.move_to_end(name)
        return page if time.monotonic() - page.asked < FRESH_SECONDS else None


def _looked_at(name: str, state: Callable[[], str], make: Callable[[], bytes], media_type: str) -> Page:
    now, page = time.monotonic(), _pages.get(name)
    wanted = state()
    if page is not None and page.state == wanted:
        page.asked = now
        return page
    body = make()
    # Weak: packed and unpacked it is the same page.
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    page = Page(body, gzip.compress(body, 6, mtime=0), etag, media_type, wanted, now)
    with _lock:
        _pages[name] = page
        while len(_pages) > MOST:
            _pages.popitem(last=False)
    return page


def _holds(header: str, etag: str) -> bool:
    return header.strip() == "*" or etag in (one.strip() for one in header.split(","))
