"""One door for other systems: made, changed, given a new token, told of changes, switched off. A token is shown once."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.journal import actions as journal
from shouwen.journal import queries as journal_queries
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.models import Staff
from shouwen.refusals import refuse, refuse_if
from shouwen.sealing import key_ring
from shouwen.systems import policies
from shouwen.systems.enums import HookEvent, Scope
from shouwen.systems.models import System
from shouwen.systems.tokens import hash_of, hint_of, new_token


@dataclass(frozen=True, slots=True)
class Shown:
    """A system with what is shown this once: its token, or the key of its notices. Never stored in clear, never logged."""

    system: System
    secret: str


@one_change
def make_system(
    *,
    name: str,
    scopes: Collection[str],
    requests_a_minute: int | None,
    acts_as: Staff | None,
    by: Actor,
    at: datetime,
) -> Shown:
    """接入外部系统: with a token of its own. Raises Refused."""
    refuse_if(policies.may_keep_systems(by))
    _check(name, scopes, requests_a_minute, acts_as, by)
    token = new_token()
    system = System(
        centre_id=by.centre_id,
        name=name.strip(),
        token_hash=hash_of(token),
        token_hint=hint_of(token),
        scopes=_in_order(scopes, Scope.values),
        requests_a_minute=requests_a_minute or 1,
        acts_as=acts_as,
        made_at=at,
        made_by_id=by.staff_id,
    )
    _save(system)
    _record("system.make", system, by=by, at=at, data=_settings(system))
    return Shown(system, token)


@one_change
def change_system(
    *,
    system: System,
    name: str,
    scopes: Collection[str],
    requests_a_minute: int | None,
    acts_as: Staff | None,
    by: Actor,
    at: datetime,
) -> System:
    """改权限、次数、谁负责: from the next call on; the token stays. Raises Refused."""
    row = _held(system, by)
    _check(name, scopes, requests_a_minute, acts_as, by)
    before = _settings(row)
    row.name, row.scopes = name.strip(), _in_order(scopes, Scope.values)
    row.requests_a_minute, row.acts_as = requests_a_minute or 1, acts_as
    if _settings(row) != before:
        _save(row)
        _record("system.change", row, by=by, at=at, data={**_settings(row), "before": before})
    return row


@one_change
def renew_token(*, system: System, by: Actor, at: datetime) -> Shown:
    """换令牌: the old one is void at once. Raises Refused."""
    row, token = _held(system, by), new_token()
    row.token_hash, row.token_hint = hash_of(token), hint_of(token)
    row.save(update_fields=["token_hash", "token_hint"])
    _record("system.renew_token", row, by=by, at=at, data={"name": row.name})
    return Shown(row, token)


@one_change
def switch_off(*, system: System, by: Actor, at: datetime) -> System:
    """停用: nothing comes in any more, and nothing is told. Raises Refused."""
    return _switch(system, is_active=False, by=by, at=at)


@one_change
def switch_on(*, system: System, by: Actor, at: datetime) -> System:
    """恢复: the same token counts again; what happened meanwhile isn't told afterwards. Raises Refused."""
    return _switch(system, is_active=True, by=by, at=at)


@one_change
def set_hook(
    *, system: System, url: str, events: Collection[str], is_inside: bool, by: Actor, at: datetime
) -> Shown | None:
    """设通知地址: which changes are told where, from now on. The first time, and at another address, there is a new key to check
    the signature by; it is given back to be shown once. Without an address nothing is told. Raises Refused."""
    row, url = _held(system, by), url.strip()
    refuse_if(policies.hook_fits(url=url, events=events, scopes=row.scopes))
    secret = secrets.token_urlsafe(32) if url and (url != row.hook_url or not row.hook_secret_sealed) else ""
    if url and not row.hook_url:
        row.hook_seen_seq = journal_queries.last_seq(row.centre_id)
    if secret or not url:
        row.hook_secret_sealed = key_ring().seal(secret, place=secret_place(row.pk))
    row.hook_url, row.hook_events = url, _in_order(events, HookEvent.values) if url else []
    row.hook_is_inside = is_inside and bool(url)
    row.save(update_fields=["hook_url", "hook_events", "hook_is_inside", "hook_secret_sealed", "hook_seen_seq"])
    data = {"name": row.name, "events": row.hook_events, "is_inside": row.hook_is_inside, "is_told": bool(url)}
    _record("system.hook", row, by=by, at=at, data=data)
    return Shown(row, secret) if secret else None


def secret_of(system: System) -> str:
    """The key that signs what this system is told, in clear, for the gateway. Never stored, never logged."""
    return key_ring().open(system.hook_secret_sealed, place=secret_place(system.pk))


def secret_place(system_id: int) -> str:
    """Where the key is sealed for."""
    return f"system.hook_secret.{system_id}"


def _check(name: str, scopes: Collection[str], requests_a_minute: int | None, acts_as: Staff | None, by: Actor) -> None:
    refuse_if(
        policies.fits(
            name=name, scopes=scopes, requests_a_minute=requests_a_minute, acts_as=acts_as, centre_id=by.centre_id
        )
    )


def _held(system: System, by: Actor) -> System:
    """The row as it stands now, held to the end of the change."""
    refuse_if(policies.may_change(system, by=by))
    return System.objects.select_for_update().get(pk=system.pk)


def _switch(system: System, *, is_active: bool, by: Actor, at: datetime) -> System:
    row = _held(system, by)
    if row.is_active == is_active:
        raise refuse("system_switched", "别人刚刚已经改了，刷新看看")
    row.is_active = is_active
    if is_active:
        row.hook_seen_seq = journal_queries.last_seq(row.centre_id)
    row.save(update_fields=["is_active", "hook_seen_seq"])
    action = "system.switch_on" if is_active else "system.switch_off"
    _record(action, row, by=by, at=at, data={"name": row.name})
    return row


def _save(system: System) -> None:
    """Of two with one name the database takes one."""
    try:
        with transaction.atomic():
            system.save()
    except IntegrityError as error:
        raise refuse("system_known", f"已经有叫“{system.name}”的系统", way_out="换个名称，或改原来那个") from error


def _settings(system: System) -> dict[str, object]:
    return {
        "name": system.name,
        "scopes": list(system.scopes),
        "requests_a_minute": system.requests_a_minute,
        "acts_as": system.acts_as_id,
    }


def _in_order(chosen: Collection[str], known: Collection[str]) -> list[str]:
    return [one for one in known if one in chosen]


def _record(action: str, system: System, *, by: Actor, at: datetime, data: dict[str, object]) -> None:
    journal.record(by=by, at=at, action=action, subject_kind="system", subject_id=system.pk, data=data)
