"""Addresses of cases and of papers."""

from django.urls import path

from shouwen.desk.views import case_files, case_materials, case_review, case_steps, cases, paper_steps, papers

urlpatterns = [
    path("cases/", cases.case_list, name="cases"),
    path("cases/<str:serial>/", cases.case_page, name="case"),
    path("cases/<str:serial>/papers/", cases.case_papers, name="case_papers"),
    path("cases/<str:serial>/responsible/", cases.case_owed_by_day, name="case_owed_by_day"),
    path("cases/<str:serial>/materials/<int:material_id>/", case_review.review, name="case_review"),
    path("cases/<str:serial>/materials/<int:material_id>/files/", case_files.attach, name="case_attach"),
    path("cases/<str:serial>/materials/<int:material_id>/promise/", case_materials.promise, name="case_promise"),
    path(
        "cases/<str:serial>/materials/<int:material_id>/promise/back/",
        case_materials.promise_back,
        name="case_promise_back",
    ),
    path("cases/<str:serial>/materials/<int:material_id>/received/", case_materials.received, name="case_owed"),
    path(
        "cases/<str:serial>/materials/<int:material_id>/take-over/<int:source_id>/",
        case_materials.take_over,
        name="case_take_over",
    ),
    path("cases/<str:serial>/files/<int:file_id>/", case_files.attached, name="case_file"),
    path("cases/<str:serial>/files/<int:file_id>/small/", case_files.small, name="case_file_small"),
    path("cases/<str:serial>/files/<int:file_id>/seen/", case_files.seen, name="case_file_seen"),
    path("cases/<str:serial>/files/<int:file_id>/remove/", case_files.remove, name="case_file_remove"),
    path("cases/<str:serial>/all-ok/", case_review.approve_all, name="case_all_ok"),
    path("cases/<str:serial>/papers/<slug:kind>/", paper_steps.case_issue, name="case_issue"),
    path("cases/<str:serial>/<slug:step>/", case_steps.case_step, name="case_step"),
    path("papers/<int:paper_id>/", paper_steps.paper_page, name="paper"),
    path("papers/<int:paper_id>/deliver/", paper_steps.deliver, name="paper_deliver"),
    path("papers/<int:paper_id>/delivery/", paper_steps.correct_delivery, name="paper_delivery_correct"),
    path("papers/<int:paper_id>/void/", paper_steps.void, name="paper_void"),
    path("papers/<int:paper_id>/<slug:form>", papers.paper_file, name="paper_file"),
]
