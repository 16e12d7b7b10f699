from django import template

from accounts.models import FilmMark
from core.sessions import session_user
from reviews.models import Take

register = template.Library()


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
