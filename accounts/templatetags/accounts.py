import re
from itertools import chain

from django import template

from accounts.models import FilmMark
from core.sessions import session_user
from reviews.markup import with_own
from reviews.models import Take

register = template.Library()
_OF_PAGE = re.compile(r'<header class="review-head[^>]*?\sdata-films="([\d ]*)"')
_NOTE = re.compile('<p class="seen" hidden>')
_SPOILER = re.compile(r'(<details class="spoiler")((?: data-films="([\d ]*)")?>)')


@register.inclusion_tag("accounts/_film_marks.html", takes_context=True)
def film_marks(context, film, others=()):
    """How did you see these? One query more for a member; guests are answered by a script."""
    films = [film, *others]
    user = session_user(context["request"])
    member = user if user and user.is_authenticated else None
    stances = FilmMark.objects.stances_of(member, films) if member else {}
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
    told = [films.split() for _start, _end, films in _SPOILER.findall(content)]
    of_page = _OF_PAGE.search(content)[1].split()
    marked = FilmMark.objects.stances_of(user, {*of_page, *chain.from_iterable(told)})

    def opened(found):
        films = (found[3] or "").split() or of_page
        is_seen = films and all(int(film) in marked for film in films)
        return f"{found[1]} open{found[2]}" if is_seen else found[0]

    shown = with_own(content, _SPOILER, opened)
    return with_own(shown, _NOTE, lambda _found: '<p class="seen">') if shown != content else shown
