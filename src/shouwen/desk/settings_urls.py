"""Addresses of the settings of a centre."""

from django.urls import path

from shouwen.desk.views import settings

urlpatterns = [
    path("", settings.limits, name="settings"),
    path("departments/", settings.departments, name="settings_departments"),
    path("departments/<int:department_id>/", settings.department, name="settings_department"),
    path("duty/", settings.duty, name="settings_duty"),
]
