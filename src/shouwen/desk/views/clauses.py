"""条款: the words of a clause of the regulation, for the chips."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shouwen.civil_time import local_date
from shouwen.clocks.rules import rulebook_of
from shouwen.desk.parts import ClauseWords
from shouwen.regulations.queries import clause_words


@login_required
def clause(request: HttpRequest, code: str) -> HttpResponse:
    """One clause: beside its chip, or as a page without script."""
    actor = request.actor  # type: ignore[attr-defined]
    every = clause_words(actor.centre_id)
    code = code if code in every else _cited_as(code, {key: words.article for key, words in every.items()})
    found = every.get(code)
    if found is None:
        raise Http404(f"no clause {code}")
    rules = rulebook_of(actor.centre_id).on(local_date(request.at))  # type: ignore[attr-defined]
    applying = (one for one in rules.readings.values() if code in one.clauses)
    readings = [f"{one.allowed[one.setting]}（{one.id}）" for one in applying]
    words = ClauseWords(code, found.article, found.shown, found.document, readings, found.words is not None)
    name = "desk/parts/clause_answer.html" if request.headers.get("HX-Request") else "desk/clause.html"
    return render(request, name, {"words": words})


def _cited_as(citation: str, articles: Mapping[str, str]) -> str:
    """The clause that a refusal cites in words: 限时办结制度 第五条 is also found under 第三、五条."""
    exact = next((code for code, article in articles.items() if article == citation), None)
    regime, _, article = citation.partition(" ")
    number = article.removeprefix("第").split("条")[0]
    among = (code for code, other in articles.items() if other.startswith(f"{regime} ") and number and number in other)
    return exact or next(among, "")
