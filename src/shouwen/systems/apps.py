from django.apps import AppConfig


class SystemsConfig(AppConfig):
    name = "shouwen.systems"
    label = "systems"
    verbose_name = "外部系统"
