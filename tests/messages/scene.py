"""What the tests of the outbox share: the moment, the job's time, a message, and how it stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.factories import Town, civil, make_person

from shouwen.messages.actions import write
from shouwen.messages.enums import MessageChannel
from shouwen.messages.models import Message

NOW = civil(2026, 10, 9, 10, 47)


class Clock:
    """The time of the job."""

    def __init__(self) -> None:
        self.at = NOW

    def pass_by(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)


def text(town: Town, purpose: str = "notice.1", *, at: datetime = NOW) -> Message:
    return write(
        purpose=purpose,
        channel=MessageChannel.SMS,
        words="您问的事：带身份证、户口簿到1号窗口。",
        subject_kind="inquiry",
        subject_id=1,
        number="问 261009-01",
        person=make_person(town.centre, phone="13812345678"),
        by=town.actor(town.he),
        at=at,
    )


def state_of(message: Message) -> tuple[str, int, str]:
    message.refresh_from_db()
    return message.state, message.tries, message.fault
