"""The vocabulary of comments."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.http import int_to_base36

from core.page_tags import show
from reviews.models import Review

from .like import Like
from .moderation import moderators

# Deeper replies stand flat at this depth: a chain of 5,000 would store 87 MB of paths.
MAX_DEPTH = 11
# Five base-36 digits a level: 60 million comments a thread.
DIGITS = 5
# The same text from the same author within this time is one comment: a second click, a retry.
DUPLICATE_WINDOW = timedelta(minutes=10)


class CommentQuerySet(models.QuerySet):
    """`approved()` is the one word for public, `shown()` adds the tombstones."""

    def approved(self):
        return self.filter(status="approved")

    def shown(self):
        """What is on the page: approved comments, and tombstones of those with replies."""
        return self.filter(is_shown=True)

    def on_published_reviews(self):
        """Approved comments on published reviews."""
        published = Review.objects.published().filter(discussion=OuterRef("discussion_id"))
        return self.approved().filter(Exists(published.order_by()))

    def newest(self):
        show("comment")
        rows = self.on_published_reviews().order_by("-posted_at", "-pk")
        return rows.select_related("discussion__review")

    # The thread

    def for_visitor(self, visitor):
        """With what one visitor alone is told: what they like, whether they may moderate."""
        liked = Like.objects.filter(comment=OuterRef("pk"), voter_key=visitor.voter_key)
        told = self.annotate(is_liked=Exists(liked))
        if not (visitor.user and visitor.user.is_staff):
            return told
        # Within the query: one of its own would cost every staff page another.
        return told.annotate(is_to_moderate=Exists(moderators().filter(pk=visitor.user.pk)))

    def roots(self):
        """Comments on the review itself, oldest first."""
        return self.filter(depth=0).order_by("seq")

    def replies(self):
        """Replies in reading order."""
        # Not by depth: SQLite would then walk all replies of the thread by that index.
        return self.exclude(seq=F("root_seq")).in_reading_order()

    def in_reading_order(self):
        """Branch by branch, each with the comment that it answers."""
        return self.order_by("root_seq", "path").annotate(
            parent_seq=F("parent__seq"),
            parent_name=F("parent__name"),
            parent_status=F("parent__status"),
        )

    def place(self, comment, parent=None):
        """Give a comment its number and place. Call it with the discussion locked.

        `parent` stays whom it answers at any depth. ValueError if that is in another thread.
        """
        discussion = comment.discussion
        if parent is not None and parent.discussion_id != discussion.pk:
            raise ValueError("A reply belongs to the thread of the comment that it answers.")
        comment.seq = discussion.next_number()
        comment.parent = parent
        comment.root_seq = parent.root_seq if parent else comment.seq
        comment.depth = min(parent.depth + 1, MAX_DEPTH) if parent else 0
        above = parent.path[: comment.depth * DIGITS] if parent else ""
        comment.path = above + int_to_base36(comment.seq).rjust(DIGITS, "0")

    def get_by_natural_key(self, review, seq, pk=None):
        own = {"pk": pk} if seq is None else {"seq": seq}
        return self.get(discussion__review__slug=review, **own)

    # Likes

    def out_of_sync(self):
        """Those whose likes differ from the rows behind them, each with the true numbers."""
        liked = (
            Q(member_likes__gt=0) | Q(guest_likes__gt=0) | Q(pk__in=Like.objects.values("comment"))
        )
        return (
            self.filter(liked)
            .annotate(members=_count_likes(by_guest=False), guests=_count_likes(by_guest=True))
            .exclude(member_likes=F("members"), guest_likes=F("guests"))
        )

    def recount_likes(self):
        for comment in self.out_of_sync().only("pk").iterator():
            self.filter(pk=comment.pk).update(
                member_likes=comment.members, guest_likes=comment.guests
            )

    # Authors

    def by_same_author(self, author) -> "CommentQuerySet":
        """All from the same member, or from the same address where a guest writes."""
        if author.user:
            return self.filter(user=author.user)
        return self.filter(user=None, email=author.email).exclude(email="")

    def counting_against(self, author, network):
        """All that count against an author; for an unproved address, its network's alone."""
        sent = self.by_same_author(author)
        if author.is_identified:
            return sent.exclude(status="unconfirmed")
        return sent.filter(network=network).exclude(network="")

    def since(self, age):
        return self.filter(posted_at__gte=timezone.now() - age)

    def duplicates_of(self, comment, author) -> "CommentQuerySet":
        """Earlier sendings of this very text to the same place, still waiting or on the page."""
        return (
            self.by_same_author(author)
            .filter(discussion=comment.discussion_id, parent=comment.parent_id, body=comment.body)
            .filter(status__in=[*self.model.WAITING, "approved"])
            .since(DUPLICATE_WINDOW)
            .order_by("pk")
        )

    def approved_by_moderators(self):
        """Those that a moderator let onto the page, also where their author deleted them since."""
        published = self.filter(seq__isnull=False, status__in=["approved", "withdrawn"])
        return published.exclude(decided_by=None)

    # The queue

    def pending(self):
        """The moderation queue, oldest first."""
        return self.filter(status="pending").order_by("posted_at", "pk")

    def unconfirmed_from(self, email):
        """What waits for the owner of this address, oldest first, with its reviews."""
        rows = self.filter(status="unconfirmed", email=email, user=None)
        return rows.select_related("discussion__review").order_by("pk")

    def waiting_for(self, visitor):
        """Those not decided yet that this visitor wrote, by account or session."""
        mine = Q(pk__in=visitor.comment_ids)
        if visitor.user:
            mine |= Q(user=visitor.user)
        return self.filter(mine, status__in=self.model.WAITING).order_by("posted_at", "pk")


def _count_likes(*, by_guest):
    rows = Like.objects.filter(comment=OuterRef("pk"), by_guest=by_guest).values("comment")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)
