"""Addresses of the settings of a centre."""

from django.urls import path

from shouwen.desk.views import centre_words, escalation, settings, systems, told_texts, window_phones

urlpatterns = [
    path("", settings.limits, name="settings"),
    path("approver/", settings.approver, name="settings_approver"),
    path("windows/", window_phones.windows, name="settings_windows"),
    path("windows/<int:window_id>/", window_phones.window, name="settings_window"),
    path("departments/", settings.departments, name="settings_departments"),
    path("departments/<int:department_id>/", settings.department, name="settings_department"),
    path("centre/", centre_words.centre, name="settings_centre"),
    path("duty/", settings.duty, name="settings_duty"),
    path("escalation/", escalation.escalation, name="settings_escalation"),
    path("texts/", told_texts.texts, name="settings_texts"),
    path("texts/<slug:code>/", told_texts.text, name="settings_text"),
    path("texts/<slug:code>/preview/", told_texts.preview, name="settings_text_preview"),
    path("systems/", systems.systems, name="settings_systems"),
    path("systems/new/", systems.new, name="settings_system_new"),
    path("systems/<int:system_id>/", systems.system, name="settings_system"),
    path("systems/<int:system_id>/hook/", systems.hook, name="settings_system_hook"),
    path("systems/<int:system_id>/hook/again/", systems.hook_again, name="settings_system_hook_again"),
    path("systems/<int:system_id>/renew/", systems.renew, name="settings_system_renew"),
    path("systems/<int:system_id>/switch/", systems.switch, name="settings_system_switch"),
]
