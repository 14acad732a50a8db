from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0003_told_by_people"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(condition=models.Q(("state", "failed")), fields=["centre", "id"], name="outbox_failed"),
        ),
    ]
