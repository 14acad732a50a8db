"""Addresses of warnings and supervision orders."""

from django.urls import path

from shouwen.desk.views import orders, watching

urlpatterns = [
    path("warnings/", watching.watch, name="watch"),
    path("warnings/<int:clock_id>/explain/", watching.explain, name="explain_overdue"),
    path("supervision/", orders.orders, name="orders"),
    path("supervision/new/", orders.new, name="order_new"),
    path("supervision/<str:serial>/", orders.order, name="order"),
    path("supervision/<str:serial>/<slug:key>/", orders.step, name="order_step"),
]
