from django.db import models


class CaseState(models.TextChoices):
    """办件的经过."""

    RECEIVED = "received", "已收件，在审"
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
    OWED = "owed", "容缺，后补"


NOT_HERE = frozenset({ReviewState.MISSING, ReviewState.OWED})
"""Not handed in, whatever day the row carries: found missing, or only promised."""


class CaseResult(models.TextChoices):
    GRANTED = "granted", "办成"
    REFUSED = "refused", "不予批准"


class OwedKind(models.TextChoices):
    """容缺受理 / 告知承诺: a signed promise stands for the material."""

    LATER = "later", "容缺受理，限期补交"
    COMMITMENT = "commitment", "告知承诺，免交"


class RoundEnding(models.TextChoices):
    """收件审查一轮的结果."""

    ACCEPTED = "accepted", "受理"
    CORRECTION = "correction", "告知补正"
    DEEMED = "deemed", "逾期未告知，算受理"
    WITHDRAWN = "withdrawn", "申请人撤回"
