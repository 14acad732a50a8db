"""Addresses of complaints."""

from django.urls import path

from shouwen.desk.views import complaint_steps, complaints

urlpatterns = [
    path("", complaints.complaints, name="complaints"),
    path("new/", complaints.new, name="complaint_new"),
    path("<str:serial>/", complaints.complaint, name="complaint"),
    path("<str:serial>/files/", complaint_steps.attach, name="complaint_attach"),
    path("<str:serial>/files/<int:file_id>/", complaint_steps.file, name="complaint_file"),
    path("<str:serial>/statement/", complaint_steps.state, name="complaint_statement"),
    path("<str:serial>/code/", complaint_steps.say_code, name="complaint_code"),
    path("<str:serial>/<slug:key>/", complaint_steps.step, name="complaint_step"),
]
