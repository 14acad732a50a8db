from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.devices.enums import MovementKind
from shouwen.devices.models.device import Device
from shouwen.devices.models.fault import Fault
from shouwen.people.models import Centre, Staff


class Supply(models.Model):
    """配件、耗材: what lies in the cupboard, and when it should be bought again."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    name = models.CharField(max_length=40)
    unit = models.CharField(max_length=8)
    stock = models.PositiveIntegerField(default=0)
    low_mark = models.PositiveIntegerField()
    place = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="devices_supply_name"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(unit=""), name="devices_supply_is_named"),
            models.CheckConstraint(condition=Q(stock__gte=0), name="devices_supply_not_below_nothing"),
        ]

    def __str__(self) -> str:
        return self.name


class SupplyMovement(models.Model):
    """进出: `change` is what came or went, `stock` what lay there afterwards. Never changed; a wrong one is counted right."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    supply = models.ForeignKey(Supply, models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=6, choices=MovementKind.choices)
    change = models.IntegerField()
    stock = models.PositiveIntegerField()
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="supplies")
    fault = models.ForeignKey(Fault, models.PROTECT, null=True, related_name="supplies")
    words = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="in", change__gt=0) | Q(kind="out", change__lt=0) | Q(kind="count"),
                name="devices_movement_fits_kind",
            ),
        ]
        indexes = [models.Index(fields=["centre", "-at", "-id"], name="devices_movements_newest")]
