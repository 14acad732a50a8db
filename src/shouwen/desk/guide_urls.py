"""Addresses of guides, registers and the working calendar."""

from django.urls import path

from shouwen.desk.views import (
    calendar,
    catalogue_file,
    guide_edit,
    guide_keeping,
    guide_new,
    guide_reading,
    guides,
    registers,
)

urlpatterns = [
    path("guides/", guides.guides, name="guides"),
    path("guides/unread/", guide_reading.receipts, name="guide_receipts"),
    path("guides/new/", guide_new.new, name="item_new"),
    path("guides/new/preview/", guide_new.preview, name="item_new_preview"),
    path("guides/export.xlsx", catalogue_file.export, name="catalogue_export"),
    path("guides/import/", catalogue_file.look, name="catalogue_import"),
    path("guides/import/<int:file_id>/", catalogue_file.plan, name="catalogue_plan"),
    path("guides/import/<int:file_id>/take/", catalogue_file.take, name="catalogue_take"),
    path("guides/<str:code>/", guides.guide, name="guide"),
    path("guides/<str:code>/changes/", guide_reading.changes, name="guide_changes"),
    path("guides/<str:code>/read/<int:number>/", guide_reading.read, name="guide_read"),
    path("guides/<str:code>/edit/", guide_edit.edit, name="guide_edit"),
    path("guides/<str:code>/edit/preview/", guide_edit.preview, name="guide_preview"),
    path("guides/<str:code>/edit/publish/", guide_edit.publish, name="guide_publish"),
    path("guides/<str:code>/edit/drop/", guide_edit.drop, name="guide_drop"),
    path("guides/<str:code>/withdraw/", guide_keeping.withdraw, name="guide_withdraw"),
    path("guides/<str:code>/resume/", guide_keeping.resume, name="guide_resume"),
    path("guides/<str:code>/files/", guide_keeping.forms, name="guide_files"),
    path("guides/<str:code>/files/<int:file_id>/off/", guide_keeping.take_off, name="guide_file_off"),
    path("registers/", registers.registers, name="registers"),
    path("registers/papers/", registers.papers, name="papers_register"),
    path("calendar/", calendar.year, name="calendar"),
    path("calendar/<int:year>.csv", calendar.year_file, name="calendar_file"),
    path("calendar/import/", calendar.take_over, name="calendar_import"),
]
