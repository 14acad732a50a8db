from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0001_warnings_and_orders"),
    ]

    operations = [
        migrations.AlterField(
            model_name="escalationstep",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("inquiry", "答复"),
                    ("handover", "接收"),
                    ("ruling", "请示答复"),
                    ("case", "办件"),
                    ("promise", "兑现承诺"),
                    ("question", "认领网上提问"),
                    ("callback", "回电"),
                    ("decline", "复核不予受理"),
                    ("clarification", "问清并告知"),
                    ("unresolved", "办不成事"),
                    ("review", "收件审查"),
                    ("owed", "容缺补交"),
                    ("task", "上级任务"),
                    ("approval", "审批延期"),
                    ("supervision", "督办答复"),
                    ("rectify", "限期整改"),
                    ("complaint", "答复投诉"),
                    ("call", "打电话告知"),
                    ("explain_again", "补讲理由"),
                    ("tell_possible", "回告能办了"),
                ],
                max_length=14,
            ),
        ),
    ]
