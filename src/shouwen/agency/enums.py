from django.db import models


class Basis(models.TextChoices):
    """凭什么替他办."""

    AUTHORISED = "authorised", "本人委托"
    MINOR = "minor", "未成年人的监护人"
    GUARDIAN = "guardian", "成年人的监护人（凭证明）"


class RevokedBy(models.TextChoices):
    """委托人怎样撤回的."""

    PAGE = "page", "自己在网页上"
    DESK = "desk", "到窗口说"
    PHONE = "phone", "打电话说"


class Standing(models.TextChoices):
    """How an authorisation stands on a day: reckoned, not kept."""

    COMING = "coming", "还没开始"
    IN_FORCE = "in_force", "能用"
    EXPIRED = "expired", "到期了"
    REVOKED = "revoked", "撤回了"
