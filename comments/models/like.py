"""A like of one reader for one comment."""

from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Cast, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Wilson's lower bound at 95 %: what share of all readers would like a text, as far as so many likes
# can tell. Nobody can dislike here, so it is n / (n + z²), kept in units of 10⁻⁸; the older comes
# first among equals. Every like that is shown counts: a member's and an imported one ten tenths, a
# guest's one. Cookies are free, so guests together stay below one member: they order what members
# leave equal, and no number of them does more.
TENTHS, MAX_GUEST_TENTHS = 10, 9
Z_SQUARED = 38_416  # of 10⁻⁴
UNIT = 10**8
NUMBERS = 2**31
MAX_LIKES = 500_000  # more change nothing in the order, and would leave the database's numbers


def rank_of(imported_likes, member_likes, guest_likes, seq):
    """A comment's place among the best: higher is better, and no two of a thread are equal."""
    guests = Least(
        Cast(F(guest_likes), BigIntegerField()), Value(MAX_GUEST_TENTHS, BigIntegerField())
    )
    counted = Least(
        Cast(F(imported_likes), BigIntegerField()) + F(member_likes),
        Value(MAX_LIKES, BigIntegerField()),
    )
    tenths = counted * TENTHS + guests
    bound = tenths * (10**4 * UNIT) / (tenths * 10**4 + Z_SQUARED * TENTHS)
    return bound * NUMBERS + (NUMBERS - 1 - F(seq))


def member_key(user):
    """What a member's likes and reports are counted under; a guest's have a hash."""
    return f"member:{user.pk}"


class Like(models.Model):
    """Members' likes rank a comment; guests' stand beside them and weigh little."""

    comment = models.ForeignKey(
        "comments.Comment",
        models.CASCADE,
        related_name="like_rows",
        db_index=False,
        verbose_name=_("comment"),
    )
    voter_key = models.CharField(_("reader"), max_length=64, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="likes",
        null=True,
        blank=True,
        verbose_name=_("member"),
    )
    by_guest = models.BooleanField(_("by a guest"), default=False)
    liked_at = models.DateTimeField(_("liked"), default=timezone.now)

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["comment", "voter_key"], name="like_once")]

    def __str__(self):
        return f"{self.voter_key}: {self.comment_id}"


class Likeable(models.Model):
    """What a comment knows of its likes.

    Counts change with the rows, under the thread's lock; the database ranks.
    """

    member_likes = models.PositiveIntegerField(_("members who like it"), default=0, editable=False)
    guest_likes = models.PositiveIntegerField(_("guests who like it"), default=0, editable=False)
    rank = models.GeneratedField(
        expression=rank_of("imported_likes", "member_likes", "guest_likes", "seq"),
        output_field=BigIntegerField(_("rank"), null=True),
        db_persist=True,
    )

    class Meta:
        abstract = True

    def count_like(self, row, number):
        """Add to the count of the like's kind."""
        name = "guest_likes" if row.by_guest else "member_likes"
        setattr(self, name, getattr(self, name) + number)
        self.save(update_fields=[name])
