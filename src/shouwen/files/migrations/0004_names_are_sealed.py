"""The names under which files came stood in clear; they may hold people's names (陈某身份证.jpg). They are sealed, each for its own row."""

from typing import Any

from django.db import migrations, models

from shouwen.journal.triggers import frozen, thawed
from shouwen.sealing import key_ring


def _place(row: Any) -> str:
    return f"files_storedfile.name.{row.centre_id}/{row.key}"


def _seal(apps: Any, schema_editor: Any) -> None:
    ring = key_ring()
    for row in apps.get_model("files", "StoredFile").objects.using(schema_editor.connection.alias).iterator():
        row.name_sealed = ring.seal(row.name, place=_place(row))
        row.save(update_fields=["name_sealed"])


def _open(apps: Any, schema_editor: Any) -> None:
    ring = key_ring()
    for row in apps.get_model("files", "StoredFile").objects.using(schema_editor.connection.alias).iterator():
        row.name = ring.open(row.name_sealed, place=_place(row))
        row.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [("files", "0003_one_trigger")]

    operations = [
        thawed("files_storedfile_frozen", "files_storedfile", deletable=True),
        migrations.AddField(
            model_name="storedfile",
            name="name_sealed",
            field=models.BinaryField(default=b""),
            preserve_default=False,
        ),
        # With a default of its own the column can come back when this is undone.
        migrations.AlterField(model_name="storedfile", name="name", field=models.CharField(default="", max_length=120)),
        migrations.RunPython(_seal, _open),
        migrations.RemoveField(model_name="storedfile", name="name"),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(condition=~models.Q(name_sealed=b""), name="files_has_a_name"),
        ),
        frozen("files_storedfile_frozen", "files_storedfile", deletable=True),
    ]
