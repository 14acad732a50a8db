"""请人帮忙 at a kiosk: one touch calls, the device says where; what becomes of it stands on the button. Needs no visit: who called may
be waiting before a screen that was wiped meanwhile."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from shouwen.hall import help_calls
from shouwen.hall.kiosk.paired import of_kiosk


@of_kiosk
@require_POST
def wanted(request: HttpRequest) -> HttpResponse:
    """叫人; a page that sends its `mark` again gets the call that is there."""
    request.kiosk_device = request.device  # type: ignore[attr-defined]
    return help_calls.help_wanted(request, request.device.centre.code)  # type: ignore[attr-defined]


@of_kiosk
@require_safe
def state(request: HttpRequest, mark: str) -> HttpResponse:
    """谁来了, asked every second."""
    return help_calls.help_state(request, mark)


@of_kiosk
@require_POST
def cancel(request: HttpRequest, mark: str) -> HttpResponse:
    """不用来了."""
    return help_calls.help_cancel(request, mark)
