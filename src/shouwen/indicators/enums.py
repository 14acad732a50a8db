from django.db import models


class Measure(models.TextChoices):
    """What kind of number a figure is."""

    COUNT = "count", "个数"
    RATE = "rate", "比率"
    MEDIAN = "median", "中位数"


class Unit(models.TextChoices):
    """What a figure is counted in, as it is said."""

    CASE = "case", "件"
    TIME = "time", "次"
    EVENT = "event", "起"
    PERCENT = "percent", "%"
    MINUTE = "minute", "分钟"
    WORKDAY = "workday", "个工作日"


class Shown(models.TextChoices):
    """How much of a figure may be said (小数保护)."""

    EXACT = "exact", "准数"
    FEW = "few", "少于5"
    AT_LEAST = "at_least", "至少"
    AT_MOST = "at_most", "至多"
    WITHHELD = "withheld", "数量少，不算"
    NOTHING = "nothing", "没有"


class Direction(models.TextChoices):
    """Which side of the target is the good one."""

    AT_LEAST = "at_least", "以上"
    AT_MOST = "at_most", "以内"
