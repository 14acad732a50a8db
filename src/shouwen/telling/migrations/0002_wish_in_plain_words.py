from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("telling", "0001_tellings_calls_and_texts")]

    operations = [
        migrations.AlterField(
            model_name="preference",
            name="wish",
            field=models.CharField(
                choices=[("any", "都行"), ("sms", "短信"), ("email", "邮件"), ("call", "打电话说")],
                default="any",
                max_length=5,
            ),
        ),
    ]
