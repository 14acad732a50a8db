from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations, models
from django.db.models import Q

ZONE = ZoneInfo("Asia/Shanghai")


def day_told(apps: Any, schema_editor: Any) -> None:
    """The civil day on which each extension was told."""
    extensions = apps.get_model("clocks", "Extension").objects.filter(told_on=None)
    for row in extensions.only("pk", "told_at").iterator(chunk_size=500):
        extensions.filter(pk=row.pk).update(told_on=row.told_at.astimezone(ZONE).date())


def planned_length(apps: Any, schema_editor: Any) -> None:
    """Special procedures begun without a plan: what they took, counted in weekdays; one day where they still last."""
    pauses = apps.get_model("clocks", "Pause").objects.exclude(kind="correction")
    unplanned = pauses.filter(Q(planned_workdays=None) | Q(planned_workdays=0))
    for row in unplanned.only("pk", "from_on", "to_on").iterator(chunk_size=500):
        last = row.to_on or row.from_on
        days = (row.from_on + timedelta(days=n) for n in range((last - row.from_on).days + 1))
        took = sum(day.weekday() < 5 for day in days)
        pauses.filter(pk=row.pk).update(planned_workdays=max(took, 1))


class Migration(migrations.Migration):
    dependencies = [("clocks", "0003_extensions_calendars_recomputations")]

    operations = [
        migrations.AddField(
            "pause",
            "outcome",
            models.CharField(
                max_length=200, blank=True, default="", help_text="what came out of it, written when it ended"
            ),
            preserve_default=False,
        ),
        migrations.AddField("extension", "told_on", models.DateField(null=True)),
        migrations.AddField(
            "extension", "told_means", models.CharField(max_length=10, blank=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "extension", "paper_number", models.CharField(max_length=40, blank=True, default=""), preserve_default=False
        ),
        migrations.RunPython(day_told, migrations.RunPython.noop),
        migrations.RunPython(planned_length, migrations.RunPython.noop),
    ]
