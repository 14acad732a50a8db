from django.urls import include, path

from shouwen.config.front_door import front_door
from shouwen.config.health import health

urlpatterns = [
    path("healthz", health),
    path("", front_door),
    path("", include("shouwen.hall.urls")),
    path("api/v1/", include("shouwen.api.urls")),
    path("public/", include("shouwen.oversight.urls")),
    path("", include("shouwen.desk.urls")),
]
handler403 = "shouwen.desk.views.errors.forbidden"
handler404 = "shouwen.config.not_found.not_found"
handler500 = "shouwen.desk.views.errors.failed"
