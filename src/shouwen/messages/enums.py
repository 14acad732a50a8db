from django.db import models


class MessageChannel(models.TextChoices):
    """How a message goes out."""

    SMS = "sms", "短信"
    EMAIL = "email", "邮件"
    DESK = "desk", "工作台"
    HOOK = "hook", "接口"


class MessageState(models.TextChoices):
    """发送的经过."""

    WAITING = "waiting", "待发"
    SENDING = "sending", "在发"
    SENT = "sent", "已发"
    DELIVERED = "delivered", "已送达"
    FAILED = "failed", "没发出去"
    REPLACED = "replaced", "改由人告知"
    MOOT = "moot", "不用再发"
