"""Addresses of measures (问责)."""

from django.urls import path

from shouwen.desk.views import measures

urlpatterns = [
    path("", measures.register, name="measures"),
    path("new/", measures.new, name="measure_new"),
    path("<str:serial>/", measures.measure, name="measure"),
    path("<str:serial>/<slug:key>/", measures.step, name="measure_step"),
]
