from django.apps import AppConfig


class TellingConfig(AppConfig):
    """告知: the one way to tell a person something; by machine where one carries it, else by a call that somebody owes."""

    name = "shouwen.telling"
    label = "telling"
    verbose_name = "告知"
