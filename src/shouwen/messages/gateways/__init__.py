"""What carries a message out of the house: 短信 by HTTP, 邮件 by SMTP. docs/messages.md describes both."""

from __future__ import annotations

from datetime import datetime

from shouwen.messages.actions import Letter
from shouwen.messages.enums import MessageChannel
from shouwen.messages.gateways import mail, sms
from shouwen.messages.gateways.errors import GatewayError

__all__ = ["GatewayError", "carry"]


def carry(letter: Letter, *, at: datetime) -> str:
    """Hand the letter to its gateway; the gateway's own number for it. Raises GatewayError."""
    if letter.channel == MessageChannel.SMS:
        return sms.send(letter, at=at)
    return mail.send(letter, at=at)
