"""心跳 of a device: an address of its own, with its own token; says nothing of anything else."""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shouwen import civil_time
from shouwen.devices.heartbeat import heard
from shouwen.hall.ask import address_of

MOST_WRONG, OVER = 20, timedelta(minutes=10)
"""Wrong tokens that one address may send; more are not looked at for that long."""


@csrf_exempt
@never_cache
@require_POST
def heartbeat(request: HttpRequest) -> HttpResponse:
    """204 for a device that is known, 401 for a token that nobody has, 429 after too many of those."""
    key = f"hall.heartbeat.{address_of(request)}"
    if cache.get(key, 0) >= MOST_WRONG:
        return HttpResponse(status=429, headers={"Retry-After": str(int(OVER.total_seconds()))})
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    known = heard(token=token.strip(), at=civil_time.now()) if scheme.lower() == "bearer" else None
    if known is not None:
        return HttpResponse(status=204)
    if not cache.add(key, 1, int(OVER.total_seconds())):
        cache.incr(key)
    return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
