"""Addresses of the public pages. With a code they are those of one centre among several."""

from django.urls import path

from shouwen.oversight import views

app_name = "oversight"
urlpatterns = [
    path("supervision/", views.supervision, name="supervision"),
    path("screen/", views.screen, name="screen"),
    path("regimes/", views.regime_page, name="regimes"),
    path("data/figures.csv", views.figures, {"form": "csv"}, name="figures_csv"),
    path("data/figures.json", views.figures, {"form": "json"}, name="figures_json"),
    path("data/dictionary.csv", views.dictionary, {"form": "csv"}, name="dictionary_csv"),
    path("data/dictionary.json", views.dictionary, {"form": "json"}, name="dictionary_json"),
    path("<slug:code>/supervision/", views.supervision, name="centre_supervision"),
    path("<slug:code>/screen/", views.screen, name="centre_screen"),
    path("<slug:code>/regimes/", views.regime_page, name="centre_regimes"),
    path("<slug:code>/data/figures.csv", views.figures, {"form": "csv"}, name="centre_figures_csv"),
    path("<slug:code>/data/figures.json", views.figures, {"form": "json"}, name="centre_figures_json"),
    path("<slug:code>/data/dictionary.csv", views.dictionary, {"form": "csv"}, name="centre_dictionary_csv"),
    path("<slug:code>/data/dictionary.json", views.dictionary, {"form": "json"}, name="centre_dictionary_json"),
]
