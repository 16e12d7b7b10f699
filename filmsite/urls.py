from allauth.account.views import logout
from django.contrib import admin
from django.urls import include, path

from accounts.my_critic import my_critic
from accounts.views import AddPasskey, SignInRedirect
from comments.urls import email_urlpatterns

from . import offline, search_page, site_files, unavailable, views
from .sitemaps import SITEMAPS, index, sitemap

handler500 = unavailable.server_error

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("films.urls")),
    path("", include("reviews.urls")),
    path("", include("pages.urls")),
    path("", include("audio.urls")),
    path("", include("screenings.urls")),
    path("", include("error_reports.urls")),
    path("", include("comments.urls")),
    path("", include((email_urlpatterns, "mail"))),
    path("search/", search_page.results, name="search"),
    path("search/suggest/", search_page.suggestions, name="search_suggestions"),
    path("my-critic/", my_critic, name="my_critic"),
    path("about/", views.about, name="about"),
    path("", include("site_settings.urls")),
    path("healthz", views.healthz),
    path("healthz/", views.healthz, name="healthz"),
    path("robots.txt", site_files.robots),
    path(".well-known/security.txt", site_files.security),
    path("manifest.webmanifest", site_files.manifest, name="manifest"),
    path("service-worker.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.offline, name="offline"),
    path("opensearch.xml", site_files.opensearch, name="opensearch"),
    path("sitemap.xml", index),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("", include("accounts.urls")),
    path("account/2fa/webauthn/add/", AddPasskey.as_view()),
    path("account/", include("allauth.urls")),
    path("login/", SignInRedirect.as_view(), name="login"),
    path("logout/", logout, name="logout"),
    path("admin/", admin.site.urls),
]
