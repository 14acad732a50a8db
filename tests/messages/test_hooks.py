"""通知其他系统: out of the journal, once each, signed, over a real socket; nothing of a person in it."""

from __future__ import annotations

import hashlib
import hmac
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from tests.api.scene import NOW, Platform, platform_of_a_town
from tests.at_once import at_once
from tests.factories import make_case, make_inquiry, make_person
from tests.messages.hook_receiver import Receiver, another_system
from tests.messages.scene import Clock

from shouwen.cases.actions import conclude, withdraw
from shouwen.cases.enums import CaseResult
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import ToldBy
from shouwen.messages import hooks
from shouwen.messages.actions import retry
from shouwen.messages.hook_jobs import announce_changes, send_hooks
from shouwen.messages.jobs import send_waiting
from shouwen.messages.models import Message
from shouwen.refusals import Refused
from shouwen.systems import actions
from shouwen.systems.enums import HookEvent
from shouwen.systems.models import System

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with another_system() as receiver:
        yield receiver


@pytest.fixture
def platform(clock: Clock) -> Platform:
    return platform_of_a_town()


def listen(platform: Platform, url: str, events: Any = tuple(HookEvent.values), *, inside: bool = False) -> str:
    """The platform wants to be told; the key of the signature."""
    shown = actions.set_hook(
        system=platform.system,
        url=url,
        events=list(events),
        is_inside=inside,
        by=platform.town.actor(platform.admin),
        at=NOW,
    )
    return shown.secret if shown else ""


def a_case(platform: Platform) -> Any:
    by = platform.town.actor(platform.town.he)
    return make_case(by, platform.town.house, at=NOW, person=make_person(platform.town.centre, "陈甲木"))


def standing() -> list[tuple[str, int, str]]:
    return list(Message.objects.order_by("pk").values_list("state", "tries", "fault"))


def test_a_change_is_told_once_signed_and_without_a_person(
    platform: Platform, clock: Clock, receiver: Receiver
) -> None:
    key = listen(platform, receiver.address)
    case = a_case(platform)
    assert announce_changes() == 3
    assert announce_changes() == 0
    assert send_waiting() == 0
    assert send_hooks() == 3
    assert send_hooks() == 0
    told = [one.body for one in receiver.came]
    assert [one["event"] for one in told] == ["inquiry.registered", "inquiry.to_case", "case.accepted"]
    assert told[2] == {
        "event": "case.accepted",
        "state": "办件已受理",
        "number": case.number,
        "at": "2026-10-09T10:47:00+08:00",
        "order": told[2]["order"],
    }
    assert told[0]["order"] < told[1]["order"] < told[2]["order"]
    for one in receiver.came:
        assert one.path == "/told?from=erping"
        signed = one.headers["X-Shouwen-Time"].encode() + b"\n" + one.raw
        expected = hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()
        assert one.headers["X-Shouwen-Signature"] == f"sha256={expected}"
        assert "陈" not in one.raw.decode()
        assert "138" not in one.raw.decode()
    assert len({one.headers["Idempotency-Key"] for one in receiver.came}) == 3
    assert list(Message.objects.order_by("pk").values_list("state", "receipt")) == [
        ("sent", "T1"),
        ("sent", "T2"),
        ("sent", "T3"),
    ]


def test_only_what_was_chosen_is_told_and_only_from_then_on(
    platform: Platform, clock: Clock, receiver: Receiver
) -> None:
    before = a_case(platform)
    listen(platform, receiver.address, ["case.withdrawn", "inquiry.answered"])
    by = platform.town.actor(platform.town.he)
    withdraw(case=before, reason="不办了", by=by, at=NOW)
    asked = make_inquiry(by, at=NOW, person=before.person)
    answer(inquiry=asked, words="带身份证来", means=ToldBy.IN_PERSON, by=by, at=NOW)
    assert announce_changes() == 2
    send_hooks()
    assert [(one.body["event"], one.body["number"]) for one in receiver.came] == [
        ("case.withdrawn", before.number),
        ("inquiry.answered", asked.number),
    ]


