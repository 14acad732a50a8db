"""Addresses of online applications."""

from django.urls import path

from shouwen.desk.views import applications

urlpatterns = [
    path("", applications.applications, name="applications"),
    path("<str:serial>/", applications.application, name="application"),
    path("<str:serial>/typed/", applications.typed, name="application_typed"),
    path("<str:serial>/files/<int:file_id>/", applications.uploaded, name="application_uploaded"),
    path("<str:serial>/decide/", applications.decide, name="application_decide"),
    path("<str:serial>/decline/", applications.decline, name="application_decline"),
]
