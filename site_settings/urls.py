from django.urls import path, re_path

from . import views

app_name = "site_settings"
urlpatterns = [
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("principles/", views.principles, name="principles"),
    re_path(
        r"^colours-(?P<light>[0-9a-f]{6})-(?P<dark>[0-9a-f]{6})\.css$",
        views.colours,
        name="colours",
    ),
]
