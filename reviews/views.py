import json

from django.db.models import Prefetch, Value, prefetch_related_objects
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.kept import keep
from core.page_tags import Loaded
from core.pagination import paginate
from core.sessions import session_user
from core.slugs import get_by_slug
from films.models import Film

from .charts import add_verdict_bars, first_of, months_by_year, verdict_bars
from .filters import ArticleFilter, FilmReviewFilter, ReviewFilter
from .models import (
    Correction,
    Critic,
    Department,
    ListEntry,
    MostRead,
    Publication,
    Review,
    Series,
    Tag,
)
from .models.review import EARLIEST, LATEST
from .related import add_latest, related_to
from .verdicts import verdicts_by_film


def newest(request, reviews):
    return paginate(reviews.newest_first().for_list(), request)


@require_safe
def review_list(request):
    filters = ReviewFilter.from_query(request.GET)
    page = newest(request, filters.apply(Review.objects.published().reviews()))
    context = {"page": page, "filters": filters, "most_read": MostRead.objects.lists}
    return render(request, "reviews/review_list.html", context)


@require_safe
def article_list(request):
    filters = ArticleFilter.from_query(request.GET)
    page = newest(request, filters.apply(Review.objects.published().articles()))
    return render(request, "reviews/article_list.html", {"page": page, "filters": filters})


@require_safe
@never_cache
def random_review(request):
    response = redirect(Review.objects.public_at_random() or "reviews:list")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def review(request, slug, is_article=False):
    # A comment changes the first alone; see `keep` in the template.
    found = Loaded(lambda: _get_visible_or_404(slug, session_user(request)))
    key, is_one = keep("review", lambda: (found().pk, found().is_article), slug)
    if is_one != is_article:  # its kind was changed, or guessed
        return _redirect_with_query(request, found())
    whole = Loaded(lambda: _whole(key))
    related = Loaded(lambda: related_to(whole()) if whole().published_at else {})
    context = {"slug": slug, "review": found, "whole": whole, "related": related}
    return render(request, "reviews/review.html", context)


def _whole(key):
    review = Review.objects.for_page().get(pk=key)
    if review.kind == Review.Kind.LIST:
        prefetch_related_objects([review], Prefetch("entries", ListEntry.objects.with_films()))
    return review


def _redirect_with_query(request, row):
    query = request.META.get("QUERY_STRING", "")
    address = row.get_absolute_url()
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def _get_visible_or_404(slug, reader):
    """The review that everybody may see, else one that this reader may.

    What everybody may see needs no question.
    """
    try:
        return get_by_slug(Review.objects.visible_to(None).for_thread(), slug)
    except Http404:
        if reader is None:
            raise
        return get_by_slug(Review.objects.visible_to(reader).for_thread(), slug)


@require_safe
def film_reviews(request, slug):
    film = get_by_slug(Film.objects.public().with_directors(), slug)
    reviews = film.reviews.published().reviews().annotate(is_about=Value(True))
    heading = _("Reviews of %(film)s") % {"film": film}
    return _list_of_film(request, film, reviews, heading, "reviews:of_film")


@require_safe
def film_articles(request, slug):
    film = get_by_slug(Film.objects.public().with_directors(), slug)
    articles = Review.objects.published().articles_on(film)
    heading = _("Articles about %(film)s") % {"film": film}
    return _list_of_film(request, film, articles, heading, "reviews:articles_of_film")


@require_safe
def film_mentions(request, slug):
    film = get_by_slug(Film.objects.public().with_directors(), slug)
    reviews = Review.objects.published().only_naming(film)
    heading = _("Reviews that mention %(film)s") % {"film": film}
    return _list_of_film(request, film, reviews, heading, "reviews:naming_film")


def _list_of_film(request, film, reviews, heading, view):
    filters = FilmReviewFilter.from_query(request.GET, reviews=reviews)
    page = paginate(filters.apply(reviews).newest_first().for_list(), request)
    context = {"film": film, "page": page, "filters": filters, "heading": heading, "view": view}
    return render(request, "reviews/film_reviews.html", context)


