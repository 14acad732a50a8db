from django.apps import AppConfig


class FilesConfig(AppConfig):
    """收进来的文件: scans, photos, forms."""

    name = "shouwen.files"
    verbose_name = "文件"
