"""Pages for the people served: to be read on a phone, without log-in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shouwen import civil_time
from shouwen.cases.progress import find_progress


@never_cache
@require_safe
def progress(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """办事进度, opened by the code on a paper."""
    found = find_progress(number, code, at=civil_time.now())
    if found is None:
        raise Http404
    return render(request, "hall/progress.html", {"case": found})
