"""The same requests without a network: handed to the WSGI application in this process, as the server would hand them."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Sequence
from typing import Any

from load.anatomy import Ledger
from load.clerks import Errand
from shouwen.config.wsgi import application


def answer(errand: Errand) -> bytes:
    """The body of the answer; ends the run when the status is not the expected one."""
    head, _, body = errand.request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, target, _ = first.split(" ")
    path, _, query = target.partition("?")
    headers = dict(line.split(": ", 1) for line in lines)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": headers["Host"],
        "HTTP_COOKIE": headers.get("Cookie", ""),
        "CONTENT_TYPE": headers.get("Content-Type", ""),
        "CONTENT_LENGTH": headers.get("Content-Length", ""),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    said: list[str] = []
    response = application(environ, lambda status, _headers: said.append(status))
    try:
        page = b"".join(response)
    finally:
        response.close()  # type: ignore[attr-defined]
    if int(said[0][:3]) != errand.status or (errand.holds and page.count(errand.holds) != errand.times):
        raise SystemExit(f"{method} {target}: {said[0]} {page[:300]!r}")
    return page


def timed(errands: Sequence[Errand]) -> list[float]:
    """Seconds each took, in order of size, after three to warm up."""
    for errand in errands[:3]:
        answer(errand)
    taken = []
    for errand in errands[3:]:
        begun = time.perf_counter()
        answer(errand)
        taken.append(time.perf_counter() - begun)
    return sorted(taken)


def taken_apart(errands: Sequence[Errand]) -> Ledger:
    """Where the time went, over all of them."""
    for errand in errands[:3]:
        answer(errand)
    ledger = Ledger()
    with ledger.watching():
        for errand in errands[3:]:
            answer(errand)
    return ledger
