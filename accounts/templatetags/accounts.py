from django import template

from accounts.models import FilmMark
from core.sessions import session_user
from reviews.models import Take

register = template.Library()


@register.inclusion_tag("accounts/_film_mark.html", takes_context=True)
def film_mark(context, film):
    """How did you see this film? One query more for a member; guests are answered by a script."""
    user = session_user(context["request"])
    member = user if user and user.is_authenticated else None
    return {
        "film": film,
        "member": member,
        "stance": FilmMark.objects.stance_of(member, film) if member else "",
        "stances": Take.Stance.choices,
        "path": context["request"].path,
        "csrf_token": context.get("csrf_token"),
    }
