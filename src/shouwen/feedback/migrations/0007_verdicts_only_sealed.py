"""Why it was found so stands sealed only, and the database holds that every verdict says it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0006_seal_the_verdicts")]

    operations = [
        # With a default of their own the columns can come back when this is undone.
        migrations.AlterField(
            model_name="complaint", name="verdict_reason", field=models.CharField(default="", max_length=200)
        ),
        migrations.AlterField(
            model_name="complaint", name="passed_to", field=models.CharField(default="", max_length=60)
        ),
        migrations.RemoveField(model_name="complaint", name="verdict_reason"),
        migrations.RemoveField(model_name="complaint", name="passed_to"),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "open"), ("verified_at", None), ("verified_by", None)),
                    models.Q(
                        models.Q(("verdict", "open"), _negated=True),
                        models.Q(("reason_sealed", b""), _negated=True),
                        ("verified_at__isnull", False),
                        ("verified_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="feedback_complaint_verdict_complete",
            ),
        ),
    ]