def test_a_system_is_told_of_nothing_that_it_may_not_read(platform: Platform, clock: Clock, receiver: Receiver) -> None:
    def may_read(*scopes: str) -> None:
        actions.change_system(
            system=platform.system,
            name="区平台",
            scopes=scopes,
            requests_a_minute=60,
            acts_as=None,
            by=platform.town.actor(platform.admin),
            at=NOW,
        )

    may_read("inquiries:read")
    with pytest.raises(Refused) as refused:
        listen(platform, receiver.address, ["case.accepted"])
    assert refused.value.refusal.message == "没有“看办件和进度”的权限，不能通知“办件已受理”"
    may_read("inquiries:read", "cases:read")
    listen(platform, receiver.address, ["case.accepted"])
    # Taken away afterwards: nothing more is told.
    may_read("inquiries:read")
    a_case(platform)
    assert (announce_changes(), Message.objects.filter(channel="hook").count()) == (0, 0)


def test_an_answer_of_500_is_tried_again_later_with_the_same_key(
    platform: Platform, clock: Clock, receiver: Receiver
) -> None:
    listen(platform, receiver.address, ["case.accepted"])
    a_case(platform)
    announce_changes()
    receiver.answers = [503]
    assert send_hooks() == 0
    assert standing() == [("waiting", 1, "对方系统不收（503）")]
    assert send_hooks() == 0
    clock.pass_by(1)
    assert send_hooks() == 1
    first, second = receiver.came
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]
    assert first.raw == second.raw
    assert standing() == [("sent", 2, "")]


def test_a_redirect_is_not_followed_and_a_refusal_is_final(
    platform: Platform, clock: Clock, receiver: Receiver
) -> None:
    listen(platform, receiver.address, ["case.accepted", "inquiry.to_case"])
    a_case(platform)
    announce_changes()
    receiver.answers = [302, 410]
    assert send_hooks() == 0
    assert [one.path for one in receiver.came] == ["/told?from=erping"] * 2
    assert standing() == [("failed", 1, "对方系统让转到别的地址，没有转（302）"), ("failed", 1, "对方系统不收（410）")]


