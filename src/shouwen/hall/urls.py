from django.urls import re_path

from shouwen.hall import views

app_name = "hall"
# The code is what progress_code gives, in ASCII: anything else is no address of this page.
urlpatterns = [re_path(r"^p/(?P<number>[0-9]{2}-[0-9]{5,9})/(?P<code>[0-9a-f]{10})/$", views.progress, name="progress")]
