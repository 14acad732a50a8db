import django.db.models.deletion
from django.db import migrations, models

from shouwen.journal.triggers import frozen


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_review_rounds"),
        ("papers", "0005_deliveries_never_change"),
        ("people", "0002_departments_and_duty"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReceiptLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received_at", models.DateTimeField()),
                (
                    "case_material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipt_lines",
                        to="cases.casematerial",
                    ),
                ),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.centre")),
                (
                    "paper",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.paper"),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="receiptline",
            constraint=models.UniqueConstraint(fields=("paper", "case_material"), name="cases_receipt_names_once"),
        ),
        frozen("cases_receiptline_frozen", "cases_receiptline"),
    ]
