"""查找的字: words that may be a name or a phone number never stand in an address.

A search is sent by POST, its words are kept sealed in the session, and the list is asked for with their short key (`?s=key`);
plain filters stay readable in the address. A key of another session, or one that was dropped, finds no words."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shouwen.sealing import SealBrokenError, key_ring

KEPT = "search_words"
"""In the session: key -> sealed words, the newest last."""
MOST_KEPT = 30
LONGEST = 100
KEY, WORDS = "s", "q"
_NOT_FILTERS = frozenset({WORDS, KEY, "page", "csrfmiddlewaretoken"})
_LONGEST_FILTER = 40

View = Callable[..., HttpResponse]


def searched(view: View) -> View:
    """A list that is searched: POST keeps the words and leads to the list with their key; GET is the list."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if request.method == "POST":
            return to_the_list(request)
        return forgotten(request) or view(request, *args, **named)

    return answer


def to_the_list(request: HttpRequest) -> HttpResponse:
    """A search that was sent: its words are kept, and the list is asked for with their key and the filters."""
    filters, words = _plain(request.POST.items()), request.POST.get(WORDS, "").strip()[:LONGEST]
    if words:
        filters[KEY] = keep(request, words)
    return redirect(_address(request.path, filters))


def forgotten(request: HttpRequest) -> HttpResponse | None:
    """The list without words and a line that says so, if the address has a key that this session doesn't know; else None."""
    if not request.GET.get(KEY) or words_of(request):
        return None
    messages.info(request, "刚才查的字没有留下，请再查一次")
    return redirect(_address(request.path, _plain(request.GET.items())))


def asked(request: HttpRequest) -> dict[str, str]:
    """What a list is narrowed to: the filters of the address, with `q` the words that its key stands for. Never `q` of the address."""
    found = {name: str(value) for name, value in request.GET.items() if name != WORDS}
    if words := words_of(request):
        found[WORDS] = words
    else:
        found.pop(KEY, None)
    return found


def kept(asked: Mapping[str, str]) -> dict[str, str]:
    """The key of the words asked for, to go on with in an address; nothing without words."""
    return {KEY: asked[KEY]} if asked.get(KEY) else {}


def words_of(request: HttpRequest) -> str:
    """The words that the address's key stands for in this session; empty for any other key."""
    key = request.GET.get(KEY, "")
    sealed = getattr(request, "session", {}).get(KEPT, {}).get(key)
    return _opened(sealed, key) if key and sealed else ""


def keep(request: HttpRequest, words: str) -> str:
    """Keep words in the session; their key. The same words have the same key."""
    known: dict[str, str] = request.session.get(KEPT, {})
    for key, sealed in known.items():
        if _opened(sealed, key) == words:
            return key
    key = secrets.token_urlsafe(6)
    sealed = key_ring().seal(words, place=f"session.{KEPT}.{key}").hex()
    request.session[KEPT] = dict([*known.items(), (key, sealed)][-MOST_KEPT:])
    return key


def without_words(address: str) -> str:
    """An address without search words, whoever put them there: for `next=`, `back=` and other chains."""
    parts = urlsplit(address)
    if WORDS not in parts.query:
        return address
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != WORDS]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _plain(pairs: Any) -> dict[str, str]:
    """The filters among what was sent: short, and neither words nor page."""
    return {name: value[:_LONGEST_FILTER] for name, value in pairs if value and name not in _NOT_FILTERS}


def _address(path: str, query: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _opened(sealed: str, key: str) -> str:
    try:
        return key_ring().open(bytes.fromhex(sealed), place=f"session.{KEPT}.{key}")
    except (SealBrokenError, ValueError):
        return ""
