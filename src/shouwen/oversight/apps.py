from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "shouwen.oversight"
    label = "oversight"
    verbose_name = "公开监督"
