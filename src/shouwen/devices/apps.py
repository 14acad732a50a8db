from django.apps import AppConfig


class DevicesConfig(AppConfig):
    name = "shouwen.devices"
    label = "devices"
    verbose_name = "设备"
