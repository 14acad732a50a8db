from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """消息: the outbox to people."""

    name = "shouwen.messages"
    label = "outbox"
    verbose_name = "消息"

    def ready(self) -> None:
        from shouwen.messages import checks  # noqa: F401 - registers what is checked at the start
