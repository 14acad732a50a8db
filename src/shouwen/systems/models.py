from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.people.models import Centre, Staff


class System(models.Model):
    """外部系统 (区平台, 12345, 电话系统, 门户网站): its token's hash, what it may do, and where it wants to be told of changes."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="systems")
    name = models.CharField(max_length=40)
    token_hash = models.CharField(max_length=64, unique=True)
    token_hint = models.CharField(max_length=8)
    scopes = models.JSONField(default=list)
    requests_a_minute = models.PositiveSmallIntegerField(default=120)
    acts_as = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", help_text="谁在系统后面负责")
    hook_url = models.CharField(max_length=300, blank=True)
    hook_secret_sealed = models.BinaryField(default=bytes)
    hook_events = models.JSONField(default=list)
    hook_is_inside = models.BooleanField(default=False, help_text="地址在内网：域名可以指向内网地址")
    hook_seen_seq = models.BigIntegerField(default=0, help_text="留痕看到第几条；后面的还没有通知")
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="systems_name"),
            models.CheckConstraint(condition=~Q(name=""), name="systems_has_name"),
            models.CheckConstraint(condition=Q(requests_a_minute__gte=1), name="systems_rate"),
        ]


class RememberedAnswer(models.Model):
    """What was answered under an idempotency key: the same question again gets the same answer, and nothing happens twice."""

    system = models.ForeignKey(System, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body_sealed = models.BinaryField(default=bytes)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "key"], name="systems_answer_once")]
        indexes = [models.Index(fields=["at"], name="systems_answers_by_age")]


class CallCount(models.Model):
    """调用次数 of one operation within one minute: the rate limit and the log of calls in one. Counts, never contents."""

    system = models.ForeignKey(System, models.CASCADE, related_name="call_counts")
    minute = models.PositiveIntegerField(help_text="从 1970 年起的第几分钟")
    operation = models.CharField(max_length=40)
    calls = models.PositiveIntegerField()
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "minute", "operation"], name="systems_count_once"),
        ]
        indexes = [models.Index(fields=["minute"], name="systems_counts_by_age")]
