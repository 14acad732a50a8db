"""What an administrator set wrongly, said when the product starts rather than when the first message fails."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, register
from django.core.checks import Warning as Remark

from shouwen.messages.gateways.sms_settings import problems, sms_settings


@register("shouwen")
def sms_gateway_is_set_right(**_: Any) -> list[CheckMessage]:
    """短信网关的设置."""
    return [Remark(words, hint="见 docs/messages.md", id="shouwen.W001") for words in problems(sms_settings())]
