from django.apps import AppConfig


class AssistanceConfig(AppConfig):
    name = "shouwen.assistance"
    label = "assistance"
    verbose_name = "帮办"
