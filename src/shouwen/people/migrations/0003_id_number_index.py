from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_departments_and_duty")]
    operations = [
        migrations.AddIndex(
            "person", models.Index(fields=["centre", "id_number_hash"], name="people_person_id_number")
        ),
    ]
