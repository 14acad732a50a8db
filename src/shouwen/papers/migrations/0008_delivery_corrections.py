import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from shouwen.journal.triggers import frozen


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0007_promise_letter"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeliveryCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("signed_by_sealed", models.BinaryField()),
                ("reason_sealed", models.BinaryField()),
                ("corrected_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.centre")),
                (
                    "corrected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="corrections", to="papers.delivery"
                    ),
                ),
                (
                    "receipt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.paper"
                    ),
                ),
            ],
            options={
                "ordering": ["delivery_id", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_by_sealed", b""), _negated=True),
                            models.Q(("reason_sealed", b""), _negated=True),
                        ),
                        name="papers_delivery_correction_says_why",
                    )
                ],
            },
        ),
        frozen("papers_delivery_correction_frozen", "papers_deliverycorrection", deletable=True),
    ]
