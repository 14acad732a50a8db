"""Addresses of guides, registers and the working calendar."""

from django.urls import path

from shouwen.desk.views import calendar, guides, registers

urlpatterns = [
    path("guides/", guides.guides, name="guides"),
    path("guides/<str:code>/", guides.guide, name="guide"),
    path("registers/", registers.registers, name="registers"),
    path("registers/papers/", registers.papers, name="papers_register"),
    path("calendar/", calendar.year, name="calendar"),
    path("calendar/<int:year>.csv", calendar.year_file, name="calendar_file"),
    path("calendar/import/", calendar.take_over, name="calendar_import"),
]
