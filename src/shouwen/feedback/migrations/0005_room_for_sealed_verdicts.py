"""Why a complaint was found true or not, and who else is competent, stood in clear; they get a place to be sealed in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0004_words_only_sealed")]

    operations = [
        # Gone before the words are moved, back after they are, when this is undone.
        migrations.RemoveConstraint(model_name="complaint", name="feedback_complaint_verdict_complete"),
        migrations.AddField(
            model_name="complaint",
            name="passed_to_sealed",
            field=models.BinaryField(default=bytes, help_text="who is competent for what isn't accepted"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="reason_sealed",
            field=models.BinaryField(default=bytes, help_text="why it was found so; whom it is about reads it"),
        ),
    ]
