from django.urls import path

from . import views

app_name = "screenings"
urlpatterns = [
    path("screenings/", views.index, name="index"),
    path("screenings/<uslug:slug>/", views.town, name="town"),
    path("screenings/<uslug:slug>/calendar.ics", views.town_calendar, name="calendar"),
]
