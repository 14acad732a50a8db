"""Addresses of the calls that somebody owes, and of how a person wants to be told."""

from django.urls import path

from shouwen.desk.views import calls_to_make, person_preference

urlpatterns = [
    path("calls-to-make/", calls_to_make.calls, name="calls_to_make"),
    path("calls-to-make/<str:serial>/", calls_to_make.call, name="call_to_make"),
    path("calls-to-make/<str:serial>/open/", calls_to_make.open_number, name="call_to_make_open"),
    path("calls-to-make/<str:serial>/reached/", calls_to_make.reached, name="call_to_make_reached"),
    path("calls-to-make/<str:serial>/not-reached/", calls_to_make.not_reached, name="call_to_make_not_reached"),
    path("calls-to-make/<str:serial>/give-up/", calls_to_make.give_up, name="call_to_make_give_up"),
    path("people/<uuid:person_id>/telling/", person_preference.preference, name="person_preference"),
]
