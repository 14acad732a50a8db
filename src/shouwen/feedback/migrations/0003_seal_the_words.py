"""What complainants said stood in clear; it is sealed, each under its own number. What was decided before there were states is closed."""

from typing import Any

from django.db import migrations

from shouwen.sealing import key_ring


def _place(row: Any) -> str:
    return f"feedback_complaint.words.{row.centre_id}.{row.number}"


def _rows(apps: Any, schema_editor: Any) -> Any:
    return apps.get_model("feedback", "Complaint").objects.using(schema_editor.connection.alias)


def _seal(apps: Any, schema_editor: Any) -> None:
    ring = key_ring()
    for row in _rows(apps, schema_editor).iterator():
        row.words_sealed = ring.seal(row.matter, place=_place(row))
        if row.verdict != "open":
            row.state, row.settled_at = "closed", row.verified_at
        row.save(update_fields=["words_sealed", "state", "settled_at"])


def _open(apps: Any, schema_editor: Any) -> None:
    ring = key_ring()
    for row in _rows(apps, schema_editor).iterator():
        row.matter = ring.open(row.words_sealed, place=_place(row))[:300]
        row.save(update_fields=["matter"])


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_complaints_in_states")]

    operations = [migrations.RunPython(_seal, _open)]
