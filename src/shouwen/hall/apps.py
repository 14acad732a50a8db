from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "shouwen.hall"
    label = "hall"
    verbose_name = "群众页面"
