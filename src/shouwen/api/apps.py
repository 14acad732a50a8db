from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "shouwen.api"
    label = "api"
    verbose_name = "对外接口"
