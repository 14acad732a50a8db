from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """消息: the outbox to people."""

    name = "shouwen.messages"
    label = "outbox"
    verbose_name = "消息"
