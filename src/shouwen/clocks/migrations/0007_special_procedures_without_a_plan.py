from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """A length that isn't given is no length: a comparison with nothing is neither true nor false, and let it pass."""

    dependencies = [("clocks", "0006_due_on_a_day_that_was_told")]

    operations = [
        migrations.RemoveConstraint("pause", "clocks_special_procedure_planned"),
        migrations.AddConstraint(
            "pause",
            models.CheckConstraint(
                condition=Q(kind="correction") | Q(planned_workdays__isnull=False, planned_workdays__gte=1),
                name="clocks_special_procedure_planned",
            ),
        ),
    ]
