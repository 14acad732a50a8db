"""RectifyRound gets the centre of what it belongs to; the next migration holds it."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    rows, owners = apps.get_model("promises", "RectifyRound"), apps.get_model("promises", "Measure")
    owner = owners.objects.filter(pk=OuterRef("measure_id")).values("centre_id")[:1]
    rows.objects.filter(centre=None).update(centre_id=Subquery(owner))


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_limits_of_the_third_step"),
        ("promises", "0003_measures"),
    ]

    operations = [
        migrations.AddField(
            model_name="rectifyround",
            name="centre",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="people.centre"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
