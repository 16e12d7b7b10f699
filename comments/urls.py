from django.urls import path
from django.views.decorators.http import require_safe

from core import slugs  # noqa: F401  (registers `uslug`)
from core.replica import from_replica

from .feeds import CommentFeed, ThreadFeed
from .privacy import views as privacy
from .views import challenge, create, edit, email_links, likes, reports

app_name = "comments"
urlpatterns = [
    path("reviews/<uslug:slug>/comments/", create.write, name="write"),
    path("reviews/<uslug:slug>/comments/<int:seq>/", create.permalink, name="permalink"),
    path("reviews/<uslug:slug>/comments/<int:seq>/like/", likes.like, name="like"),
    path("reviews/<uslug:slug>/comments/<int:seq>/unlike/", likes.unlike, name="unlike"),
    path("reviews/<uslug:slug>/comments/<int:seq>/edit/", edit.edit, name="edit"),
    path("reviews/<uslug:slug>/comments/<int:seq>/delete/", edit.delete, name="delete"),
    path("reviews/<uslug:slug>/comments/waiting/<int:pk>/edit/", edit.edit, name="edit_waiting"),
    path(
        "reviews/<uslug:slug>/comments/waiting/<int:pk>/delete/", edit.delete, name="delete_waiting"
    ),
    path(
        "reviews/<uslug:slug>/comments/feed/",
        from_replica(require_safe(ThreadFeed())),
        name="feed",
    ),
    path("reviews/<uslug:slug>/comments/follow/", email_links.follow, name="follow"),
    path("reviews/<uslug:slug>/comments/<int:seq>/report/", reports.report, name="report"),
    path("comments/challenge/", challenge.challenge, name="challenge"),
    path("comments/rules/", reports.rules, name="rules"),
    path("comments/appeals/<str:token>/", reports.appeal, name="appeal"),
    path("comments/feed/", from_replica(require_safe(CommentFeed())), name="latest_feed"),
    path("comments/my-data/", privacy.my_data, name="my_data"),
    path("comments/my-data/export/", privacy.export, name="export"),
    path("comments/my-data/erase/", privacy.erase, name="erase"),
    path("comments/my-data/of/<str:token>/", privacy.my_data, name="my_data"),
    path("comments/my-data/of/<str:token>/export/", privacy.export, name="export"),
    path("comments/my-data/of/<str:token>/erase/", privacy.erase, name="erase"),
]
# The pages behind links in e-mails: `mail` knows them by these names.
email_urlpatterns = [
    path("comments/confirm/<str:token>/", email_links.confirm, name="confirm"),
    path("comments/e-mails/<str:token>/", email_links.preferences, name="preferences"),
    path("comments/unsubscribe/<str:token>/", email_links.unsubscribe, name="unsubscribe"),
]
