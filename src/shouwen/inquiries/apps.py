from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "shouwen.inquiries"
    label = "inquiries"
    verbose_name = "首问"
