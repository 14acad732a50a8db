"""告知承诺书: the numbered paper on which the person promises what stands in for a material; issued when the promise is taken."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.cases.enums import OwedKind
from shouwen.cases.models import CaseMaterial
from shouwen.cases.paper_parts import notice_parts
from shouwen.civil_time import local_date
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.papers.rendering import content
from shouwen.people.actor import Actor

_BASIS = {
    OwedKind.LATER: "国家关于减证便民、容缺受理的规定",
    OwedKind.COMMITMENT: "国家关于推行证明事项告知承诺制的规定",
}


def issue_promise_letter(
    material: CaseMaterial, *, kind: OwedKind, words: str, due_on: date | None, by: Actor, at: datetime
) -> Paper:
    """出具告知承诺书, inside the change that takes the promise."""
    case = material.case

    def build(number: str) -> content.PromiseLetter:
        return content.PromiseLetter(
            **notice_parts(case, number=number, issued_on=local_date(at)),
            basis=(_BASIS[kind], "《一次性告知制度》第六条", f"本事项办事指南（第{case.version.number}版）"),
            material=material.name,
            promise=words,
            due_on=due_on,
        )

    paper: Paper = papers.issue(
        kind=PaperKind.PROMISE_LETTER, subject_kind="case", subject_id=case.pk, build=build, by=by, at=at
    )
    return paper
