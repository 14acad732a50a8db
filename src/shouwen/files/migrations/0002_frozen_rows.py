from django.db import migrations

from shouwen.journal.triggers import frozen


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]
    operations = [frozen("files_storedfile_frozen", "files_storedfile", deletable=True)]
