"""Addresses of the API for other systems, and of its plain description."""

from django.urls import path, re_path

from shouwen.api import service, views

app_name = "api"
urlpatterns = [
    path("", views.docs),
    path("docs", views.docs, name="docs"),
    *service.addresses(),
    re_path("", service.no_such_address),
]
