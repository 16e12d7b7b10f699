from django.urls import path

from core import slugs  # noqa: F401  (registers `uslug`)

from . import views

app_name = "error_reports"
urlpatterns = [
    path("reviews/<uslug:slug>/report-an-error/", views.report, name="report"),
]
