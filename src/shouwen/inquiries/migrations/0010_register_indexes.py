from django.db import migrations, models


class Migration(migrations.Migration):
    """An index alters no row and makes no table anew, so that nothing frozen has to be thawed."""

    dependencies = [("inquiries", "0009_turned_into_a_case")]

    operations = [
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["centre", "-sent_at", "-id"], name="inquiries_handed_over_newest"),
        ),
        migrations.AddIndex(
            model_name="ruling",
            index=models.Index(fields=["centre", "-asked_at", "-id"], name="inquiries_rulings_newest"),
        ),
        migrations.AddIndex(
            model_name="unresolvedmatter",
            index=models.Index(fields=["centre", "-noted_at", "-id"], name="inquiries_unresolved_newest"),
        ),
    ]
