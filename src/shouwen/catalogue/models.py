from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.catalogue.enums import ItemKind, MaterialForm
from shouwen.people.models import Centre, Staff, Window


class ServiceItem(models.Model):
    """事项: what people come for. Everything that may change lives in its versions."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    domain = models.CharField(max_length=20)
    initials = models.CharField(max_length=80, blank=True)
    everyday_words = models.JSONField(default=list)
    window = models.ForeignKey(Window, models.PROTECT, related_name="items")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["centre", "code"], name="catalogue_item_code")]

    def __str__(self) -> str:
        return self.name


class ItemVersion(models.Model):
    """办事指南的一版: in force from a day on, until the next version begins. Published versions don't change."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    kind = models.CharField(max_length=10, choices=ItemKind.choices)
    legal_limit = models.PositiveSmallIntegerField()
    promised_limit = models.PositiveSmallIntegerField()
    conditions = models.TextField()
    steps = models.JSONField(default=list)
    fee = models.CharField(max_length=80, default="不收费")
    basis = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=80)
    special_procedures = models.JSONField(default=list)
    publicity_days = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["item_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="catalogue_version_number"),
            models.UniqueConstraint(fields=["item", "effective_from"], name="catalogue_version_one_a_day"),
            models.CheckConstraint(
                condition=Q(kind="instant", promised_limit=0) | Q(kind="promised", promised_limit__gte=1),
                name="catalogue_version_limit_fits_kind",
            ),
        ]


class Situation(models.Model):
    """情形: the case of the person that decides which materials are needed."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="situations")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ["version_id", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="catalogue_situation_name")]


class Material(models.Model):
    """申请材料 of one version; with a situation, it is needed in that situation only."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="materials")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    form = models.CharField(max_length=10, choices=MaterialForm.choices)
    situation = models.ForeignKey(Situation, models.PROTECT, null=True, related_name="materials")
    copies = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=80)
    criterion = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["version_id", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="catalogue_material_position")]
