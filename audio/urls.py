from django.urls import path, re_path
from django.views.decorators.http import require_safe

from core import slugs  # noqa: F401  (registers `uslug`)
from core.replica import from_replica

from . import views
from .feeds import PodcastFeed

app_name = "audio"
urlpatterns = [
    re_path(r"^media/(?P<path>audio/[0-9a-f]{32}\.[0-9a-z]{3,4})$", views.media, name="media"),
    path("audio/<uuid:uid>/transcript.txt", views.transcript, name="transcript"),
    path("audio/<uuid:uid>/chapters.json", views.chapters, name="chapters"),
    path("series/<uslug:slug>/cover-<int:number>.jpg", views.cover, name="cover"),
    path(
        "series/<uslug:slug>/podcast.xml",
        from_replica(require_safe(PodcastFeed())),
        name="podcast",
    ),
]
