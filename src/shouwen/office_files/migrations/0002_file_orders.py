import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office_files", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FileOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("book", models.CharField(max_length=20)),
                ("form", models.CharField(max_length=4)),
                ("in_full", models.BooleanField(default=False)),
                ("rows", models.PositiveIntegerField()),
                ("asked_sealed", models.BinaryField(default=bytes)),
                ("ordered_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "排队等着做"),
                            ("making", "正在做"),
                            ("ready", "做好了"),
                            ("failed", "没做成"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("taken_at", models.DateTimeField(null=True)),
                ("ready_at", models.DateTimeField(null=True)),
                ("token", models.CharField(blank=True, max_length=32)),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.centre")),
                (
                    "ordered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "making"])),
                        fields=["ordered_at"],
                        name="office_files_to_make",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(("ready_at__isnull", False), models.Q(("token", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="office_files_ready_has_file",
                    )
                ],
            },
        ),
    ]
