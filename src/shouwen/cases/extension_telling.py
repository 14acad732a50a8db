"""延期用短信、邮件告知 (限时办结制度 第三条): it takes effect when the gateway has taken the message, or when somebody told the person.

Until then the request is approved and waits to be told. Not told by the original due day, it lapses, and nothing more is said of it."""

from __future__ import annotations

import logging
from datetime import datetime

from shouwen.cases.models import Case
from shouwen.clocks import extension_policies, extensions
from shouwen.clocks.enums import ExtensionState, ToldMeans
from shouwen.clocks.models import ExtensionRequest
from shouwen.journal.change import one_change
from shouwen.papers.enums import PaperKind
from shouwen.papers.queries import papers_in_force
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal
from shouwen.telling import queries as telling
from shouwen.telling.enums import CallState, ReachedBy
from shouwen.telling.queries import ToldRecord
from shouwen.telling.withdrawal import withdraw

log = logging.getLogger(__name__)
PREFIX = "case-extension/"
_TOO_LATE = "过了原到期日还没告知到，延期作废"
_TOLD_OTHERWISE = "改由人告知了"


def purpose_of(request: ExtensionRequest) -> str:
    """Told once for each request."""
    return f"{PREFIX}{request.pk}"


def told_so(request: ExtensionRequest) -> ToldRecord | None:
    """How the message of this request stands; None while there is none."""
    return telling.told_for(request.centre_id, [purpose_of(request)]).get(purpose_of(request))


def on_its_way(request: ExtensionRequest) -> Refusal | None:
    """One message is enough; whoever can tell the person sooner does."""
    if told_so(request) is None:
        return None
    words = "短信或邮件已经写好在发，发出去延期就生效"
    return Refusal("telling_on_its_way", words, extension_policies.ARTICLE, "等不及，打电话或当面告知，再选怎样告知的")


def told_otherwise(request: ExtensionRequest, *, by: Actor, at: datetime) -> None:
    """Somebody told the person: a message that waits doesn't go out any more, and nobody need call."""
    if (told := told_so(request)) is not None:
        withdraw(telling_id=told.telling_id, why=_TOLD_OTHERWISE, by=by, at=at)


def paper_of(case: Case) -> str:
    """The number of the newest 延期办理告知书 in force; empty if there is none."""
    paper = papers_in_force(case.centre_id, "case", case.pk, PaperKind.EXTENSION_NOTICE).order_by("-pk").first()
    return str(paper.number) if paper else ""


def settle(*, centre_id: int, at: datetime) -> int:
    """What was told takes effect; then what nobody decided on or told in time lapses, and isn't told any more. How many."""
    waiting = ExtensionRequest.objects.filter(centre_id=centre_id, state=ExtensionState.APPROVED)
    done = 0
    for request in waiting.select_related("clock").order_by("pk"):
        try:
            done += _take_effect(request, at=at)
        except Exception:
            log.exception("extension request %s doesn't take effect", request.pk)
    done += extensions.lapse_unanswered(centre_id=centre_id, at=at)
    untold = telling.unsettled(centre_id, PREFIX)
    lapsed = ExtensionRequest.objects.filter(centre_id=centre_id, state=ExtensionState.LAPSED)
    lapsed = lapsed.filter(pk__in=[int(purpose.removeprefix(PREFIX)) for purpose in untold])
    for request in lapsed:
        withdraw(telling_id=untold[purpose_of(request)], why=_TOO_LATE, by=Actor.system(centre_id), at=at)
    return done


@one_change
def _take_effect(request: ExtensionRequest, *, at: datetime) -> bool:
    told = told_so(request)
    if told is None or told.told_at is None:
        return False
    case = Case.objects.filter(clock_id=request.clock_id).first()
    late = extension_policies.may_extend(
        request.clock,
        workdays=request.workdays,
        reason=request.reason,
        category=request.category or None,
        asked_at=request.asked_at,
        told_at=told.told_at,
    )
    if case is None or late is not None:  # Told too late: it lapses.
        return False
    extensions.tell_extension(
        request=request,
        told_at=told.told_at,
        means=_means(told),
        paper_number=paper_of(case),
        by=Actor.system(request.centre_id),
        at=at,
    )
    return True


def _means(told: ToldRecord) -> ToldMeans:
    if told.call_state != CallState.REACHED:
        return ToldMeans.MESSAGE
    return ToldMeans.PHONE if told.means == ReachedBy.PHONE.label else ToldMeans.IN_PERSON
