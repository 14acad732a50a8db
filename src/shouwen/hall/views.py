"""Pages for the people served: to be read on a phone, without log-in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shouwen import civil_time
from shouwen.cases.progress import case_with, find_progress, person_with
from shouwen.feedback.rating_window import rating_standing
from shouwen.messages.enums import MessageChannel
from shouwen.messages.policies import is_set_up
from shouwen.people.actor import Actor
from shouwen.telling.preferences import opt_out


@never_cache
@require_safe
def progress(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """办事进度, opened by the code on a paper."""
    at = civil_time.now()
    found, case = find_progress(number, code, at=at), case_with(number, code)
    if found is None or case is None:
        raise Http404
    page = {"case": found, "code": code, "may_remind": _may_remind(), "rating": rating_standing(case, at=at)}
    return render(request, "hall/progress.html", page)


@require_POST
def reminders(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """不要提醒, or again: said by who holds the code, for the person of the case."""
    person = person_with(number, code)
    if person is None:
        raise Http404
    wanted = request.POST.get("wanted") == "yes"
    opt_out(person=person, opted_out=not wanted, by=Actor.system(person.centre_id), at=civil_time.now())
    return redirect(reverse("hall:progress", args=[number, code]) + "#reminders")


def _may_remind() -> bool:
    return is_set_up(MessageChannel.SMS) or is_set_up(MessageChannel.EMAIL)
