from django.urls import path

from shouwen.desk.views import sheets

urlpatterns = [
    path("", sheets.latest, name="sheets"),
    path("<str:month>/", sheets.month, name="sheets_month"),
    path("<str:month>/change/", sheets.change_month, name="sheets_change"),
    path("<str:month>/<str:work_number>/", sheets.sheet, name="sheet"),
]
