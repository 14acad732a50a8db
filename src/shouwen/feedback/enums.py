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
    DISMISSED = "dismissed", "不属实"
