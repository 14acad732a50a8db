from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.people.models import Centre, Staff


class Regulation(models.Model):
    """制度文件: an official text as the town issued it. Rows are never edited; a newer import takes its place."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="regulations")
    number = models.CharField(max_length=40, blank=True, help_text="文号")
    title = models.CharField(max_length=160)
    issuer = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    source_name = models.CharField(max_length=160)
    source_sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Staff, models.PROTECT, null=True, help_text="空：由命令导入")
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "source_sha256"], condition=Q(active=True), name="regulations_source_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="regulations_has_title"),
        ]
        indexes = [models.Index(fields=["centre", "active"], name="regulations_active")]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title


class Article(models.Model):
    """条文: one numbered provision of a regime, in its exact words. Path 0 holds what stands before the first article."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="articles")
    regime = models.CharField(max_length=120)
    path = models.CharField(max_length=30)
    label = models.CharField(max_length=60, blank=True)
    words = models.TextField(blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "regulation", "regime", "path"], name="regulations_article_path"),
            models.UniqueConstraint(fields=["centre", "regulation", "position"], name="regulations_article_position"),
        ]

    def __str__(self) -> str:
        return f"{self.regime} {self.label}"
