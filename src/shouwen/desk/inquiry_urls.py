"""Addresses of inquiries, hand-overs, rulings and promises."""

from django.urls import path

from shouwen.desk.views import handovers, inquiries, inquiry_page, promises, rulings

urlpatterns = [
    path("inquiries/", inquiries.register_list, name="inquiries"),
    path("inquiries/new/", inquiries.register, name="inquiry_new"),
    path("inquiries/new/suggest/", inquiries.suggest, name="inquiry_suggest"),
    path("inquiries/new/script/", inquiries.script, name="inquiry_script"),
    path("inquiries/new/caller/", inquiries.caller, name="inquiry_caller"),
    path("inquiries/new/day/", inquiries.day, name="inquiry_day"),
    path("inquiries/new/qr/<int:item_id>/", inquiries.qr, name="inquiry_qr"),
    path("inquiries/<str:serial>/", inquiry_page.inquiry, name="inquiry"),
    path("inquiries/<str:serial>/notice/", inquiry_page.notice, name="inquiry_notice"),
    path("inquiries/<str:serial>/slip/", handovers.slip, name="handover_slip"),
    path("inquiries/<str:serial>/accept/", handovers.accept, name="handover_accept"),
    path("inquiries/<str:serial>/return/", handovers.give_back, name="handover_return"),
    path("handovers/", handovers.waiting, name="handovers"),
    path("rulings/", rulings.rulings, name="rulings"),
    path("rulings/<str:serial>/", rulings.ruling, name="ruling"),
    path("promises/", promises.promises, name="promises"),
    path("promises/<str:serial>/", promises.promise, name="promise"),
]
