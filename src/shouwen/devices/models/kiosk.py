from __future__ import annotations

from django.db import models

from shouwen.applications.models import PersonSession
from shouwen.devices.models.device import Device


class KioskVisit(models.Model):
    """一次使用 of a kiosk, from the first touch until the screen is wiped. One a device; with its end nothing of it stays here. The
    page holds the key in its memory only, so a browser that was closed or restarted has lost it."""

    device = models.OneToOneField(Device, models.CASCADE, related_name="visit")
    key_hash = models.CharField(max_length=64, unique=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    session = models.ForeignKey(PersonSession, models.SET_NULL, null=True, related_name="+")


class KioskSend(models.Model):
    """What a visit sent, by the key that the page gave it, and the page that followed: sent again after a lost line, it is done once."""

    visit = models.ForeignKey(KioskVisit, models.CASCADE, related_name="sends")
    key = models.CharField(max_length=40)
    path = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "key"], name="devices_kiosk_sends_once")]


class PairingTry(models.Model):
    """A pairing code that was wrong: from which network address (a keyed hash) and when; counted, then forgotten."""

    who = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="devices_pairing_tries")]
