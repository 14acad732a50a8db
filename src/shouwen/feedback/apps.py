from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "shouwen.feedback"
    label = "feedback"
    verbose_name = "评价与投诉"
