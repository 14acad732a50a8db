"""Why it was found so, and who else is competent, are sealed, each under the number of its complaint."""

from typing import Any

from django.db import migrations

from shouwen.sealing import key_ring

MOVED = {"verdict_reason": "reason", "passed_to": "passed_to"}
"""Where words stood in clear, and under which name they are sealed."""


def _place(row: Any, field: str) -> str:
    return f"feedback_complaint.{field}.{row.centre_id}.{row.number}"


def _rows(apps: Any, schema_editor: Any) -> Any:
    return apps.get_model("feedback", "Complaint").objects.using(schema_editor.connection.alias)


def _seal(apps: Any, schema_editor: Any) -> None:
    ring = key_ring()
    for row in _rows(apps, schema_editor).iterator():
        for clear, field in MOVED.items():
            if words := getattr(row, clear):
                setattr(row, f"{field}_sealed", ring.seal(words, place=_place(row, field)))
        row.save(update_fields=[f"{field}_sealed" for field in MOVED.values()])


def _open(apps: Any, schema_editor: Any) -> None:
    ring = key_ring()
    for row in _rows(apps, schema_editor).iterator():
        for clear, field in MOVED.items():
            setattr(row, clear, ring.open(getattr(row, f"{field}_sealed"), place=_place(row, field)))
        row.save(update_fields=list(MOVED))


class Migration(migrations.Migration):
    dependencies = [("feedback", "0005_room_for_sealed_verdicts")]

    operations = [migrations.RunPython(_seal, _open)]
