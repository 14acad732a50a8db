from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "shouwen.indicators"
    label = "indicators"
    verbose_name = "公开指标"
