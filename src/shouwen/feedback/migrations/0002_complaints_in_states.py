"""A complaint gets its states, who looks into it, what is answered and told; its words, so far in clear, get a place to be sealed in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_promise_on_paper"),
        ("feedback", "0001_initial"),
        ("files", "0004_names_are_sealed"),
        ("papers", "0011_orders_measures_and_answers"),
        ("people", "0005_limits_of_the_third_step"),
        ("tasks", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Gone before the words are moved, back after they are, when this is undone.
        migrations.RemoveConstraint(
            model_name="complaint",
            name="feedback_complaint_has_matter",
        ),
        migrations.CreateModel(
            name="ComplaintFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "is_theirs",
                    models.BooleanField(
                        default=True, help_text="from the complainant; else found by who looks into it"
                    ),
                ),
                ("added_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ComplaintSaying",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("supplement", "投诉人补充"), ("put", "请本人说明"), ("statement", "本人说明")],
                        max_length=10,
                    ),
                ),
                ("words_sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["sequence"],
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="answer_rated_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="answer_rating",
            field=models.PositiveSmallIntegerField(
                choices=[(5, "非常满意"), (4, "满意"), (3, "基本满意"), (2, "不满意"), (1, "非常不满意")], null=True
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="answer_sealed",
            field=models.BinaryField(default=bytes, help_text="the words for the complainant"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="asked_from",
            field=models.CharField(blank=True, help_text="keyed hash of the network address", max_length=32),
        ),
        migrations.AddField(
            model_name="complaint",
            name="channel",
            field=models.CharField(
                choices=[
                    ("web", "网上"),
                    ("phone", "电话"),
                    ("counter", "当面"),
                    ("letter", "来信"),
                    ("task", "12345 转来"),
                ],
                default="counter",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="handler",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="mark",
            field=models.CharField(blank=True, help_text="the page that sent it; sent twice it is one", max_length=40),
        ),
        migrations.AddField(
            model_name="complaint",
            name="matter_number",
            field=models.CharField(blank=True, help_text="the number that the complainant gave", max_length=20),
        ),
        migrations.AddField(
            model_name="complaint",
            name="mended_sealed",
            field=models.BinaryField(default=bytes, help_text="what was put right"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="merged_into",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followers",
                to="feedback.complaint",
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="office",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="paper",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.paper"
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="passed_to",
            field=models.CharField(blank=True, help_text="who is competent for what isn't accepted", max_length=60),
        ),
        migrations.AddField(
            model_name="complaint",
            name="promise",
            field=models.PositiveSmallIntegerField(help_text="which of the eight promises; empty for none", null=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="rating_words_sealed",
            field=models.BinaryField(default=bytes),
        ),
        migrations.AddField(
            model_name="complaint",
            name="settled_at",
            field=models.DateTimeField(help_text="when no answer was owed any more", null=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="staff_cleared",
            field=models.BooleanField(default=False, help_text="true, but not this person's doing: nothing under K1.5"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="state",
            field=models.CharField(
                choices=[
                    ("received", "待交办"),
                    ("assigned", "在查"),
                    ("answered", "已答复，等告知"),
                    ("told", "已告知"),
                    ("rated", "已评价"),
                    ("closed", "已了结"),
                    ("not_accepted", "不归中心，已转告"),
                    ("merged", "并入另一件"),
                    ("withdrawn", "本人撤回"),
                ],
                default="received",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="taken_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="task",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="complaints", to="tasks.task"
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="told_means",
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name="complaint",
            name="window",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.window"
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="wish",
            field=models.CharField(
                choices=[("page", "凭编号和查询码自己看"), ("message", "发消息"), ("call", "打电话说")],
                default="page",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="words_sealed",
            field=models.BinaryField(default=b""),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="complaint",
            name="at",
            field=models.DateTimeField(help_text="when it was received"),
        ),
        migrations.AlterField(
            model_name="complaint",
            name="staff",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="complaints",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="complaint",
            name="verdict",
            field=models.CharField(
                choices=[("open", "待核实"), ("verified", "属实"), ("partly", "部分属实"), ("dismissed", "不属实")],
                default="open",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="rating",
            name="verdict",
            field=models.CharField(
                choices=[("open", "待核实"), ("verified", "属实"), ("partly", "部分属实"), ("dismissed", "不属实")],
                default="open",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["centre", "state", "-at"], name="feedback_complaints_by_state"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["centre", "asked_from", "-at"], name="feedback_complaints_from"),
        ),
        migrations.AddField(
            model_name="complaintfile",
            name="added_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="complaintfile",
            name="centre",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.centre"),
        ),
        migrations.AddField(
            model_name="complaintfile",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="feedback.complaint"
            ),
        ),
        migrations.AddField(
            model_name="complaintfile",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
            ),
        ),
        migrations.AddField(
            model_name="complaintsaying",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="complaintsaying",
            name="centre",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.centre"),
        ),
        migrations.AddField(
            model_name="complaintsaying",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sayings", to="feedback.complaint"
            ),
        ),
        migrations.AddField(
            model_name="complaintsaying",
            name="staff",
            field=models.ForeignKey(
                help_text="who is asked, or answers",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="complaintsaying",
            constraint=models.UniqueConstraint(fields=("complaint", "sequence"), name="feedback_saying_once"),
        ),
        migrations.AddConstraint(
            model_name="complaintsaying",
            constraint=models.CheckConstraint(
                condition=models.Q(("words_sealed", b""), _negated=True), name="feedback_saying_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaintsaying",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "supplement"), ("staff__isnull", False), _connector="OR"),
                name="feedback_saying_of_whom",
            ),
        ),
    ]
