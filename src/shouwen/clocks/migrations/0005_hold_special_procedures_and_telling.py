from __future__ import annotations

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """Apart from the rows that the step before fills: PostgreSQL alters no table with such changes still pending."""

    dependencies = [("clocks", "0004_special_procedures_and_telling")]

    operations = [
        migrations.AlterField("extension", "told_on", models.DateField()),
        migrations.AddConstraint(
            "extension",
            models.CheckConstraint(
                condition=Q(told_on__lte=F("original_due_on")), name="clocks_extension_told_in_time"
            ),
        ),
        migrations.AddConstraint(
            "pause",
            models.CheckConstraint(
                condition=Q(kind="correction") | Q(planned_workdays__gte=1), name="clocks_special_procedure_planned"
            ),
        ),
        migrations.AddConstraint(
            "pause",
            models.CheckConstraint(
                condition=Q(told_at=None, told_means="") | (Q(told_at__isnull=False) & ~Q(told_means="")),
                name="clocks_pause_told_somehow",
            ),
        ),
        migrations.RemoveConstraint("extensionrequest", "clocks_request_not_own_judge"),
        migrations.AddConstraint(
            "extensionrequest",
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="clocks_request_not_own_judge"
            ),
        ),
        migrations.AddConstraint(
            "extensionrequest",
            models.CheckConstraint(
                condition=Q(state__in=["asked", "lapsed"]) | Q(decided_at__isnull=False),
                name="clocks_request_decided_has_time",
            ),
        ),
    ]
