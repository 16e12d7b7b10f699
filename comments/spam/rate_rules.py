"""How much one author or network may send in an hour, and flood mode, in which all guests wait."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import caches
from django.db.models import QuerySet
from django.utils import timezone

from comments.authors import Author
from comments.models import Comment
from comments.models.comment_queryset import CommentQuerySet

HOUR = timedelta(hours=1)
MAX_BY_AUTHOR = 12
MAX_BY_NETWORK = 20
LATELY = timedelta(minutes=10)
USUALLY = timedelta(days=7)
TIMES_THE_USUAL = 10


def exceeds_author_budget(comment: Comment, author: Author, network: str) -> bool:
    return _reaches(Comment.objects.by_verified_author(author, network), comment, MAX_BY_AUTHOR)


def exceeds_network_budget(comment: Comment, network: str) -> bool:
    """A network is a /24 or /48, known by its hash."""
    return bool(network) and _reaches(
        Comment.objects.filter(network=network), comment, MAX_BY_NETWORK
    )


def _reaches(rows: CommentQuerySet[Comment], comment: Comment, most: int) -> bool:
    """Whether so many others came in the last hour."""
    others: QuerySet[Comment] = rows.since(HOUR).exclude(pk=comment.pk)
    return others[:most].count() >= most


def in_flood_mode() -> bool:
    """Whether far more came in the last ten minutes than usual."""
    most: int = max(settings.GUEST_FLOOD, TIMES_THE_USUAL * _usual())
    return _came(Comment.objects.since(LATELY))[:most].count() >= most


def _usual() -> int:
    """Comments in ten minutes, over the week up to an hour ago; counted once an hour."""
    cache = caches["derived"]
    number: int | None = cache.get("comments.usual")
    if number is None:
        week = Comment.objects.since(USUALLY).filter(posted_at__lt=timezone.now() - HOUR)
        number = int(_came(week).count() * (LATELY / USUALLY))
        cache.set("comments.usual", number, HOUR.total_seconds())
    return number


def _came(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """These, found by the index of the queue, which begins with the status."""
    return rows.filter(status__in=Comment.Status.values)
