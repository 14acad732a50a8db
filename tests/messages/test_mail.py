"""E-mail through a real server: what goes out, what is refused, and that no password goes in clear."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from pytest_django.fixtures import Settings
from tests.factories import Town, make_person
from tests.messages.scene import NOW, Clock, state_of

from shouwen.messages.actions import write
from shouwen.messages.enums import MessageChannel
from shouwen.messages.jobs import send_waiting
from shouwen.messages.models import Message


class Mailbox:
    """Keeps what came; refuses the address that the test names."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.refused = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address == self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.raw.append(envelope.content)
        return "250 OK"


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.SMTP_URL, settings.SMTP_FROM = f"smtp://127.0.0.1:{port}", "centre@erping.example"
    yield box
    controller.stop()


def mail(town: Town, address: str = "chen@mail.example") -> Message:
    return write(
        purpose="mail.1",
        channel=MessageChannel.EMAIL,
        words="您问的事：带身份证。",
        subject_kind="inquiry",
        subject_id=1,
        number="问 261009-01",
        person=make_person(town.centre),
        address=address,
        by=town.actor(town.he),
        at=NOW,
    )


@pytest.mark.django_db
def test_n2_an_e_mail_goes_out_in_plain_words_and_keeps_its_message_id(
    town: Town, mailbox: Mailbox, clock: Clock
) -> None:
    message = mail(town)
    assert message.address_masked == "c***@mail.example"
    assert send_waiting() == 1
    [raw] = mailbox.raw
    came = message_from_bytes(raw, policy=policy.default)
    assert (came["To"], came["Subject"]) == ("chen@mail.example", "便民服务中心的告知")
    assert came["From"].addresses[0].addr_spec == "centre@erping.example"
    assert came.get_content().strip() == "您问的事：带身份证。"  # type: ignore[attr-defined]
    message.refresh_from_db()
    assert message.receipt == came["Message-ID"]


@pytest.mark.django_db
def test_a_mailbox_that_does_not_exist_is_given_up_and_a_dead_server_tried_again(
    town: Town, mailbox: Mailbox, clock: Clock, settings: Settings
) -> None:
    message = mail(town)
    alive, settings.SMTP_URL = settings.SMTP_URL, "smtp://127.0.0.1:9"
    assert send_waiting() == 0
    assert state_of(message) == ("waiting", 1, "邮件服务器没有回应，过一会儿再试")
    settings.SMTP_URL, mailbox.refused = alive, "chen@mail.example"
    clock.pass_by(2)
    assert send_waiting() == 0
    assert state_of(message) == ("failed", 2, "对方邮箱不收（550）")


@pytest.mark.django_db
def test_a_password_is_never_sent_in_clear(town: Town, mailbox: Mailbox, clock: Clock, settings: Settings) -> None:
    message = mail(town)
    settings.SMTP_URL = settings.SMTP_URL.replace("smtp://", "smtp://user:secret@")
    assert send_waiting() == 0
    assert state_of(message) == ("failed", 1, "邮件服务器没有加密，口令不能发过去；改用 smtps:// 的地址")
    assert mailbox.raw == []
