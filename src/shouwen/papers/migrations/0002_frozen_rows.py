from django.db import migrations

from shouwen.journal.triggers import frozen


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [
        frozen("papers_paper_frozen", "papers_paper"),
        frozen("papers_rendition_frozen", "papers_rendition"),
        frozen("papers_print_frozen", "papers_print"),
    ]
