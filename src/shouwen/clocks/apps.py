from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "shouwen.clocks"
    label = "clocks"
    verbose_name = "时限"
