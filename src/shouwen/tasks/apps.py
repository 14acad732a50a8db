from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "shouwen.tasks"
    label = "tasks"
    verbose_name = "上级任务"
