from django.db import migrations

from shouwen.journal.triggers import frozen


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial")]
    operations = [
        frozen("applications_form_frozen", "applications_onlineform"),
        frozen(
            "applications_sent_frozen", "applications_applicationfile", columns=["file_id", "added_at"], deletable=True
        ),
    ]