def test_a_system_that_doesnt_answer_is_asked_once_a_run_and_delays_no_other(
    platform: Platform, clock: Clock, receiver: Receiver
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        dead = free.getsockname()[1]
    listen(platform, f"http://127.0.0.1:{dead}/", ["case.accepted", "inquiry.to_case"])
    other = actions.make_system(
        name="12345",
        scopes=["cases:read"],
        requests_a_minute=60,
        acts_as=None,
        by=platform.town.actor(platform.admin),
        at=NOW,
    ).system
    listen(Platform(platform.town, other, "", platform.admin), receiver.address, ["case.accepted"])
    a_case(platform)
    assert announce_changes() == 3
    assert send_hooks() == 1
    assert sorted(standing()) == [
        ("sent", 1, ""),
        ("waiting", 0, ""),
        ("waiting", 1, "对方系统没有回应，过一会儿再试"),
    ]


def test_of_each_system_the_oldest_are_taken_so_that_a_dead_one_holds_up_no_other(
    platform: Platform, clock: Clock, receiver: Receiver
) -> None:
    other = actions.make_system(
        name="12345",
        scopes=["cases:read"],
        requests_a_minute=60,
        acts_as=None,
        by=platform.town.actor(platform.admin),
        at=NOW,
    ).system
    listen(platform, receiver.address, ["case.accepted", "inquiry.to_case"])
    listen(Platform(platform.town, other, "", platform.admin), receiver.address, ["case.accepted"])
    a_case(platform)
    announce_changes()
    first, _, last = Message.objects.filter(channel="hook").order_by("pk")
    assert hooks.due(at=NOW, most=1) == [(first.pk, platform.system.pk), (last.pk, other.pk)]


def test_a_name_that_leads_into_the_inner_network_needs_the_administrators_word(
    platform: Platform, clock: Clock, receiver: Receiver
) -> None:
    url = receiver.address.replace("127.0.0.1", "localhost")
    listen(platform, url, ["case.accepted"])
    a_case(platform)
    announce_changes()
    assert send_hooks() == 0
    assert standing() == [("failed", 1, "通知地址的域名指到了内网；真在内网，就勾上“地址在内网”")]
    listen(platform, url, ["case.accepted"], inside=True)
    retry(message=Message.objects.get(), by=platform.town.actor(platform.town.office), at=NOW)
    assert send_hooks() == 1
    assert receiver.came[0].headers["Host"] == f"localhost:{receiver.port}"


@pytest.mark.parametrize("host", ["[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b::7f00:1]"])
def test_an_address_in_the_clothes_of_another_is_judged_by_what_it_leads_to(
    platform: Platform, clock: Clock, host: str
) -> None:
    listen(platform, "https://told.example/", ["case.accepted"], inside=True)
    # As it was taken before such addresses were known.
    System.objects.filter(pk=platform.system.pk).update(hook_url=f"http://{host}/")
    a_case(platform)
    announce_changes()
    assert send_hooks() == 0
    assert standing() == [("failed", 1, "通知地址不能用")]


def test_a_mapped_address_of_the_inner_network_needs_the_administrators_word(platform: Platform, clock: Clock) -> None:
    listen(platform, "https://told.example/", ["case.accepted"])
    System.objects.filter(pk=platform.system.pk).update(hook_url="http://[::ffff:127.0.0.1]:9/")
    a_case(platform)
    announce_changes()
    assert send_hooks() == 0
    assert standing() == [("failed", 1, "通知地址的域名指到了内网；真在内网，就勾上“地址在内网”")]


def test_a_switched_off_system_is_told_nothing_and_nothing_afterwards(
    platform: Platform, clock: Clock, receiver: Receiver
) -> None:
    by = platform.town.actor(platform.admin)
    listen(platform, receiver.address, ["case.accepted"])
    a_case(platform)
    announce_changes()
    actions.switch_off(system=platform.system, by=by, at=NOW)
    a_case(platform)
    assert announce_changes() == 0
    assert send_hooks() == 0
    assert standing() == [("failed", 1, "对方系统停用了，或没有设通知地址")]
    actions.switch_on(system=platform.system, by=by, at=NOW)
    assert announce_changes() == 0


def test_a_long_backlog_is_told_in_order_over_several_runs(
    platform: Platform, clock: Clock, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "MOST", 2)
    listen(platform, receiver.address, ["case.accepted", "inquiry.to_case", "case.concluded"])
    case = a_case(platform)
    for material in case.materials.all():
        material.state = "ok"
        material.save()
    conclude(case=case, result=CaseResult.GRANTED, words="办好了", by=platform.town.actor(platform.town.he), at=NOW)
    assert [announce_changes(), announce_changes(), announce_changes()] == [2, 1, 0]
    send_hooks()
    assert [one.body["event"] for one in receiver.came] == ["inquiry.to_case", "case.accepted", "case.concluded"]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_each_notice_once(clock: Clock) -> None:
    platform = platform_of_a_town()
    listen(platform, "http://127.0.0.1:9/", ["case.accepted"])
    for _ in range(3):
        a_case(platform)
    centre_id = platform.town.centre.pk

    def run() -> None:
        hooks.announce(centre_id=centre_id, at=NOW)

    assert at_once(run, run, run) == ["done"] * 3
    assert Message.objects.count() == 3
    head = System.objects.get(pk=platform.system.pk).hook_seen_seq
    assert hooks.announce(centre_id=centre_id, at=NOW + timedelta(minutes=1)) == 0
    assert System.objects.get(pk=platform.system.pk).hook_seen_seq == head
