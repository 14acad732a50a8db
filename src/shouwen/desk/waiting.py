"""断网: what a browser kept while the line was down, sent when it is back, done once.

The browser keeps it encrypted with a key that belongs to the session (`key_of`), and sends it with its mark and the name of the
one who wrote it. It asks for an answer to read, not for a page: `done`, or `refused` with the words."""

from __future__ import annotations

import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shouwen.journal.sending import sent_once, was_sent
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal
from shouwen.sealing import SealBrokenError, key_ring

MARK, WRITER, ANSWER = "X-Waiting-Mark", "X-Waiting-Writer", "X-Waiting-Answer"
"""Headers: the mark of a sending, the staff id of who wrote it, and that the answer is read by the desk's script."""
_MARK = re.compile(r"[0-9a-f]{32}")
_SALT = "shouwen.desk.waiting"
Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]


_WORKER = Path(__file__).parent / "static" / "desk" / "worker.js"


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The program that answers for the desk while the line is down. At the root, because it may answer below its address only."""
    return HttpResponse(
        _WORKER.read_bytes(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


def login_of(request: HttpRequest) -> str:
    """A name for this log-in that says nothing: the browser tells by it which key it has."""
    return salted_hmac(f"{_SALT}.login", _session(request), algorithm="sha256").hexdigest()[:16]


@never_cache
@require_safe
def locked(request: HttpRequest) -> HttpResponse:
    """锁上了: the page that a browser keeps for a log-out without the line, and that ends the session when the line is back."""
    return render(request, "desk/locked.html")


@never_cache
@login_required
@require_POST
def key(request: HttpRequest) -> HttpResponse:
    """The key of this log-in, 32 bytes: nobody can make it without the session, which ends with the log-out.

    `seal` is the same key sealed for its owner: the browser keeps it when the session is over, and who sends it back gets the
    key of that earlier log-in if it is their own, else 409."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    place = f"desk.waiting.{actor.staff_id}"
    if sealed := request.POST.get("seal", ""):
        try:
            earlier = key_ring().open_bytes(b64decode(sealed, validate=True), place=place)
        except (SealBrokenError, ValueError, IndexError):
            return refused(["这是另一位工作人员存的，要本人登录"], status=409)
        return JsonResponse({"key": b64encode(earlier).decode(), "seal": sealed})
    made = salted_hmac(f"{_SALT}.key", _session(request), algorithm="sha256").digest()
    seal = b64encode(key_ring().seal_bytes(made, place=place)).decode()
    return JsonResponse({"login": login_of(request), "key": b64encode(made).decode(), "seal": seal})


def _session(request: HttpRequest) -> str:
    return request.session.session_key or ""


def is_read_by_script(request: HttpRequest) -> bool:
    """Whether the answer is for the script that sends, and not a page."""
    return ANSWER in request.headers


def is_sent_later(request: HttpRequest) -> bool:
    """Whether this was kept in the browser before it was sent."""
    return request.headers.get(ANSWER) == "later"


def done(words: str, *, to: str = "") -> JsonResponse:
    """It is done, now or before: in words, and where one goes from here."""
    return JsonResponse({"done": words, "to": to})


def refused(words: Iterable[str], *, status: int = 422) -> JsonResponse:
    """It was refused: nothing changed, and this is why."""
    return JsonResponse({"refused": list(words)}, status=status)


def refused_by(refusal: Refusal) -> JsonResponse:
    """A refusal of the domain, with its way out."""
    return refused([refusal.message, *([refusal.way_out] if refusal.way_out else [])])


def written_by_another(request: HttpRequest) -> HttpResponse | None:
    """What somebody else wrote on this computer is not sent under the name of who is logged in now."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    writer = request.headers.get(WRITER)
    if writer is None or hmac.compare_digest(writer.encode(), str(actor.staff_id).encode()):
        return None
    return refused(["这是另一位工作人员写的，请他本人登录后再送"], status=409)


def once(view: View[Given]) -> View[Given]:
    """Decorate a view: what comes with a mark is done once. Without a mark it is an ordinary request."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Given.args, **named: Given.kwargs) -> HttpResponse:
        mark = request.headers.get(MARK, "")
        if not mark:
            return view(request, *args, **named)
        if not _MARK.fullmatch(mark):
            return HttpResponseBadRequest("mark: 32 hexadecimal digits")
        if (others := written_by_another(request)) is not None:
            return others
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if was_sent(actor.centre_id, mark):
            return done("已经办过了，没有再办一次")
        with sent_once(centre_id=actor.centre_id, mark=mark, at=request.at) as sending:  # type: ignore[attr-defined]
            answer = view(request, *args, **named)
        return done("已经办过了，没有再办一次") if sending.came_again else answer

    return marked
