"""Addresses of cases and of papers."""

from django.urls import path

from shouwen.desk.views import case_review, case_steps, cases, papers

urlpatterns = [
    path("cases/", cases.case_list, name="cases"),
    path("cases/<str:serial>/", cases.case_page, name="case"),
    path("cases/<str:serial>/papers/", cases.case_papers, name="case_papers"),
    path("cases/<str:serial>/materials/<int:material_id>/", case_review.review, name="case_review"),
    path("cases/<str:serial>/all-ok/", case_review.approve_all, name="case_all_ok"),
    path("cases/<str:serial>/<slug:step>/", case_steps.case_step, name="case_step"),
    path("papers/<int:paper_id>/<slug:form>", papers.paper_file, name="paper_file"),
]
