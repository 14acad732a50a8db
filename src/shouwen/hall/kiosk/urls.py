"""Addresses of the kiosk's pages, under the hall's namespace."""

from django.urls import path, re_path

from shouwen.hall.kiosk import apply, ask, find, help_calls, progress, shell

MARK = r"^a/(?P<mark>[0-9a-f]{32})/"
urlpatterns = [
    path("", shell.kiosk, name="kiosk"),
    path("pair/", shell.pair, name="kiosk_pair"),
    path("worker.js", shell.worker, name="kiosk_worker"),
    path("begin/", shell.begin, name="kiosk_begin"),
    path("beat/", shell.beat, name="kiosk_beat"),
    path("end/", shell.end, name="kiosk_end"),
    path("help/", help_calls.wanted, name="kiosk_help"),
    re_path(r"^help/(?P<mark>[0-9a-f]{32})/$", help_calls.state, name="kiosk_help_state"),
    re_path(r"^help/(?P<mark>[0-9a-f]{32})/cancel/$", help_calls.cancel, name="kiosk_help_cancel"),
    path("find/", find.find, name="kiosk_find"),
    path("item/<str:code>/", find.item, name="kiosk_item"),
    path("item/<str:code>/bring.pdf", find.bring, name="kiosk_bring"),
    path("ask/", ask.ask, name="kiosk_ask"),
    re_path(r"^q/(?P<serial>[0-9]{2}-[0-9]{4,9})-(?P<code>[0-9a-f]{10})/$", ask.asked, name="kiosk_asked"),
    path("progress/", progress.progress, name="kiosk_progress"),
    re_path(r"^p/(?P<number>[0-9]{2}-[0-9]{5,9})/(?P<code>[0-9a-f]{10})/$", progress.case, name="kiosk_case"),
    path("complain/", progress.complain, name="kiosk_complain"),
    path("apply/<slug:code>/", apply.apply, name="kiosk_apply"),
    re_path(MARK + "fill/$", apply.fill, name="kiosk_fill"),
    re_path(MARK + "materials/$", apply.materials, name="kiosk_materials"),
    re_path(MARK + r"m/(?P<position>[0-9]{1,4})/$", apply.upload, name="kiosk_upload"),
    re_path(MARK + r"f/(?P<file_id>[0-9]{1,12})/off/$", apply.take_off, name="kiosk_take_off"),
    re_path(MARK + "check/$", apply.check, name="kiosk_check"),
    re_path(MARK + "sent/$", apply.after, name="kiosk_sent"),
]
