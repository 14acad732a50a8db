from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shouwen.assistance.enums import About, CallState, Wish
from shouwen.devices.models import Device
from shouwen.people.models import Centre, Staff


class HelpCall(models.Model):
    """请人帮忙 帮 26-0012: where the caller stands or how to ring them, who took it and when, and what was helped.

    `mark` names it in the caller's address and makes a page that was sent twice one call. The phone is sealed, and forgotten some
    days after the call; `asked_from` is a keyed hash of the network address, counted against too many calls."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    mark = models.CharField(max_length=32, unique=True)
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="help_calls")
    wish = models.CharField(max_length=10, choices=Wish.choices)
    place = models.CharField(max_length=60, blank=True, help_text="人在哪里")
    about = models.CharField(max_length=8, choices=About.choices, blank=True, default=About.UNSAID)
    phone_sealed = models.BinaryField(default=bytes)
    phone_masked = models.CharField(max_length=20, blank=True)
    asked_from = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=9, choices=CallState.choices, default=CallState.WAITING)
    called_at = models.DateTimeField()
    escalates_after = models.PositiveSmallIntegerField(help_text="几秒没人应就报管理办公室，再过这么久报领导")
    office_at = models.DateTimeField(null=True)
    leader_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    done = models.JSONField(default=list, help_text="帮了什么，一样一个词")
    words = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="assistance_number"),
            models.UniqueConstraint(
                fields=["device"],
                condition=Q(state="waiting", device__isnull=False),
                name="assistance_one_waiting_call_a_device",
            ),
            models.CheckConstraint(
                condition=Q(wish="come") & ~Q(place="") | Q(wish="call_back") & ~Q(phone_masked=""),
                name="assistance_caller_can_be_found",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", taken_at=None, taken_by=None)
                | Q(state__in=["taken", "ended"], taken_at__isnull=False, taken_by__isnull=False)
                | Q(state__in=["cancelled", "lapsed"]),
                name="assistance_taken_by_one",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "taken"], ended_at=None)
                | Q(state__in=["ended", "cancelled", "lapsed"], ended_at__isnull=False),
                name="assistance_ends_with_its_time",
            ),
            models.CheckConstraint(
                condition=(Q(taken_at=None) | Q(taken_at__gte=F("called_at")))
                & (Q(ended_at=None) | Q(ended_at__gte=F("called_at"))),
                name="assistance_order",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", minutes__isnull=False) & ~Q(done=[]) | ~Q(state="ended") & Q(minutes=None),
                name="assistance_ends_with_a_record",
            ),
        ]
        indexes = [
            models.Index(
                fields=["centre", "called_at"], condition=Q(state__in=["waiting", "taken"]), name="assistance_open"
            ),
            models.Index(fields=["centre", "-called_at", "-id"], name="assistance_newest"),
            models.Index(fields=["centre", "asked_from", "called_at"], name="assistance_asked_from"),
        ]

    def __str__(self) -> str:
        return self.number
