from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_id_number_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="centre",
            name="try_minutes",
            field=models.PositiveSmallIntegerField(
                default=30, help_text="两次回电至少隔多少分钟（工作时间），隔得短的算一次"
            ),
        ),
        migrations.AddField(
            model_name="centre",
            name="area_code",
            field=models.CharField(blank=True, help_text="座机区号；空着就从中心电话里取", max_length=4),
        ),
        migrations.AddField(
            model_name="centre",
            name="review_authority",
            field=models.CharField(blank=True, help_text="复议机关；空着就写上一级人民政府", max_length=60),
        ),
        migrations.AddField(
            model_name="centre",
            name="court",
            field=models.CharField(blank=True, help_text="起诉法院；空着就写有管辖权的人民法院", max_length=60),
        ),
    ]
