"""The words for many comments, and how one finds its place in the tree."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.http import int_to_base36

from reviews.models import Review

from .actor import moderators
from .like import Like

# Deeper replies stand flat at this depth: a chain of 5,000 would store 87 MB of paths.
MAX_DEPTH = 11
# Five base-36 digits a level: 60 million comments a thread.
DIGITS = 5


class CommentQuerySet(models.QuerySet):
    """Comments; `approved()` is the one word for public, `shown()` adds the tombstones."""

    def approved(self):
        return self.filter(state="approved")

    def shown(self):
        """What takes a place on the page: approved comments, and tombstones of those with replies."""
        return self.filter(state__in=["approved", "tombstone"])

    def public(self):
        """Approved comments on published reviews, whatever the thread."""
        return self.approved().filter(
            Exists(Review.objects.published().filter(discussion=OuterRef("discussion_id")).order_by())
        )

    def for_reader(self, reader):
        """With what one reader alone is told: which they like, which their session wrote, whether they may decide."""
        written = self.model.objects.filter(pk=OuterRef("pk"), submission__in=reader.keys)
        liked = Like.objects.filter(comment=OuterRef("pk"), hand=reader.hand)
        told = self.annotate(is_liked=Exists(liked), is_of_session=Exists(written))
        if not (reader.user and reader.user.is_staff):
            return told
        return told.annotate(is_to_moderate=Exists(moderators().filter(pk=reader.user.pk)))  # no query of its own

    def miscounted(self):
        """Those whose likes differ from the hands behind them, each with the true numbers."""
        liked = Q(member_likes__gt=0) | Q(guest_likes__gt=0) | Q(pk__in=Like.objects.values("comment"))
        return (
            self.filter(liked)
            .annotate(members=_hands(by_guest=False), guests=_hands(by_guest=True))
            .exclude(member_likes=F("members"), guest_likes=F("guests"))
        )

    def recount_likes(self):
        """Set the likes to what the hands say; the database ranks by them anew."""
        for comment in self.miscounted().only("pk").iterator():
            self.filter(pk=comment.pk).update(member_likes=comment.members, guest_likes=comment.guests)

    def latest(self):
        return self.public().order_by("-posted_at", "-pk").select_related("discussion__review")

    def roots(self):
        """Comments on the review itself, oldest first."""
        return self.filter(depth=0).order_by("seq")

    def replies(self):
        """Those that answer a comment, in reading order branch by branch, each with whom it answers."""
        return (
            # Not by depth: SQLite would then walk all replies of the thread by that index.
            self.exclude(seq=F("root_seq"))
            .order_by("root_seq", "path")
            .annotate(parent_seq=F("parent__seq"), parent_name=F("parent__name"), parent_state=F("parent__state"))
        )

    def place(self, discussion, parent=None, **fields):
        """Add a comment at its place and count it. Call it with the discussion locked.

        `parent` stays whom it answers at any depth. ValueError if that is in another thread.
        """
        if parent is not None and parent.discussion_id != discussion.pk:
            raise ValueError("A reply belongs to the thread of the comment that it answers.")
        seq = discussion.take_number()
        comment = self.model(discussion=discussion, seq=seq, parent=parent, **fields)
        comment.root_seq = parent.root_seq if parent else seq
        comment.depth = min(parent.depth + 1, MAX_DEPTH) if parent else 0
        above = parent.path[: comment.depth * DIGITS] if parent else ""
        comment.path = above + int_to_base36(seq).rjust(DIGITS, "0")
        comment.print_text()
        comment.save(force_insert=True)
        comment._raise_tombstones_above()
        discussion.note_change(shown=1)
        return comment

    def get_by_natural_key(self, review, seq):
        return self.get(discussion__review__slug=review, seq=seq)


def _hands(*, by_guest):
    """The expression of how many hands of a kind like a comment."""
    rows = Like.objects.filter(comment=OuterRef("pk"), by_guest=by_guest).values("comment")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)
