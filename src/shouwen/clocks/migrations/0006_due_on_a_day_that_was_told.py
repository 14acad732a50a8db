from __future__ import annotations

from typing import Any

from django.db import migrations, models

TOLD = ["promise", "clarification", "owed", "approval"]


def mark_told(apps: Any, schema_editor: Any) -> None:
    """What was due on a told day until now was known by its kind."""
    apps.get_model("clocks", "Clock").objects.filter(kind__in=TOLD).update(is_dated=True)


class Migration(migrations.Migration):
    dependencies = [("clocks", "0005_hold_special_procedures_and_telling")]

    operations = [
        migrations.AddField(
            "clock",
            "is_dated",
            models.BooleanField(default=False, help_text="due on a day that was told, not reckoned from the limit"),
        ),
        migrations.RunPython(mark_told, migrations.RunPython.noop),
    ]
