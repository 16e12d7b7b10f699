"""The words for many received texts: what waits, what was printed, who wrote it."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

# The same words from the same hand within this time are one comment: a second click, a reload, a retry.
SAME_WORDS_WITHIN = timedelta(minutes=10)
WAITING = ("unconfirmed", "pending")


class SubmissionQuerySet(models.QuerySet):
    """Submissions."""

    def pending(self):
        """The moderation queue, oldest first."""
        return self.filter(status="pending").order_by("received_at", "pk")

    def accepted(self):
        return self.filter(status="accepted")

    def unconfirmed_from(self, email):
        """What waits for the owner of this address, oldest first, with its reviews."""
        texts = self.filter(status="unconfirmed", email=email, user=None)
        return texts.select_related("discussion__review").order_by("pk")

    def since(self, age):
        return self.filter(received_at__gte=timezone.now() - age)

    def by_same_hand(self, submission):
        """All from the same member, or from the same address where the writer is a guest."""
        if submission.user_id:
            return self.filter(user=submission.user_id)
        return self.filter(user=None, email=submission.email).exclude(email="")

    def by_sure_hand(self, submission):
        """All that count against who sends this: where its address was only typed, those from its network alone."""
        sent = self.by_same_hand(submission)
        if submission.is_sure:
            return sent.exclude(status="unconfirmed")
        return sent.filter(network=submission.network).exclude(network="")

    def same_words_as(self, submission):
        """Earlier sendings of this very text to the same place, still waiting or on the page."""
        return (
            self.by_same_hand(submission)
            .filter(discussion=submission.discussion_id, parent=submission.parent_id, body=submission.body)
            .filter(Q(status__in=WAITING) | Q(status="accepted", comment__state="approved"))
            .since(SAME_WORDS_WITHIN)
            .order_by("pk")
        )

    def waiting_for(self, *, user, keys):
        """Those not decided yet that this reader wrote: by their account, or the keys in their session."""
        mine = Q(pk__in=keys)
        waiting = self.filter(status__in=WAITING).order_by("received_at", "pk").select_related("comment")
        return waiting.filter(mine | Q(user=user) if user else mine)
