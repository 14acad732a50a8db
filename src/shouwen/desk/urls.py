from django.conf import settings
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from shouwen.desk.views.clauses import clause
from shouwen.desk.views.covers import cover
from shouwen.desk.views.find import find
from shouwen.desk.views.help import help_page
from shouwen.desk.views.log_in import LogIn
from shouwen.desk.views.people import open_person
from shouwen.desk.views.today import today
from shouwen.desk.waiting import key, locked, worker

app_name = "desk"
urlpatterns = [
    path("waiting/key/", key, name="waiting_key"),
    path("locked/", locked, name="locked"),
    path("worker.js", worker, name="waiting_worker"),
    path("", today, name="today"),
    path("covers/<int:cover_id>/", cover, name="cover"),
    path("find/", find, name="find"),
    path("login/", LogIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("", include("shouwen.desk.case_urls")),
    path("", include("shouwen.desk.guide_urls")),
    path("", include("shouwen.desk.inquiry_urls")),
    path("", include("shouwen.desk.register_urls")),
    path("", include("shouwen.desk.incoming_urls")),
    path("tasks/", include("shouwen.desk.task_urls")),
    path("applications/", include("shouwen.desk.application_urls")),
    path("complaints/", include("shouwen.desk.complaint_urls")),
    path("help-calls/", include("shouwen.desk.help_urls")),
    path("agency/", include("shouwen.desk.agency_urls")),
    path("devices/", include("shouwen.desk.device_urls")),
    path("", include("shouwen.desk.telling_urls")),
    path("", include("shouwen.desk.supervision_urls")),
    path("accountability/", include("shouwen.desk.measure_urls")),
    path("settings/", include("shouwen.desk.settings_urls")),
    path("sheets/", include("shouwen.desk.sheet_urls")),
    path("help/", help_page, name="help"),
    path("clauses/<str:code>/", clause, name="clause"),
    path("people/<uuid:person_id>/open/", open_person, name="person_open"),
]
if settings.DEBUG:
    from shouwen.desk.views.parts_sheet import parts_sheet

    urlpatterns.append(path("desk/parts/", parts_sheet, name="parts"))
