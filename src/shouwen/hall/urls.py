from django.urls import include, path, re_path

from shouwen.hall import (
    applied,
    apply,
    ask,
    complain,
    complaint,
    find,
    guides,
    handovers,
    heartbeat,
    help_calls,
    home,
    my,
    provider,
    rating,
    views,
)
from shouwen.hall.type_size import sized

app_name = "hall"
urlpatterns = [
    path("heartbeat/", heartbeat.heartbeat, name="heartbeat"),
    path("kiosk/", include("shouwen.hall.kiosk.urls")),
    path("hall/", sized(home.home), name="home"),
    path("hall/find/", sized(find.find), name="find"),
    path("hall/<slug:centre>/", sized(home.home), name="home_of"),
    path("hall/<slug:centre>/find/", sized(find.find), name="find_of"),
    path("hall/<slug:centre>/help/", sized(help_calls.help_wanted), name="help"),
    re_path(r"^help-call/(?P<mark>[0-9a-f]{32})/$", sized(help_calls.help_call), name="help_call"),
    re_path(r"^help-call/(?P<mark>[0-9a-f]{32})/state/$", help_calls.help_state, name="help_state"),
    re_path(r"^help-call/(?P<mark>[0-9a-f]{32})/cancel/$", help_calls.help_cancel, name="help_cancel"),
    # The code is what progress_code gives, in ASCII: anything else is no address of this page.
    re_path(r"^p/(?P<number>[0-9]{2}-[0-9]{5,9})/(?P<code>[0-9a-f]{10})/$", sized(views.progress), name="progress"),
    re_path(
        r"^p/(?P<number>[0-9]{2}-[0-9]{5,9})/(?P<code>[0-9a-f]{10})/reminders/$", views.reminders, name="reminders"
    ),
    re_path(r"^p/(?P<number>[0-9]{2}-[0-9]{5,9})/(?P<code>[0-9a-f]{10})/rate/$", sized(rating.rating), name="rating"),
    re_path(r"^h/(?P<code>[0-9a-f]{11,22})/$", sized(handovers.handover), name="handover"),
    path("ask/", sized(ask.ask), name="ask"),
    path("ask/<slug:centre>/", sized(ask.ask), name="ask_of"),
    re_path(r"^q/(?P<serial>[0-9]{2}-[0-9]{4,9})-(?P<code>[0-9a-f]{10})/$", sized(ask.asked), name="asked"),
    path("g/<str:code>/", sized(guides.guide), name="guide"),
    path("g/<str:code>/bring.pdf", guides.bring, name="bring"),
    path("g/<str:code>/files/<int:file_id>/", guides.download, name="guide_file"),
    path("complain/", sized(complain.complain), name="complain"),
    path("complain/<slug:centre>/", sized(complain.complain), name="complain_of"),
    path("c/", sized(complain.look_up), name="complaint_look_up"),
    re_path(r"^c/(?P<code>[0-9a-f]{17,26})/$", sized(complaint.complaint), name="complaint"),
    re_path(r"^c/(?P<code>[0-9a-f]{17,26})/supplement/$", sized(complaint.add), name="complaint_supplement"),
    re_path(r"^c/(?P<code>[0-9a-f]{17,26})/withdraw/$", sized(complaint.withdraw), name="complaint_withdraw"),
    re_path(r"^c/(?P<code>[0-9a-f]{17,26})/rate/$", sized(complaint.rate), name="complaint_rate"),
    path("my/", sized(my.my), name="my"),
    path("my/code/", sized(my.ask_code), name="my_code"),
    path("my/verify/", sized(my.verify), name="my_verify"),
    path("my/resume/", sized(my.resume), name="my_resume"),
    path("my/provider/", provider.ask_provider, name="my_provider"),
    path("my/back/", sized(provider.back), name="my_back"),
    path("my/out/", my.out, name="my_out"),
    path("apply/", sized(apply.items_to_apply), name="apply"),
    path("apply/<slug:code>/", sized(apply.start), name="apply_item"),
    re_path(r"^my/a/(?P<mark>[0-9a-f]{32})/$", sized(applied.application), name="application"),
    re_path(r"^my/a/(?P<mark>[0-9a-f]{32})/fill/$", sized(apply.fill), name="application_fill"),
    re_path(r"^my/a/(?P<mark>[0-9a-f]{32})/materials/$", sized(apply.materials), name="application_materials"),
    re_path(
        r"^my/a/(?P<mark>[0-9a-f]{32})/m/(?P<position>[0-9]{1,4})/$", sized(apply.upload), name="application_upload"
    ),
    re_path(r"^my/a/(?P<mark>[0-9a-f]{32})/f/(?P<file_id>[0-9]{1,12})/$", apply.uploaded, name="application_file"),
    re_path(
        r"^my/a/(?P<mark>[0-9a-f]{32})/f/(?P<file_id>[0-9]{1,12})/off/$",
        sized(apply.take_off),
        name="application_take_off",
    ),
    re_path(r"^my/a/(?P<mark>[0-9a-f]{32})/check/$", sized(apply.check), name="application_check"),
    re_path(r"^my/a/(?P<mark>[0-9a-f]{32})/hand-in/$", sized(applied.hand_in), name="application_hand_in"),
    re_path(r"^my/a/(?P<mark>[0-9a-f]{32})/withdraw/$", sized(applied.withdraw), name="application_withdraw"),
]
