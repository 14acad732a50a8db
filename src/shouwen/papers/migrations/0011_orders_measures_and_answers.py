from django.db import migrations, models


class Migration(migrations.Migration):
    """Four more kinds of paper. The choices of a column aren't kept in the database: no table is made anew, nothing needs a thaw."""

    dependencies = [("papers", "0010_task_receipts")]

    operations = [
        migrations.AlterField(
            model_name="paper",
            name="kind",
            field=models.CharField(
                choices=[
                    ("correction_notice", "补正材料一次性告知书"),
                    ("one_time_notice", "一次性告知单"),
                    ("acceptance_notice", "受理通知书"),
                    ("handover_slip", "转办单"),
                    ("conclusion_notice", "办结通知书"),
                    ("decline_notice", "不予受理通知书"),
                    ("material_receipt", "材料接收凭证"),
                    ("delivery_receipt", "送达回证"),
                    ("promise_letter", "告知承诺书"),
                    ("procedure_notice", "特别程序告知书"),
                    ("extension_notice", "延期办理告知书"),
                    ("task_receipt", "任务办理回执"),
                    ("supervision_order", "督办单"),
                    ("rectify_notice", "整改通知书"),
                    ("measure_decision", "问责决定书"),
                    ("complaint_answer", "投诉答复书"),
                    ("month_sheet", "月度考核表"),
                ],
                max_length=20,
            ),
        ),
    ]
