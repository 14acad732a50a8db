from django.apps import AppConfig


class AgencyConfig(AppConfig):
    name = "shouwen.agency"
    label = "agency"
    verbose_name = "代办"
