"""Addresses of inquiries, hand-overs, rulings and promises."""

from django.urls import path

from shouwen.desk.views import handovers, inquiries, inquiry_page, not_possible, outcomes, outside, promises, rulings

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
    path("inquiries/<str:serial>/slip/qr/", outside.slip_qr, name="handover_qr"),
    path("inquiries/<str:serial>/outside/accept/", outside.outside_accept, name="outside_accept"),
    path("inquiries/<str:serial>/outside/return/", outside.outside_return, name="outside_return"),
    path("inquiries/<str:serial>/outside/confirm/", outside.outside_confirm, name="outside_confirm"),
    path("inquiries/<str:serial>/outside/refute/", outside.outside_refute, name="outside_refute"),
    path("inquiries/<str:serial>/clarified/", outcomes.clarified, name="clarified"),
    path("inquiries/<str:serial>/decline/agree/", outcomes.decline_agree, name="decline_agree"),
    path("inquiries/<str:serial>/decline/send-back/", outcomes.decline_send_back, name="decline_send_back"),
    path("inquiries/<str:serial>/decline/take-back/", outcomes.decline_take_back, name="decline_take_back"),
    path("inquiries/<str:serial>/decline/tell/", outcomes.decline_tell, name="decline_tell"),
    path("inquiries/<str:serial>/unresolved/", outcomes.unresolved_settle, name="unresolved_settle"),
    path("inquiries/<str:serial>/circumstances/", promises.circumstances, name="circumstances"),
    path("inquiries/<str:serial>/not-possible/<slug:key>/", not_possible.step, name="not_possible_step"),
    path("handovers/", handovers.waiting, name="handovers"),
    path("rulings/", rulings.rulings, name="rulings"),
    path("rulings/<str:serial>/", rulings.ruling, name="ruling"),
    path("rulings/<str:serial>/stop/", rulings.stop, name="ruling_stop"),
    path("clarifications/<str:serial>/", outcomes.clarification, name="clarification"),
    path("unresolved/<str:serial>/", outcomes.unresolved_matter, name="unresolved"),
    path("promises/", promises.promises, name="promises"),
    path("promises/<str:serial>/", promises.promise, name="promise"),
    path("promises/<str:serial>/<slug:key>/", promises.step, name="promise_step"),
]
