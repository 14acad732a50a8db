from django.db import models


class FindingState(models.TextChoices):
    """线索到结论. Only a verified finding counts."""

    CANDIDATE = "candidate", "待核实"
    PUT_TO_PERSON = "put_to_person", "待本人说明"
    VERIFIED = "verified", "已核实"
    DISMISSED = "dismissed", "不成立"


class SheetState(models.TextChoices):
    """月度考核表: recomputed while draft; sealed never changes."""

    DRAFT = "draft", "草稿"
    ANNOUNCED = "announced", "公示"
    SEALED = "sealed", "封存"


class BreachLevel(models.TextChoices):
    """Level at which a breach was found (三（二）（9）)."""

    TOWN = "town", "镇"
    DISTRICT = "district", "区"
    CITY = "city", "市"
    PROVINCE = "province", "省"
