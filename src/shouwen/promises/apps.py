from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "shouwen.promises"
    label = "promises"
    verbose_name = "承诺"
