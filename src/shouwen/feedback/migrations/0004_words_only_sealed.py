"""No word of a complaint stands in clear any more; what must be there for each state is held by the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_seal_the_words")]

    operations = [
        # With a default of its own the column can come back when this is undone.
        migrations.AlterField(
            model_name="complaint", name="matter", field=models.CharField(default="", max_length=300)
        ),
        migrations.RemoveField(
            model_name="complaint",
            name="matter",
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mark", ""), _negated=True),
                fields=("centre", "mark"),
                name="feedback_complaint_once_a_page",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("words_sealed", b""), _negated=True), name="feedback_complaint_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("promise", None), models.Q(("promise__gte", 1), ("promise__lte", 8)), _connector="OR"
                ),
                name="feedback_complaint_promise",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("handler", None),
                    ("staff", None),
                    models.Q(("handler", models.F("staff")), _negated=True),
                    _connector="OR",
                ),
                name="feedback_complaint_not_own_handler",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "assigned"), _negated=True), ("handler__isnull", False), _connector="OR"
                ),
                name="feedback_complaint_in_hand",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["answered", "told", "rated", "closed"]), _negated=True),
                    models.Q(("verdict", "open"), _negated=True),
                    _connector="OR",
                ),
                name="feedback_complaint_answered_has_verdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                    models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into", None)),
                    _connector="OR",
                ),
                name="feedback_complaint_merged_into",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at", None), ("state__in", ["received", "assigned"])),
                    models.Q(
                        models.Q(("state__in", ["received", "assigned"]), _negated=True), ("settled_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="feedback_complaint_settled_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "not_accepted"), _negated=True),
                    models.Q(("answer_sealed", b""), _negated=True),
                    _connector="OR",
                ),
                name="feedback_complaint_why_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer_rated_at", None), ("answer_rating", None)),
                    models.Q(
                        ("answer_rated_at__isnull", False),
                        ("answer_rating__gte", 1),
                        ("answer_rating__lte", 5),
                        ("state", "rated"),
                    ),
                    _connector="OR",
                ),
                name="feedback_complaint_rated_once",
            ),
        ),
    ]
