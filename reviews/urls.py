from django.urls import path
from django.views.decorators.http import require_safe

from core import slugs  # noqa: F401  (registers `uslug`)
from core.replica import from_replica
from films.models import Film

from . import views
from .feeds import CorrectionFeed, DepartmentFeed, NarrowFeed, ReviewFeed
from .models import Critic, Department, Publication, Series, Tag

app_name = "reviews"
urlpatterns = [
    path("reviews/", views.review_list, name="list"),
    path("reviews/<uslug:slug>/", views.review, name="review"),
    path("articles/", views.article_list, name="articles"),
    path("articles/<uslug:slug>/", views.review, {"is_article": True}, name="article"),
    # Not below reviews/, where a review may have this slug.
    path("random/", views.random_review, name="random"),
    path("films/<uslug:slug>/reviews/", views.film_reviews, name="of_film"),
    path("films/<uslug:slug>/articles/", views.film_articles, name="articles_of_film"),
    path("films/<uslug:slug>/mentions/", views.film_mentions, name="naming_film"),
    path("critics/", views.critic_list, name="critics"),
    path("critics/verdicts.json", views.verdicts, name="verdicts"),
    path("critics/<uslug:slug>/", views.critic, name="critic"),
    path("publications/", views.publication_list, name="publications"),
    path("publications/<uslug:slug>/", views.publication, name="publication"),
    path("publications/<uslug:slug>/about/", views.publication_about, name="publication_about"),
    path("tags/", views.tag_list, name="tags"),
    path("tags/<uslug:slug>/", views.tag, name="tag"),
    path("series/", views.series_list, name="series_list"),
    path("series/<uslug:slug>/", views.series, name="series"),
    path("corrections/", views.correction_list, name="corrections"),
    path(
        "corrections/feed/",
        from_replica(require_safe(CorrectionFeed())),
        name="corrections_feed",
    ),
    path("archive/", views.archive, name="archive"),
    path("archive/<int:year>/", views.archive_year, name="year"),
    path("archive/<int:year>/<int:month>/", views.archive_month, name="month"),
    path("feed/", from_replica(require_safe(ReviewFeed())), name="feed"),
    *(
        path(
            f"{folder}/<uslug:slug>/feed/",
            from_replica(require_safe(NarrowFeed(rows))),
            name=f"{name}_feed",
        )
        for name, folder, rows in [
            ("film", "films", Film.objects.public),
            ("critic", "critics", Critic.objects.all),
            ("publication", "publications", Publication.objects.all),
            ("tag", "tags", Tag.objects.all),
            ("series", "series", Series.objects.reviewed),
        ]
    ),
    # Below the feeds of publications, whose addresses have the same shape.
    path("publications/<uslug:publication>/<uslug:slug>/", views.department, name="department"),
    path(
        "publications/<uslug:publication>/<uslug:slug>/feed/",
        from_replica(require_safe(DepartmentFeed(Department.objects.reviewed))),
        name="department_feed",
    ),
]
