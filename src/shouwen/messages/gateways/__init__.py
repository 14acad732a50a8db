"""What carries a message out of the house: 短信 by HTTP, 邮件 by SMTP (docs/messages.md), notices to other systems by signed HTTP (docs/api.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from shouwen.messages.actions import Letter
from shouwen.messages.enums import MessageChannel
from shouwen.messages.gateways import hook, mail, sms
from shouwen.messages.gateways.errors import GatewayError

__all__ = ["GatewayError", "carry", "delivered"]


def delivered(receipts: Sequence[str], *, at: datetime) -> set[str]:
    """Which text messages reached their phones; none where the gateway isn't asked. Raises GatewayError."""
    return sms.delivered(receipts, at=at) if receipts and settings.SMS_REPORTS_URL else set()


def carry(letter: Letter, *, at: datetime) -> str:
    """Hand the letter to its gateway; the gateway's own number for it. Raises GatewayError."""
    if letter.channel == MessageChannel.SMS:
        return sms.send(letter, at=at)
    if letter.channel == MessageChannel.HOOK:
        return hook.send(letter, at=at)
    return mail.send(letter, at=at)
