"""文书: the files of a paper. Each time one is taken out is logged; the bytes are the same every time."""

from __future__ import annotations

from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from shouwen.desk.answers import refused as refused_page
from shouwen.papers.actions import open_file
from shouwen.papers.enums import PaperFormat
from shouwen.papers.queries import paper_of
from shouwen.people.policies import may_serve
from shouwen.refusals import Refused, refuse_if


@login_required
@require_GET
def paper_file(request: HttpRequest, paper_id: int, form: str) -> HttpResponseBase:
    """The PDF opens in the browser, the DOCX is kept as a file."""
    actor = request.actor  # type: ignore[attr-defined]
    paper = paper_of(actor.centre_id, paper_id)
    if paper is None or form not in PaperFormat.values:
        raise Http404(f"no paper {paper_id}.{form}")
    try:
        refuse_if(may_serve(actor))
        file = open_file(paper=paper, format=PaperFormat(form), by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return _refused(request, refused)
    answer = FileResponse(
        BytesIO(file.data), as_attachment=form == PaperFormat.DOCX, filename=file.name, content_type=file.media_type
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return refused_page(request, refused.refusal)
