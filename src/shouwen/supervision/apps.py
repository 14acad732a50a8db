from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "shouwen.supervision"
    label = "supervision"
    verbose_name = "预警与督办"
