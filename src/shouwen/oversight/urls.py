from django.urls import path

from shouwen.oversight import views

app_name = "oversight"
urlpatterns = [
    path("regimes/", views.regime_page, name="regimes"),
    path("<slug:code>/regimes/", views.regime_page, name="centre_regimes"),
]
