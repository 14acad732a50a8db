from django.apps import AppConfig

from shouwen.papers.enums import PaperKind


class FeedbackConfig(AppConfig):
    name = "shouwen.feedback"
    label = "feedback"
    verbose_name = "评价与投诉"

    def ready(self) -> None:
        from shouwen.feedback.involved import keeps_answer_from
        from shouwen.papers.kept_from import kept_as

        kept_as(PaperKind.COMPLAINT_ANSWER, keeps_answer_from)
