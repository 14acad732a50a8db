from django.apps import AppConfig

from shouwen.papers.enums import PaperKind


class FeedbackConfig(AppConfig):
    name = "shouwen.feedback"
    label = "feedback"
    verbose_name = "评价与投诉"

    def ready(self) -> None:
        from shouwen.feedback.involved import keeps_answer_from
        from shouwen.feedback.kept_clocks import kept_clocks
        from shouwen.papers.kept_from import kept_as
        from shouwen.supervision.kept_off import kept_off_by

        kept_as(PaperKind.COMPLAINT_ANSWER, keeps_answer_from)
        kept_off_by(kept_clocks)
