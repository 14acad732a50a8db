"""404, in the words of whoever stands before it: the person served on a public address, staff everywhere else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from shouwen.desk.views import errors
from shouwen.hall.not_found import PUBLIC, code_unknown


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    if request.path.startswith(PUBLIC):
        return code_unknown(request)
    return errors.not_found(request, exception)
