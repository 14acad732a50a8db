from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "shouwen.papers"
    label = "papers"
    verbose_name = "文书"
