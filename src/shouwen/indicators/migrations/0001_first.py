import django.db.models.deletion
from django.db import migrations, models

from shouwen.journal.triggers import frozen


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0005_limits_of_the_third_step"),
    ]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(help_text="first day of the month")),
                ("figures", models.JSONField(help_text="figure key -> its parts; no person, no member of staff")),
                ("as_of", models.DateTimeField(help_text="up to which moment the record was read")),
                ("computed_at", models.DateTimeField()),
                ("definitions", models.CharField(help_text="version of the definitions", max_length=20)),
                ("sealed_at", models.DateTimeField(null=True)),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.centre"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("sequence", models.PositiveSmallIntegerField()),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("noted_at", models.DateTimeField()),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.centre"
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="amendments", to="indicators.snapshot"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.UniqueConstraint(fields=("centre", "month"), name="indicators_month_once"),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.UniqueConstraint(
                fields=("snapshot", "key", "sequence"), name="indicators_amendment_sequence"
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(("sequence__gte", 1)), name="indicators_amendment_counts_from_one"
            ),
        ),
        frozen("indicators_snapshot_sealed", "indicators_snapshot", when="OLD.sealed_at IS NOT NULL"),
        frozen("indicators_amendment_frozen", "indicators_amendment"),
    ]
