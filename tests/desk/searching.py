"""Searching a list in tests: words are sent by POST, as the pages do; the list is then at the address with their key."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from django.test import Client


def searched(client: Client, written: str) -> str:
    """`/cases/?q=words&state=open` as a clerk would search: the address that the list then has. Without `q` it is one already."""
    parts = urlsplit(written)
    fields = dict(parse_qsl(parts.query))
    if "q" not in fields:
        return written
    page = fields.pop("page", "")
    answer = client.post(parts.path, fields)
    assert answer.status_code == 302, answer.status_code
    address = answer.headers["Location"]
    assert fields["q"] not in address or len(fields["q"]) < 3
    return f"{address}&page={page}" if page else address
