"""Addresses of what comes in by itself: online questions, missed calls, call record files."""

from django.urls import path

from shouwen.desk.views import incoming_calls, incoming_import, incoming_questions

urlpatterns = [
    path("questions/", incoming_questions.questions, name="questions"),
    path("questions/<str:serial>/", incoming_questions.question, name="question"),
    path("questions/<str:serial>/claim/", incoming_questions.claim, name="question_claim"),
    path("calls/", incoming_calls.calls, name="calls"),
    path("calls/import/", incoming_import.choose, name="call_import"),
    path("calls/import/<str:token>/", incoming_import.check, name="call_import_check"),
    path("calls/import/<str:token>/columns/", incoming_import.columns, name="call_import_columns"),
    path("calls/import/<str:token>/take/", incoming_import.take_over, name="call_import_take"),
    path("calls/<str:serial>/", incoming_calls.call, name="call"),
    path("calls/<str:serial>/open/", incoming_calls.open_number, name="call_open"),
    path("calls/<str:serial>/not-reached/", incoming_calls.not_reached, name="call_not_reached"),
    path("calls/<str:serial>/give-up/", incoming_calls.give_up, name="call_give_up"),
]
