"""How a file that was ordered stands."""

from __future__ import annotations

from django.db.models import TextChoices


class OrderState(TextChoices):
    """排队、在做、做好、没做成."""

    WAITING = "waiting", "排队等着做"
    MAKING = "making", "正在做"
    READY = "ready", "做好了"
    FAILED = "failed", "没做成"
