"""Every RectifyRound has its centre."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0004_rounds_of_their_centre"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rectifyround",
            name="centre",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.centre"),
        ),
        migrations.AddIndex(
            model_name="rectifyround",
            index=models.Index(fields=["centre", "measure", "sequence"], name="promises_rectify_rounds"),
        ),
    ]
