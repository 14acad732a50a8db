from django.apps import AppConfig

from shouwen.papers.enums import ABOUT_STAFF


class PromisesConfig(AppConfig):
    name = "shouwen.promises"
    label = "promises"
    verbose_name = "承诺"

    def ready(self) -> None:
        from shouwen.papers.served import served_as
        from shouwen.promises.measure_queries import is_served_by

        for kind in ABOUT_STAFF:
            served_as(kind, is_served_by)
