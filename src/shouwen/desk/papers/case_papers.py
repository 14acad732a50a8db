"""The papers part of a case: what may be issued now, one button each, and what was issued."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from shouwen.cases import paper_policies
from shouwen.cases.acceptance_paper import issue_acceptance_notice
from shouwen.cases.conclusion_paper import issue_conclusion_notice
from shouwen.cases.enums import ReviewState
from shouwen.cases.queries import is_new
from shouwen.cases.receipt_paper import issue_material_receipt
from shouwen.desk.papers.lines import PaperLine, line_of
from shouwen.papers.queries import papers_of
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Choice:
    """A material that a receipt may name; `is_known`: it is known to be here, so it stands ticked."""

    pk: int
    name: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Issue:
    """A button that issues a paper. `why`: the reason why it can't be issued, empty if it can. `choices`: materials to tick."""

    words: str
    url: str
    why: str
    choices: Sequence[Choice] = ()


@dataclass(frozen=True, slots=True)
class CasePapers:
    """The whole part."""

    issues: Sequence[Issue]
    lines: Sequence[PaperLine]


def case_papers_of(case: Any, serial: str, *, by: Actor, at: datetime) -> CasePapers:
    """What the papers part of a case shows."""
    chosen = [
        Choice(row.pk, row.name, row.state != ReviewState.UNREVIEWED or is_new(case, row))
        for row in paper_policies.without_receipt(case)
    ] + [
        Choice(row.pk, f"{row.name}（以前的办件有，这次又交了才勾）", False)
        for row in paper_policies.brought_after_all(case)
    ]
    asked: list[tuple[str, str, Refusal | None, Sequence[Choice]]] = [
        ("receipt", "材料接收凭证", paper_policies.may_issue_receipt(case, by=by, at=at), chosen),
        ("acceptance", "受理通知书", paper_policies.may_issue_acceptance(case, by=by, at=at), ()),
        ("conclusion", "办结通知书", paper_policies.may_issue_conclusion(case, by=by, at=at), ()),
    ]
    lines = [line_of(paper, by=by, at=at) for paper in papers_of(case.centre_id, "case", case.pk)]
    return CasePapers(
        issues=[
            Issue(words, reverse("desk:case_issue", args=[serial, kind]), refusal.message if refusal else "", choices)
            for kind, words, refusal, choices in asked
        ],
        lines=lines,
    )


def issue(case: Any, kind: str, ids: Sequence[str], *, by: Actor, at: datetime) -> Any:
    """Issue the paper that a button names. Raises Refused; KeyError for another name."""
    chosen = [int(one) for one in ids if one.isdigit()]
    doors: dict[str, Callable[[], Any]] = {
        "receipt": lambda: issue_material_receipt(case=case, material_ids=chosen, by=by, at=at),
        "acceptance": lambda: issue_acceptance_notice(case=case, by=by, at=at),
        "conclusion": lambda: issue_conclusion_notice(case=case, by=by, at=at),
    }
    return doors[kind]()
