from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "shouwen.attendance"
    label = "attendance"
    verbose_name = "考勤"
