from django.db import models


class CaseState(models.TextChoices):
    """办件的经过."""

    ACCEPTED = "accepted", "办理中"
    CORRECTING = "correcting", "等补材料"
    CONCLUDED = "concluded", "已办结"
    WITHDRAWN = "withdrawn", "申请人撤回"


class ReviewState(models.TextChoices):
    """材料审查: what the review of one material says."""

    UNREVIEWED = "unreviewed", "未审"
    OK = "ok", "合格"
    MISSING = "missing", "缺少"
    DEFECTIVE = "defective", "不符合"


class CaseResult(models.TextChoices):
    GRANTED = "granted", "办成"
    REFUSED = "refused", "不予批准"
