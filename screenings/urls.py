from django.urls import path

from . import views

app_name = "screenings"
urlpatterns = [
    path("screenings/", views.index, name="index"),
    path("screenings/<str:slug>/", views.town, name="town"),
    path("screenings/<str:slug>/calendar.ics", views.town_calendar, name="calendar"),
]