@require_safe
def critic_list(request):
    rows = Critic.objects.reviewed().with_number().with_latest().select_related("photo")
    page = paginate(rows, request)
    add_latest(page.object_list)
    add_verdict_bars(page.object_list)
    return render(request, "reviews/critic_list.html", {"page": page})


@require_safe
def critic(request, slug):
    critic = get_by_slug(Critic.objects.with_number().select_related("photo"), slug)
    reviews = critic.reviews.published().distinct()
    page = newest(request, reviews)
    context = {"critic": critic, "page": page, "bars": verdict_bars(reviews)}
    return render(request, "reviews/critic.html", context)


@require_safe
def verdicts(request):
    """The file is kept as well as its compressed forms: as it is, it can be too long for a page."""

    def make():
        return json.dumps(verdicts_by_film(), ensure_ascii=False, separators=(",", ":"))

    return HttpResponse(keep("verdicts", make), content_type="application/json")


@require_safe
def publication_list(request):
    rows = Publication.objects.reviewed().with_number().with_latest()
    add_latest(rows)
    return render(request, "reviews/publication_list.html", {"publications": rows})


@require_safe
def publication(request, slug):
    rows = Publication.objects.select_related("logo", "logo_dark")
    publication = get_by_slug(rows, slug)
    page = newest(request, publication.reviews.published())
    departments = publication.departments.reviewed().with_number()
    context = {"publication": publication, "page": page, "departments": departments}
    return render(request, "reviews/publication.html", context)


@require_safe
def department(request, publication, slug):
    rows = Department.objects.reviewed().with_number().select_related("publication")
    department = get_by_slug(rows, slug)
    if department.publication.slug != publication:
        return redirect(department, permanent=True)
    page = newest(request, department.reviews.published())
    return render(request, "reviews/department.html", {"department": department, "page": page})


@require_safe
def publication_about(request, slug):
    publication = get_by_slug(Publication.objects, slug)
    return render(request, "reviews/publication_about.html", {"publication": publication})


@require_safe
def tag_list(request):
    return render(request, "reviews/tag_list.html", {"tags": Tag.objects.counted()})


@require_safe
def tag(request, slug):
    tag = get_by_slug(Tag.objects.with_number(), slug)
    page = newest(request, tag.reviews.published())
    return render(request, "reviews/tag.html", {"tag": tag, "page": page})


@require_safe
def series_list(request):
    rows = Series.objects.reviewed().with_number().with_latest().select_related("critic")
    add_latest(rows)
    return render(request, "reviews/series_list.html", {"series_list": rows})


@require_safe
def series(request, slug):
    rows = Series.objects.reviewed().with_number().select_related("critic", "picture")
    series = get_by_slug(rows, slug)
    reviews = series.reviews.published().newest_first()
    page = paginate((reviews if series.newest_first else reviews.reverse()).for_list(), request)
    return render(request, "reviews/series.html", {"series": series, "page": page})


@require_safe
def correction_list(request):
    page = paginate(Correction.objects.published().newest_first().for_list(), request)
    return render(request, "reviews/correction_list.html", {"page": page})


@require_safe
def archive(request):
    years = months_by_year()
    return render(request, "reviews/archive.html", {"years": years})


@require_safe
def archive_year(request, year):
    _span(year, 1, months=12)
    years = months_by_year(range(year, year + 1))
    if not years:
        raise Http404(_("There are no reviews from this year."))
    return render(request, "reviews/archive.html", {"years": years, "year": year})


@require_safe
def archive_month(request, year, month):
    first, after = _span(year, month, months=1)
    page = newest(request, Review.objects.published().between(first, after))
    if not page.paginator.count:
        raise Http404(_("There are no reviews from this month."))
    return render(request, "reviews/archive_month.html", {"page": page, "month": first})


def _span(year, month, months):
    """The first moment of a month, and the first after so many months.

    Http404 for none of the calendar.
    """
    try:
        first = first_of(year, month)
        if EARLIEST.year <= year < LATEST.year:
            end = month - 1 + months
            return first, first.replace(year=year + end // 12, month=end % 12 + 1)
    except (ValueError, OverflowError):
        pass
    raise Http404(_("There is no such month."))
