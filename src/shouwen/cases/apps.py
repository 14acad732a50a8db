from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "shouwen.cases"
    label = "cases"
    verbose_name = "办件"
