from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "shouwen.journal"
    label = "journal"
    verbose_name = "留痕"
