"""Every EscalationStep has its centre."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0005_steps_of_their_centre"),
    ]

    operations = [
        migrations.AlterField(
            model_name="escalationstep",
            name="centre",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.centre"),
        ),
        migrations.AddIndex(
            model_name="escalationstep",
            index=models.Index(fields=["centre", "escalation"], name="supervision_steps_of_a_table"),
        ),
    ]
