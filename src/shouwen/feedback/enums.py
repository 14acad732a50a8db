from django.db import models


class RatingLevel(models.IntegerChoices):
    """好差评五级（GB/T 39735-2020）. 1 and 2 are bad ratings."""

    VERY_SATISFIED = 5, "非常满意"
    SATISFIED = 4, "满意"
    BASICALLY_SATISFIED = 3, "基本满意"
    DISSATISFIED = 2, "不满意"
    VERY_DISSATISFIED = 1, "非常不满意"


class Verdict(models.TextChoices):
    """核实的结论."""

    OPEN = "open", "待核实"
    VERIFIED = "verified", "属实"
    PARTLY = "partly", "部分属实"
    DISMISSED = "dismissed", "不属实"


UPHELD = frozenset({Verdict.VERIFIED, Verdict.PARTLY})
"""What was said is true, in whole or in part."""


class ComplaintState(models.TextChoices):
    """投诉的经过 (服务承诺制度 第二条)."""

    RECEIVED = "received", "待交办"
    ASSIGNED = "assigned", "在查"
    ANSWERED = "answered", "已答复，等告知"
    TOLD = "told", "已告知"
    RATED = "rated", "已评价"
    CLOSED = "closed", "已了结"
    NOT_ACCEPTED = "not_accepted", "不归中心，已转告"
    MERGED = "merged", "并入另一件"
    WITHDRAWN = "withdrawn", "本人撤回"


class ComplaintChannel(models.TextChoices):
    """怎么来的."""

    WEB = "web", "网上"
    PHONE = "phone", "电话"
    COUNTER = "counter", "当面"
    LETTER = "letter", "来信"
    TASK = "task", "12345 转来"


class AnswerWish(models.TextChoices):
    """本人想怎样收到答复."""

    PAGE = "page", "凭编号和查询码自己看"
    MESSAGE = "message", "发消息"
    CALL = "call", "打电话说"


class SayingKind(models.TextChoices):
    """What was said to the file of a complaint after it came in."""

    ADDED = "supplement", "投诉人补充"
    PUT = "put", "请本人说明"
    STATEMENT = "statement", "本人说明"
