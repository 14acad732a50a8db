"""Who signed for a paper stood in clear, under a trigger that let nobody take it away. It is sealed, and goes when its time is over."""

from typing import Any

from django.db import migrations, models

from shouwen.journal.triggers import frozen, thawed
from shouwen.sealing import key_ring


def _place(row: Any) -> str:
    return f"delivery.signed_by.{row.centre_id}/{row.paper_id}"


def _seal(apps: Any, schema_editor: Any) -> None:
    ring = key_ring()
    for row in apps.get_model("papers", "Delivery").objects.using(schema_editor.connection.alias).iterator():
        row.signed_by_sealed = ring.seal(row.signed_by, place=_place(row))
        row.save(update_fields=["signed_by_sealed"])


def _open(apps: Any, schema_editor: Any) -> None:
    ring = key_ring()
    for row in apps.get_model("papers", "Delivery").objects.using(schema_editor.connection.alias).iterator():
        row.signed_by = ring.open(row.signed_by_sealed, place=_place(row))
        row.save(update_fields=["signed_by"])


class Migration(migrations.Migration):
    dependencies = [("papers", "0005_deliveries_never_change")]

    operations = [
        thawed("papers_delivery_frozen", "papers_delivery"),
        migrations.RemoveConstraint(model_name="delivery", name="papers_delivery_is_signed"),
        migrations.AddField(
            model_name="delivery",
            name="signed_by_sealed",
            field=models.BinaryField(default=b""),
            preserve_default=False,
        ),
        # With a default of its own the column can come back when this is undone.
        migrations.AlterField(
            model_name="delivery", name="signed_by", field=models.CharField(default="", max_length=40)
        ),
        migrations.RunPython(_seal, _open),
        migrations.RemoveField(model_name="delivery", name="signed_by"),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("signed_by_sealed", b""), _negated=True), name="papers_delivery_is_signed"
            ),
        ),
        frozen("papers_delivery_frozen", "papers_delivery", deletable=True),
    ]
