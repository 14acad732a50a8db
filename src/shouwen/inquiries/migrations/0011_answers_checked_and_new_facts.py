import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inquiries", "0010_register_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="answer_check",
            field=models.CharField(
                blank=True,
                choices=[("waiting", "未核实"), ("confirmed", "打电话核实了"), ("refuted", "对方说没有答复过")],
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="checked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="handover",
            name="checked_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="checked_with",
            field=models.CharField(blank=True, help_text="打电话问的是外部门的谁", max_length=40),
        ),
        migrations.AddField(
            model_name="ruling",
            name="new_fact",
            field=models.CharField(blank=True, help_text="裁定过又请示的，新出现的情况", max_length=300),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer_check__in", ["", "waiting"]),
                        ("checked_at", None),
                        ("checked_by", None),
                        ("checked_with", ""),
                    ),
                    models.Q(
                        ("answer_check__in", ["confirmed", "refuted"]),
                        ("checked_at__isnull", False),
                        ("checked_by__isnull", False),
                        models.Q(("checked_with", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="inquiries_answer_checked_with_somebody",
            ),
        ),
    ]
