from django.db import migrations

from shouwen.journal.triggers import frozen


class Migration(migrations.Migration):
    dependencies = [("inquiries", "0001_initial")]
    operations = [
        frozen(
            "inquiries_first_responder_frozen",
            "inquiries_inquiry",
            columns=["first_responder_id", "received_at", "number"],
        ),
    ]
