"""告知用语: what is told for each purpose. Everybody may look; the management office and the administrator write."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen.desk.answers import refused
from shouwen.desk.telling.text_list import text_list
from shouwen.desk.telling.text_page import Written, text_page
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import Refused
from shouwen.telling.shipped import BY_CODE
from shouwen.telling.texts import preview_of, text_fits, write_text


@login_required
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """Every purpose."""
    page = text_list(request.actor, at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/settings/texts.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, code: str) -> HttpResponse:
    """One purpose; POST keeps a new version of its words."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at = request.at  # type: ignore[attr-defined]
    written = _written(request) if request.method == "POST" else None
    refusal = None
    if written is not None:
        try:
            row = write_text(
                template=code,
                words=written.words,
                is_essential=written.is_essential,
                reason=written.reason,
                seen=written.seen,
                by=actor,
                at=at,
            )
        except Refused as refused_:
            refusal = refused_.refusal
        else:
            title = BY_CODE[code].title
            messages.success(request, f"“{title}”改好了，从现在起照这个说" if row else f"“{title}”没有改动")
            return redirect("desk:settings_texts")
    page = text_page(actor, code, at=at, asked=request.GET, written=written, refusal=refusal)
    if page is None:
        raise Http404("no such text")
    return render(request, "desk/settings/text.html", {"page": page}, status=422 if refusal else 200)


@login_required
@require_POST
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """How the words would read, while they are written."""
    template = BY_CODE.get(code)
    if template is None:
        raise Http404("no such text")
    written = _written(request)
    if refusal := text_fits(template, written.words, is_essential=written.is_essential):
        return refused(request, refusal)
    centre = people.centre(request.actor.centre_id)  # type: ignore[attr-defined]
    shown = preview_of(template, written.words, centre)
    return render(request, "desk/telling/text_preview.html", {"preview": shown})


def _written(request: HttpRequest) -> Written:
    seen = request.POST.get("seen", "")
    return Written(
        words=request.POST.get("words", "").replace("\r\n", "\n").strip(),
        is_essential=request.POST.get("essential") == "yes",
        reason=request.POST.get("reason", "").strip(),
        seen=int(seen) if seen.isdecimal() and len(seen) < 5 else -1,
    )
