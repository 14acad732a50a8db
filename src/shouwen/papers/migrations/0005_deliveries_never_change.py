from django.db import migrations, models

from shouwen.journal.triggers import frozen


class Migration(migrations.Migration):
    dependencies = [("papers", "0004_voided_and_delivered")]

    operations = [
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("signed_by", ""), _negated=True), name="papers_delivery_is_signed"
            ),
        ),
        frozen("papers_delivery_frozen", "papers_delivery"),
    ]
