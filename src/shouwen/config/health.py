"""Whether this process answers: for start scripts, load balancers and the empty page of a benchmark."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """`ok`, without touching the database."""
    return HttpResponse("ok", content_type="text/plain")
