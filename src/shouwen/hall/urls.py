from django.urls import path

from shouwen.hall import views

app_name = "hall"
urlpatterns = [path("p/<str:number>/<str:code>/", views.progress, name="progress")]
