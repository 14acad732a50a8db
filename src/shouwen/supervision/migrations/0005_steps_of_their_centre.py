"""EscalationStep gets the centre of what it belongs to; the next migration holds it."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    rows, owners = apps.get_model("supervision", "EscalationStep"), apps.get_model("supervision", "Escalation")
    owner = owners.objects.filter(pk=OuterRef("escalation_id")).values("centre_id")[:1]
    rows.objects.filter(centre=None).update(centre_id=Subquery(owner))


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_limits_of_the_third_step"),
        ("supervision", "0004_warnings_of_devices"),
    ]

    operations = [
        migrations.AddField(
            model_name="escalationstep",
            name="centre",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="people.centre"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
