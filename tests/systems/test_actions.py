"""外部系统: a token shown once and kept as a hash, scopes and limits, renewed and switched off; only by the administrator."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.db import connection
from tests.api.scene import NOW, Platform
from tests.factories import make_staff, make_town

from shouwen.journal.models import Entry
from shouwen.people.enums import Role
from shouwen.refusals import Refused
from shouwen.systems import actions
from shouwen.systems.acting import actor_for
from shouwen.systems.models import System
from shouwen.systems.queries import system_with_token

pytestmark = pytest.mark.django_db


def make(platform: Platform, **changes: Any) -> actions.Shown:
    given: dict[str, Any] = {
        "name": "12345",
        "scopes": ["tasks:write"],
        "requests_a_minute": 60,
        "acts_as": platform.town.he,
        "by": platform.town.actor(platform.admin),
        "at": NOW,
    }
    return actions.make_system(**{**given, **changes})


def refusal(platform: Platform, **changes: Any) -> str:
    with pytest.raises(Refused) as refused:
        make(platform, **changes)
    return refused.value.code


def test_the_token_is_shown_once_and_kept_as_a_hash(platform: Platform) -> None:
    shown = make(platform)
    row = System.objects.get(name="12345")
    assert shown.secret.startswith("sw_")
    assert len(shown.secret) == 46
    assert row.token_hash == hashlib.sha256(shown.secret.encode()).hexdigest()
    assert row.token_hint == shown.secret[:8]
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM journal_entry")
        told = "".join(str(data) for (data,) in cursor.fetchall())
    assert shown.secret not in told
    assert row.token_hash not in told


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "system_name_missing"),
        ({"name": "长" * 41}, "system_name_too_long"),
        ({"name": "区政务平台"}, "system_known"),
        ({"scopes": []}, "scopes_missing"),
        ({"scopes": ["cases:delete"]}, "scope_unknown"),
        ({"requests_a_minute": 0}, "rate_wrong"),
        ({"requests_a_minute": None}, "rate_wrong"),
        ({"acts_as": None}, "acts_as_missing"),
    ],
)
def test_what_doesnt_fit_is_refused_and_nothing_is_made(platform: Platform, changes: dict[str, Any], code: str) -> None:
    assert refusal(platform, **changes) == code
    assert System.objects.count() == 1


def test_a_system_that_only_reads_needs_nobody_behind_it(platform: Platform) -> None:
    shown = make(platform, scopes=["items:read", "figures:read"], acts_as=None)
    assert shown.system.scopes == ["items:read", "figures:read"]
    with pytest.raises(Refused, match="没有在职的人负责"):
        actor_for(shown.system, on=NOW.date())


def test_whoever_answers_for_it_works_at_this_centre(platform: Platform) -> None:
    stranger = make_town("other", town="别处镇").he
    assert refusal(platform, acts_as=stranger) == "acts_as_unknown"
    platform.town.he.is_active = False
    assert refusal(platform) == "acts_as_unknown"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_the_administrator_keeps_systems(platform: Platform, role: Role) -> None:
    other = platform.town.actor(make_staff(platform.town.centre, "别人", roles=[role]))
    assert refusal(platform, by=other) == "not_administrator"
    for act in (actions.renew_token, actions.switch_off):
        with pytest.raises(Refused) as refused:
            act(system=platform.system, by=other, at=NOW)
        assert refused.value.code == "not_administrator"


def test_another_centres_administrator_is_refused(platform: Platform) -> None:
    town = make_town("other", town="别处镇")
    stranger = town.actor(make_staff(town.centre, "外人", roles=[Role.ADMINISTRATOR]))
    with pytest.raises(Refused) as refused:
        actions.switch_off(system=platform.system, by=stranger, at=NOW)
    assert refused.value.code == "another_centre"


def test_a_renewed_token_voids_the_old_one(platform: Platform) -> None:
    shown = actions.renew_token(system=platform.system, by=platform.town.actor(platform.admin), at=NOW)
    assert system_with_token(platform.token) is None
    assert system_with_token(shown.secret) == platform.system


def test_switched_off_twice_is_refused_and_on_again_it_has_its_token(platform: Platform) -> None:
    by = platform.town.actor(platform.admin)
    actions.switch_off(system=platform.system, by=by, at=NOW)
    with pytest.raises(Refused) as refused:
        actions.switch_off(system=platform.system, by=by, at=NOW)
    assert refused.value.code == "system_switched"
    assert actions.switch_on(system=platform.system, by=by, at=NOW).is_active
    found = system_with_token(platform.token)
    assert found is not None
    assert found.is_active


def test_the_journal_keeps_what_was_changed_and_nothing_for_no_change(platform: Platform) -> None:
    by = platform.town.actor(platform.admin)
    same = {
        "name": "区政务平台",
        "scopes": platform.system.scopes,
        "requests_a_minute": 600,
        "acts_as": platform.town.he,
    }
    before = Entry.objects.count()
    actions.change_system(system=platform.system, **same, by=by, at=NOW)
    assert Entry.objects.count() == before
    actions.change_system(system=platform.system, **{**same, "scopes": ["items:read"]}, by=by, at=NOW)
    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.data["scopes"]) == ("system.change", ["items:read"])
    assert entry.data["before"]["scopes"] == platform.system.scopes


@pytest.mark.parametrize(
    ("url", "events", "code"),
    [
        ("ftp://a/b", ["case.accepted"], "hook_url_wrong"),
        ("https://", ["case.accepted"], "hook_url_wrong"),
        ("https://名.cn/", ["case.accepted"], "hook_url_wrong"),
        ("https://u:p@a.cn/", ["case.accepted"], "hook_url_wrong"),
        ("https://a.cn:99999/", ["case.accepted"], "hook_url_wrong"),
        ("https://a.cn/ x", ["case.accepted"], "hook_url_wrong"),
        ("https://a.cn/x", [], "events_missing"),
        ("https://a.cn/x", ["case.eaten"], "event_unknown"),
    ],
)
def test_an_address_for_notices_is_checked(platform: Platform, url: str, events: list[str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.set_hook(
            system=platform.system,
            url=url,
            events=events,
            is_inside=False,
            by=platform.town.actor(platform.admin),
            at=NOW,
        )
    assert refused.value.code == code


def test_a_new_address_has_a_new_key_and_the_same_one_keeps_it(platform: Platform) -> None:
    by = platform.town.actor(platform.admin)

    def told(url: str, events: list[str]) -> actions.Shown | None:
        return actions.set_hook(system=platform.system, url=url, events=events, is_inside=False, by=by, at=NOW)

    first = told("https://a.cn/x", ["case.accepted"])
    assert first is not None
    assert actions.secret_of(System.objects.get(pk=platform.system.pk)) == first.secret
    assert told("https://a.cn/x", ["case.accepted", "case.concluded"]) is None
    second = told("https://b.cn/x", ["case.accepted"])
    assert second is not None
    assert second.secret != first.secret
    assert told("", []) is None
    assert bytes(System.objects.get(pk=platform.system.pk).hook_secret_sealed) == b""
