from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0004_failed_found_fast"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "待发"),
                    ("sending", "在发"),
                    ("sent", "已发"),
                    ("delivered", "已送达"),
                    ("failed", "没发出去"),
                    ("replaced", "改由人告知"),
                    ("moot", "不用再发"),
                ],
                default="waiting",
                max_length=9,
            ),
        ),
    ]
