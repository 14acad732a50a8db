from django.db import migrations

from shouwen.journal.triggers import frozen


class Migration(migrations.Migration):
    dependencies = [("devices", "0001_initial")]

    operations = [frozen("devices_movements_stay", "devices_supplymovement")]
