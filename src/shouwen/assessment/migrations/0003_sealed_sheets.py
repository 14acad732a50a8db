from django.db import migrations

from shouwen.journal.triggers import frozen


class Migration(migrations.Migration):
    """A sealed sheet and its lines never change. On SQLite a later change of these tables has to drop and set the triggers."""

    dependencies = [("assessment", "0002_person_is_heard")]

    operations = [
        frozen("assessment_sheet_sealed", "assessment_monthsheet", when="OLD.state = 'sealed'"),
        frozen(
            "assessment_line_sealed",
            "assessment_sheetline",
            when="EXISTS (SELECT 1 FROM assessment_monthsheet AS sheet"
            " WHERE sheet.id = OLD.sheet_id AND sheet.state = 'sealed')",
        ),
    ]
