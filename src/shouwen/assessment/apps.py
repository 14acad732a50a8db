from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "shouwen.assessment"
    label = "assessment"
    verbose_name = "考核"
