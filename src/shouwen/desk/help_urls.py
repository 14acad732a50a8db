"""Addresses of calls for help."""

from django.urls import path

from shouwen.desk.views import help_calls

urlpatterns = [
    path("now/", help_calls.ringing, name="help_ringing"),
    path("<str:serial>/", help_calls.help_call, name="help_call"),
    path("<str:serial>/<slug:key>/", help_calls.help_step, name="help_step"),
]
