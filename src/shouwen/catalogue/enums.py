from django.db import models


class ItemKind(models.TextChoices):
    """即办件 / 承诺件."""

    INSTANT = "instant", "即办件"
    PROMISED = "promised", "承诺件"


class MaterialForm(models.TextChoices):
    """The form in which a material is handed in."""

    ORIGINAL = "original", "原件"
    COPY = "copy", "复印件"
    FORM = "form", "表格"


class GuideFileKind(models.TextChoices):
    """What can be taken free with a guide."""

    BLANK = "blank", "空白表"
    SAMPLE = "sample", "样表"


class LimitDays(models.TextChoices):
    """What a limit of a guide is counted in; the values are those of `clocks.LimitUnit`."""

    WORKDAY = "workday", "工作日"
    CALENDAR_DAY = "calendar_day", "自然日"
