from django.apps import AppConfig


class OfficeFilesConfig(AppConfig):
    """办公室来往的表格: CSV and XLSX read with their columns matched once, registers written."""

    name = "shouwen.office_files"
    verbose_name = "表格"
