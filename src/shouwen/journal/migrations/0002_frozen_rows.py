from django.db import migrations

from shouwen.journal.triggers import frozen


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        frozen("journal_entry_frozen", "journal_entry"),
    ]
