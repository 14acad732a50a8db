from django.db import migrations

from shouwen.journal.triggers import thawed


class Migration(migrations.Migration):
    """The rule that the row of a file never changes stood twice: in the first migration and in the second. One is enough."""

    dependencies = [("files", "0002_frozen_rows")]
    operations = [thawed("files_stored_frozen", "files_storedfile", deletable=True)]
