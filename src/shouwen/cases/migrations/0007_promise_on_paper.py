import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A promise has its 承诺书, and knows what the review said before it, so that one taken by mistake can be taken back."""

    dependencies = [("cases", "0006_receipt_lines"), ("papers", "0007_promise_letter")]

    operations = [
        migrations.AddField(
            model_name="owedmaterial",
            name="paper",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.paper"
            ),
        ),
        migrations.AddField(model_name="owedmaterial", name="before", field=models.JSONField(default=dict)),
    ]
