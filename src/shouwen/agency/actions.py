"""代办: an authorisation is made with its proof, the principal is told of it and takes it back; each time it is used is kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from shouwen.agency import codes, policies
from shouwen.agency.enums import Basis, RevokedBy
from shouwen.agency.models import Authorisation
from shouwen.agency.recording import AUTHORISATION, record
from shouwen.catalogue.queries import items
from shouwen.civil_time import local_date
from shouwen.files import actions as files
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import actions as people
from shouwen.people import queries as people_queries
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.identity import normal_id_number
from shouwen.people.masks import mask_words
from shouwen.people.models import Person
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal, refuse, refuse_if
from shouwen.telling.actions import tell


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as their card says, with a telephone."""

    name: str
    id_number: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was signed: on the screen, or on paper and scanned. Taken in before the change begins."""

    signature: files.TakenIn | None = None
    paper: files.TakenIn | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The authorisation, the agent's code, and the path of the principal's page: shown this once."""

    authorisation: Authorisation
    code: str
    path: str


@one_change
def authorise(
    *,
    basis: Basis,
    principal: Identity,
    agent: Identity | None = None,
    helper_id: int | None = None,
    relation: str = "",
    basis_words: str = "",
    item_codes: Sequence[str] = (),
    matter_number: str = "",
    from_on: date,
    until_on: date,
    proof: Proof,
    by: Actor,
    at: datetime,
) -> Made:
    """登记委托: the agent is a person whose card is seen, or a helper of the centre. The principal is told, with a link to see it
    and take it back. Raises Refused."""
    refuse_if(policies.may_make(by))
    if (agent is None) == (helper_id is None):
        raise refuse("agent_missing", "还没有写谁替他办", way_out="写代办人，或选帮办人员")
    today, code_list = local_date(at), list(dict.fromkeys(item_codes))
    known = {item.code for item in items(by.centre_id)}
    refuse_if(policies.days_fit(from_on, until_on, today=today))
    refuse_if(policies.scope_fits(code_list, matter_number.strip(), known=known))
    refuse_if(
        policies.basis_fits(
            basis,
            basis_words=basis_words,
            principal_number=normal_id_number(principal.id_number),
            agent_number=normal_id_number(agent.id_number) if agent else "",
            is_helper=helper_id is not None,
            has_signature=proof.signature is not None,
            has_paper=proof.paper is not None,
            today=today,
        )
    )
    whom = _person(principal, by=by, at=at)
    who = _person(agent, by=by, at=at) if agent is not None else None
    if who is not None and who.pk == whom.pk:
        raise refuse("agent_is_principal", "委托人和代办人是同一个人，自己办就行")
    if helper_id is not None:
        refuse_if(_helper(by.centre_id, helper_id, today))
    year, link = today.year % 100, codes.new_link()
    row = Authorisation.objects.create(
        centre_id=by.centre_id,
        number=f"托 {year:02d}-{serials.take(by.centre_id, f'agency/{year}'):04d}",
        basis=basis,
        basis_words=basis_words.strip()[:60],
        principal=whom,
        agent=who,
        helper_id=helper_id,
        relation=mask_words(relation.strip())[:20],
        item_codes=code_list,
        matter_number=matter_number.strip(),
        from_on=from_on,
        until_on=until_on,
        signature=files.store(proof.signature, by=by, at=at) if proof.signature else None,
        paper=files.store(proof.paper, by=by, at=at) if proof.paper else None,
        made_at=at,
        made_by_id=by.member_id,
        link_hash=codes.link_hash(link),
    )
    scope = {"items": code_list, "scope_number": row.matter_number, "until": until_on.isoformat()}
    proved = {
        what: file.sha256 for what, file in (("signature", proof.signature), ("paper", proof.paper)) if file is not None
    }
    record(row, "agency.authorise", by=by, at=at, data={"basis": basis.value, **scope, **proved})
    path = f"/v/{link}/"
    _tell_principal(row, path, by=by, at=at)
    return Made(row, codes.agent_code(row), path)


