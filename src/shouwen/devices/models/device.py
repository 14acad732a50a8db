from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.devices.enums import DeviceKind, DeviceState
from shouwen.people.models import Centre, Staff


class ServiceArea(models.Model):
    """自助服务区（一体机进驻服务 第五条）: its name and place, and who maintains the devices in it, shown to everybody."""

    centre = models.OneToOneField(Centre, models.PROTECT, related_name="service_area")
    name = models.CharField(max_length=40)
    place = models.CharField(max_length=80, blank=True)
    maintainer_name = models.CharField(max_length=40)
    maintainer_phone = models.CharField(max_length=30)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(maintainer_name="") & ~Q(maintainer_phone=""),
                name="devices_area_says_whom_to_call",
            ),
        ]


class Device(models.Model):
    """设备: `keeper` is the colleague who answers for it; the maintainer, whose name and phone stand on its screen, may be of a
    company. Without one of its own, the area's holds."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    serial = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=DeviceKind.choices)
    name = models.CharField(max_length=40)
    place = models.CharField(max_length=80)
    maker = models.CharField(max_length=60, blank=True)
    maker_serial = models.CharField(max_length=60, blank=True)
    maintainer_name = models.CharField(max_length=40, blank=True)
    maintainer_phone = models.CharField(max_length=30, blank=True)
    keeper = models.ForeignKey(Staff, models.PROTECT, related_name="devices")
    repair_workdays = models.PositiveSmallIntegerField(default=3, help_text="报修后几个工作日内修好")
    state = models.CharField(max_length=12, choices=DeviceState.choices, default=DeviceState.IN_USE)
    state_since = models.DateTimeField()
    registered_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, blank=True)
    token_since = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    pairing_hash = models.CharField(max_length=32, blank=True)
    pairing_until = models.DateTimeField(null=True)
    kiosk_hash = models.CharField(max_length=64, blank=True)
    kiosk_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["serial"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "serial"], name="devices_number"),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="devices_token"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(place=""), name="devices_is_named"),
            models.CheckConstraint(condition=Q(repair_workdays__gte=1), name="devices_repair_limit"),
            models.CheckConstraint(
                condition=Q(token_hash="", token_since=None) | (~Q(token_hash="") & Q(token_since__isnull=False)),
                name="devices_token_with_its_time",
            ),
            models.UniqueConstraint(
                fields=["pairing_hash"], condition=~Q(pairing_hash=""), name="devices_pairing_code"
            ),
            models.UniqueConstraint(fields=["kiosk_hash"], condition=~Q(kiosk_hash=""), name="devices_kiosk_key"),
            models.CheckConstraint(
                condition=Q(pairing_hash="", pairing_until=None)
                | (~Q(pairing_hash="") & Q(pairing_until__isnull=False)),
                name="devices_pairing_code_with_its_end",
            ),
            models.CheckConstraint(
                condition=Q(kiosk_hash="", kiosk_since=None) | (~Q(kiosk_hash="") & Q(kiosk_since__isnull=False)),
                name="devices_kiosk_key_with_its_time",
            ),
            models.CheckConstraint(
                condition=Q(maintainer_name="", maintainer_phone="")
                | (~Q(maintainer_name="") & ~Q(maintainer_phone="")),
                name="devices_maintainer_with_phone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def number(self) -> str:
        """机-007, as it stands on the label of the device."""
        return f"机-{self.serial:03d}"
