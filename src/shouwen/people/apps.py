from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "shouwen.people"
    label = "people"
    verbose_name = "人员与服务对象"
