import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_received_first"),
        ("clocks", "0002_more_debts"),
        ("files", "0002_frozen_rows"),
        ("people", "0002_departments_and_duty"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveSmallIntegerField()),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "受理"),
                            ("correction", "告知补正"),
                            ("deemed", "逾期未告知，算受理"),
                            ("withdrawn", "申请人撤回"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="materialfile",
            name="removed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="materialfile",
            name="removed_reason",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name="materialfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("removed_at", None),
                    models.Q(("removed_by__isnull", False), models.Q(("removed_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="cases_file_removed_with_reason",
            ),
        ),
        migrations.AddField(
            model_name="reviewround",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="review_rounds", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="reviewround",
            name="centre",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.centre"),
        ),
        migrations.AddField(
            model_name="reviewround",
            name="clock",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clocks.clock"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.UniqueConstraint(fields=("case", "sequence"), name="cases_round_sequence"),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("case",), name="cases_one_open_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ending", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("ending", ""), _negated=True)),
                    _connector="OR",
                ),
                name="cases_round_ended_somehow",
            ),
        ),
    ]
