"""Every address of the site."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path

from . import views
from .sitemaps import SITEMAPS

handler500 = views.server_error

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("films.urls")),
    path("", include("reviews.urls")),
    path("", include("comments.urls")),
    path("about/", views.about, name="about"),
    path("healthz", views.healthz),
    path("healthz/", views.healthz, name="healthz"),
    path("favicon.ico", views.favicon),
    path("robots.txt", views.robots),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("login/", auth.LoginView.as_view(template_name="registration/login.html"), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("admin/", admin.site.urls),
]