@one_change
def revoke(*, authorisation: Authorisation, how: RevokedBy, reason: str = "", by: Actor, at: datetime) -> Authorisation:
    """撤回委托: at any time; over the link by the principal alone, else by a colleague who wrote down that they said so. What was
    done before stands. The agent is told. Raises Refused."""
    authorisation.refresh_from_db(from_queryset=Authorisation.objects.select_for_update())
    refuse_if(same_centre(authorisation, by) or policies.may_revoke(authorisation))
    if how != RevokedBy.PAGE:
        refuse_if(policies.may_make(by))
        if not reason.strip():
            raise refuse("reason_missing", "还没有写委托人怎么说的", way_out="如“本人来电，核对了证件后四位”")
    changes = {
        "revoked_at": at,
        "revoked_how": how,
        "revoked_by_id": by.staff_id,
        "revoked_reason": mask_words(reason.strip())[: policies.MOST_REASON],
    }
    if not Authorisation.objects.filter(pk=authorisation.pk, revoked_at=None).update(**changes):
        raise refuse("revoked_already", f"{authorisation.number} 刚刚已经撤回了")
    authorisation.refresh_from_db()
    record(authorisation, "agency.revoke", by=by, at=at, data={"how": how.value, "reason": Words(reason.strip())})
    if authorisation.agent is not None:
        _tell(
            authorisation,
            authorisation.agent,
            f"委托人撤回了委托 {authorisation.number}，以后不能替他办",
            "revoked",
            by,
            at,
        )
    return authorisation


@one_change
def act(
    *,
    authorisation: Authorisation,
    what: str,
    item_code: str,
    numbers: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> Authorisation:
    """替他办: checked as it stands this moment, and kept, so that the principal sees what was done. Held for this change: a
    revocation comes before it or after it. Raises Refused."""
    authorisation.refresh_from_db(from_queryset=Authorisation.objects.select_for_update())
    refuse_if(same_centre(authorisation, by))
    refuse_if(policies.may_act(authorisation, item_code=item_code, numbers=numbers, at=at))
    data: dict[str, object] = {"what": what, "item": item_code, "for": [one for one in numbers if one]}
    record(authorisation, "agency.act", by=by, at=at, data=data)
    return authorisation


@one_change
def open_proof(*, authorisation: Authorisation, which: str, by: Actor, at: datetime) -> tuple[bytes, str]:
    """看签名或委托书: the bytes and their type; journalled. Raises Refused."""
    refuse_if(policies.may_open_proof(authorisation, by))
    file = {"signature": authorisation.signature, "paper": authorisation.paper}.get(which)
    if file is None:
        raise refuse("file_missing", "没有这个文件")
    record(authorisation, "agency.proof_opened", by=by, at=at, data={"which": which})
    return files.open_file(file), file.media_type


def _person(one: Identity, *, by: Actor, at: datetime) -> Person:
    found: Person = people.receive_person(name=one.name, id_number=one.id_number, phone=one.phone, by=by, at=at)
    return found


def _helper(centre_id: int, helper_id: int, today: date) -> Refusal | None:
    helpers = [one for one in people_queries.colleagues(centre_id, on=today) if Role.HELPER in one.roles]
    if any(one.staff_id == helper_id for one in helpers):
        return None
    return Refusal("not_a_helper", "选的人今天没有帮办代办的岗位", policies.ARTICLE)


def _tell_principal(row: Authorisation, path: str, *, by: Actor, at: datetime) -> None:
    """Their guardian isn't told of themselves."""
    if row.basis == Basis.MINOR:
        return
    who = people.opened(row.agent).name if row.agent is not None else row.agent_masked
    what = row.matter_number or f"{len(row.item_codes)} 个事项"
    until = f"{row.until_on.year}年{row.until_on.month}月{row.until_on.day}日"
    words = f"您委托{who}替您办 {what}，到{until}。看办了什么、要撤回，点 {settings.PUBLIC_ADDRESS}{path}"
    _tell(row, row.principal, words, "made", by, at)


def _tell(row: Authorisation, person: Person, words: str, which: str, by: Actor, at: datetime) -> None:
    tell(
        person=person,
        template="plain",
        values={"words": words},
        subject_kind=AUTHORISATION,
        subject_id=row.pk,
        number=row.number,
        purpose=f"agency-{which}/{row.pk}",
        responsible_id=by.staff_id or row.made_by_id,
        by=by,
        at=at,
    )
