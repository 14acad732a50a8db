from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "shouwen.applications"
    label = "applications"
    verbose_name = "网上办"
