from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "shouwen.demo"
    label = "demo"
    verbose_name = "演示"
