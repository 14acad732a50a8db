"""Addresses of authorisations."""

from django.urls import path

from shouwen.desk.views import agency

urlpatterns = [
    path("", agency.authorisations, name="authorisations"),
    path("new/", agency.new, name="authorisation_new"),
    path("<str:serial>/", agency.authorisation, name="authorisation"),
    path("<str:serial>/revoke/", agency.revoke, name="authorisation_revoke"),
    path("<str:serial>/came/", agency.came, name="authorisation_came"),
    path("<str:serial>/proof/<slug:which>/", agency.proof, name="authorisation_proof"),
]
