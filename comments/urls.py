"""Addresses where readers answer a review, and those of comments as a whole."""

from django.urls import path

from films import slugs  # noqa: F401  (registers `uslug`)

from . import views

app_name = "comments"
urlpatterns = [
    path("reviews/<uslug:slug>/comments/", views.write, name="write"),
    path("reviews/<uslug:slug>/comments/<int:seq>/", views.permalink, name="permalink"),
]
