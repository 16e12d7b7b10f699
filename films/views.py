from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Prefetch
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from core.pagination import paginate
from core.sessions import has_session
from core.slugs import get_by_slug

from . import pictures
from .filmography import by_role, colleagues, films_by_role, summary
from .filters import FilmFilter, PersonFilter
from .models import Film, Genre, Person
from .title_card import draw_card


@require_safe
def film_list(request):
    filters = FilmFilter.from_query(request.GET)
    films = filters.apply(Film.objects.a_to_z().for_card())
    page = paginate(films.public(), request)  # asked last, of those alone that are left
    return render(request, "films/film_list.html", {"page": page, "filters": filters})


@require_safe
def film(request, slug):
    return render(
        request,
        "films/film.html",
        {"film": _get_visible_or_404(Film.objects.for_page(), slug, request)},
    )


def _get_visible_or_404(rows, slug, request):
    """The row that everybody may see.

    Else one that the reader, who edits such rows, may see as `is_hidden`.
    """
    try:
        return get_by_slug(rows.public(), slug)
    except Http404:
        change = f"films.change_{rows.model._meta.model_name}"
        if not has_session(request) or not request.user.has_perm(change):
            raise
    row = get_by_slug(rows, slug)
    row.is_hidden = True
    return row


@require_safe
def title_card(request, slug):
    film = _get_visible_or_404(Film.objects.with_directors(), slug, request)
    response = HttpResponse(draw_card(film), content_type="image/png")
    if getattr(film, "is_hidden", False):
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=24 * 60 * 60)
    return response


@require_safe
def person_list(request):
    filters = PersonFilter.from_query(request.GET)
    page = paginate(filters.apply(Person.objects.public()), request, per_page=100)
    return render(request, "films/person_list.html", {"page": page, "filters": filters})


@require_safe
def person(request, slug):
    person = _get_visible_or_404(Person.objects, slug, request)
    page = paginate(films_by_role(person).with_number().for_card(), request, per_page=48)
    context = {"person": person, "page": page, "films": by_role(page.object_list, person)}
    if page.number == 1:
        public = Film.objects.public()
        works = person.works.filter(Exists(public.filter(based_on=OuterRef("pk"))))
        context["works"] = works.prefetch_related(Prefetch("films", public))
        context |= {"summary": summary(person), "colleagues": colleagues(person)}
    return render(request, "films/person.html", context)


@require_safe
def genre_list(request):
    return render(request, "films/genre_list.html", {"genres": Genre.objects.counted()})


@require_safe
def genre(request, slug):
    genre = get_by_slug(Genre.objects, slug)
    page = paginate(Film.objects.public().filter(genres=genre).a_to_z().for_card(), request)
    return render(request, "films/genre.html", {"genre": genre, "page": page})


@require_safe
def media(request, path):
    """A picture from the media folder, or from the bucket, passed on as it comes."""
    try:
        return _picture(request, path)
    except FileNotFoundError as error:
        raise Http404(path) from error
    except OSError:  # the store is away: the page around the picture stays
        headers = {"Retry-After": pictures.RETRY_SECONDS, "Cache-Control": "no-store"}
        return HttpResponse(status=503, headers=headers)


# A picture's name holds its digest, so what it names never changes, and the name tells it apart.
@cache_control(public=True, max_age=365 * 24 * 60 * 60, immutable=True)
@condition(etag_func=lambda request, path: quote_etag(path))
def _picture(request, path):
    picture = default_storage.open(path)
    response = FileResponse(picture, content_type="image/webp")
    response.headers["Content-Length"] = picture.size
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
