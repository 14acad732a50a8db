from django.db import models


class ToldChannel(models.TextChoices):
    """怎样告诉本人. CALL: no machine carries it, so somebody must call; NONE: the person asked not to be told, or it may be left out."""

    SMS = "sms", "短信"
    EMAIL = "email", "邮件"
    CALL = "call", "打电话"
    NONE = "none", "没有发"


class Wish(models.TextChoices):
    """本人希望怎样收到消息."""

    ANY = "any", "都行"
    SMS = "sms", "短信"
    EMAIL = "email", "邮件"
    CALL = "call", "打电话说"


class CallState(models.TextChoices):
    """要打的告知电话."""

    OWED = "owed", "待打"
    REACHED = "reached", "告知到了"
    SENT = "sent", "后来发出去了"
    NOT_REACHED = "not_reached", "没有告知到"


class ReachedBy(models.TextChoices):
    """怎样告知到的."""

    PHONE = "phone", "电话里说的"
    IN_PERSON = "in_person", "当面说的"
    RELAYED = "relayed", "请人带到的"
    LETTER = "letter", "书面送到的"
