"""What the desk shows of authorisations: the list, the form, one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shouwen.agency import policies
from shouwen.agency.codes import agent_code
from shouwen.agency.enums import Basis, Standing
from shouwen.agency.queries import Wanted, authorisations
from shouwen.agency.recording import AUTHORISATION
from shouwen.agency.uses import Use, uses_of
from shouwen.catalogue.queries import items
from shouwen.civil_time import local_date
from shouwen.desk.addresses import serial_of
from shouwen.desk.cases.page import chip_of
from shouwen.desk.parts import PersonChip, TimelineEvent
from shouwen.journal import queries as journal
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.refusals import Refusal

SIFTS = (("in_force", "能用的"), ("mine", "我替人办的"), ("revoked", "撤回的"), ("expired", "到期的"), ("all", "全部"))
_SAID = {
    "agency.authorise": lambda _: "登记委托，告诉了委托人",
    "agency.act": lambda data: f"{data['what']}" + (f" {'、'.join(data['for'])}" if data["for"] else ""),
    "agency.revoke": lambda data: "委托人撤回" + (f"：{data['reason']}" if data.get("reason") else "（自己在网页上）"),
    "agency.proof_opened": lambda data: f"打开了{'签名' if data['which'] == 'signature' else '委托书'}",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list."""

    serial: str
    row: Any
    standing: str


@dataclass(frozen=True, slots=True)
class OnePage:
    """One authorisation."""

    row: Any
    principal: PersonChip
    agent: PersonChip | None
    serial: str
    standing: Standing
    standing_words: str
    items: Sequence[tuple[str, str]]
    uses: Sequence[Use]
    code: str
    may_change: bool
    events: Sequence[TimelineEvent]
    refusal: Refusal | None
    said: Any


def lines(by: Actor, text: str, sift: str, *, at: datetime) -> Any:
    """The rows asked for."""
    mine = by.staff_id if sift == "mine" else None
    return authorisations(by.centre_id, Wanted(text, sift, mine), today=local_date(at))


def line_of(row: Any, *, at: datetime) -> Line:
    """A row as it stands now."""
    return Line(serial_of(row.number), row, str(policies.standing_of(row, at=at).label))


def choices(by: Actor, *, at: datetime) -> dict[str, Any]:
    """What can be chosen on the form."""
    helpers = [one for one in people.colleagues(by.centre_id, on=local_date(at)) if Role.HELPER in one.roles]
    offered = sorted(items(by.centre_id), key=lambda item: (item.domain, item.name))
    return {
        "bases": [(one.value, str(one.label)) for one in Basis],
        "helpers": helpers,
        "items": [(item.code, item.name) for item in offered if item.withdrawn_at is None],
        "today": local_date(at).isoformat(),
    }


def one_page(row: Any, *, by: Actor, at: datetime, refusal: Refusal | None = None, said: Any = None) -> OnePage:
    """The page. The agent's code is shown to who may write authorisations."""
    names = {item.code: item.name for item in items(row.centre_id)}
    standing = policies.standing_of(row, at=at)
    may_change = policies.may_make(by) is None
    return OnePage(
        row=row,
        principal=chip_of(row.principal),
        agent=chip_of(row.agent) if row.agent is not None else None,
        serial=serial_of(row.number),
        standing=standing,
        standing_words=str(standing.label),
        items=[(code, names.get(code, code)) for code in row.item_codes],
        uses=uses_of(row),
        code=agent_code(row) if may_change and standing != Standing.REVOKED else "",
        may_change=may_change,
        events=[
            TimelineEvent(at=one.at, what=_SAID[one.action](one.data), who=one.actor_name, clause="", clause_title="")
            for one in journal.of_subject(row.centre_id, AUTHORISATION, row.pk)
            if one.action in _SAID
        ][::-1],
        refusal=refusal,
        said=said or {},
    )
