from django.apps import AppConfig


class TellingConfig(AppConfig):
    name = "shouwen.telling"
    label = "telling"
    verbose_name = "告知"
