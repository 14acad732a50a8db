from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "shouwen.regulations"
    label = "regulations"
    verbose_name = "制度原文"
