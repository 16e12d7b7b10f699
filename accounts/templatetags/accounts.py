import re

from django import template

from accounts.models import FilmMark
from core.sessions import session_user
from reviews.markup import with_own
from reviews.models import Take

register = template.Library()
_OF_PAGE = re.compile(r'<header class="review-head[^>]*?\sdata-films="([\d ]*)"')
_NOTE = re.compile('<p class="seen" hidden>')
_SPOILER = re.compile(r'(<details class="spoiler")((?: data-(films|named)="([\d ]*)")?>)')


@register.inclusion_tag("accounts/_film_marks.html", takes_context=True)
def film_marks(context, film, others=()):
    """How did you see these? One query more for a member; guests are answered by a script."""
    films = [film, *others]
    user = session_user(context["request"])
    member = user if user and user.is_authenticated else None
    stances = _stances(context["request"], {film.pk for film in films}) if member else {}
    return {
        "films": [(film, stances.get(film.pk, "")) for film in films],
        "member": member,
        "stances": Take.Stance.choices,
        "path": context["request"].path,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_block_tag(takes_context=True)
def open_spoilers(context, content):
    """Open what tells of films that the member has all marked; `spoilers.js` does so for guests."""
    user = session_user(context["request"])
    if not (user and user.is_authenticated and _SPOILER.search(content)):
        return content
    of_page = set(map(int, _OF_PAGE.search(content)[1].split()))
    told = [_told(found, of_page) for found in _SPOILER.finditer(content)]
    stances = _stances(context["request"], set().union(*told))

    def opened(found):
        films = _told(found, of_page)
        is_seen = films and all(stances[film] for film in films)
        return f"{found[1]} open{found[2]}" if is_seen else found[0]

    shown = with_own(content, _SPOILER, opened)
    return with_own(shown, _NOTE, lambda _found: '<p class="seen">') if shown != content else shown


def _told(spoiler, of_page):
    """Keys of the films that it tells of, as in `spoilers.js`."""
    named = set(map(int, (spoiler[4] or "").split()))
    return named if spoiler[3] == "films" else of_page and of_page | named


def _stances(request, films):
    """How the member saw films, by their keys, or that they did not say; each is asked for once."""
    known = request.__dict__.setdefault("film_stances", {})
    if unknown := films - known.keys():
        asked = FilmMark.objects.stances_of(request.user, unknown)
        known |= dict.fromkeys(unknown, "") | asked
    return known
