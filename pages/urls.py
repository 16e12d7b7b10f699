from django.urls import path
from django.views.decorators.http import require_safe

from core import slugs  # noqa: F401  (registers `uslug`)
from core.replica import from_replica

from . import views
from .feeds import PackageFeed
from .models import Package

app_name = "pages"
urlpatterns = [
    path("packages/", views.package_list, name="packages"),
    path("packages/<uslug:slug>/", views.package, name="package"),
    path(
        "packages/<uslug:slug>/feed/",
        from_replica(require_safe(PackageFeed(Package.objects.public))),
        name="package_feed",
    ),
    path("promotions/<int:pk>/", views.promotion, name="promotion"),
    path("pages/<uslug:slug>/", views.page, name="page"),
]
