"""Addresses under a review where readers answer it; included under `reviews/`."""

from django.urls import path

from films import slugs  # noqa: F401  (registers `uslug`)

from . import views

app_name = "comments"
urlpatterns = [
    path("<uslug:slug>/comments/", views.write, name="write"),
    path("<uslug:slug>/comments/<int:seq>/", views.permalink, name="permalink"),
]
