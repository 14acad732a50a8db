from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.people.models import Centre, Staff


class Superior(models.Model):
    """上级部门: who gives tasks, such as 12345 热线 or 区民政局. The list of a centre grows by use."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    name = models.CharField(max_length=60)
    known_since = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="tasks_superior_name"),
            models.CheckConstraint(condition=~Q(name=""), name="tasks_superior_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class TaskImport(models.Model):
    """任务清单的一次导入: which file of which superior, how many rows, which of them were refused and why."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    superior = models.ForeignKey(Superior, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=120)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    refused_rows = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["centre", "-imported_at"], name="tasks_imports_newest")]
