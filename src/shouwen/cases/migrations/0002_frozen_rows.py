from django.db import migrations

from shouwen.journal.triggers import frozen


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [
        frozen("cases_first_responder_frozen", "cases_case", columns=["first_responder_id", "number", "inquiry_id"]),
    ]
