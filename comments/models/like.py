"""A like: one hand's word for one comment, which it may take back."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Cast, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .decision import AlreadyDecided

# Wilson's lower bound at 95 %: what share of all readers would like a text, as far as so many likes can
# tell. Nobody can dislike here, so it is n / (n + z²), kept in units of 10⁻⁸; the older comes first among equals.
# Every like that is shown counts: a member's and an imported one ten tenths, a guest's one. Cookies are free, so
# guests together stay below one member: they order what members leave equal, and no number of them does more.
TENTHS, MOST_OF_GUESTS = 10, 9
Z_SQUARED = 38_416  # of 10⁻⁴
UNIT = 10**8
NUMBERS = 2**31
MOST = 500_000  # likes; more change nothing in the order, and would leave the database's numbers


def rank_of(likes, member_likes, guest_likes, seq):
    """The expression of a comment's place among the best: higher is better, and no two of a thread are equal."""
    guests = Least(Cast(F(guest_likes), BigIntegerField()), Value(MOST_OF_GUESTS, BigIntegerField()))
    counted = Least(Cast(F(likes), BigIntegerField()) + F(member_likes), Value(MOST, BigIntegerField()))
    tenths = counted * TENTHS + guests
    bound = tenths * (10**4 * UNIT) / (tenths * 10**4 + Z_SQUARED * TENTHS)
    return bound * NUMBERS + (NUMBERS - 1 - F(seq))


def hand_of(by):
    """The mark under which a member, or a guest by the hash of their cookie, is counted once."""
    return by if isinstance(by, str) else f"member:{by.pk}"


class Like(models.Model):
    """One hand likes one comment. Members' likes rank it; guests' stand beside them and weigh little."""

    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, related_name="hands", db_index=False, verbose_name=_("comment")
    )
    hand = models.CharField(_("reader"), max_length=64, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="likes",
        null=True,
        blank=True,
        verbose_name=_("member"),
    )
    by_guest = models.BooleanField(_("by a guest"), default=False)
    cast_at = models.DateTimeField(_("liked"), default=timezone.now)

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["comment", "hand"], name="like_once_a_hand")]

    def __str__(self):
        return f"{self.hand}: {self.comment_id}"


class Likeable(models.Model):
    """What a comment knows of its likes. Counts change with the rows, under the thread's lock; the database ranks."""

    member_likes = models.PositiveIntegerField(_("members who like it"), default=0, editable=False)
    guest_likes = models.PositiveIntegerField(_("guests who like it"), default=0, editable=False)
    rank = models.GeneratedField(
        expression=rank_of("likes", "member_likes", "guest_likes", "seq"),
        output_field=BigIntegerField(_("rank")),
        db_persist=True,
    )

    class Meta:
        abstract = True

    @transaction.atomic
    def like(self, by):
        """Count the liking of a member, or of a guest by their hand, once; gives whether it is new.

        AlreadyDecided for a comment that is not on the page, ValueError for a member's own.
        """
        self.lock()
        if self.state != self.State.APPROVED:
            raise AlreadyDecided(_("This comment is no longer there."))
        is_guest = isinstance(by, str)
        user = None if is_guest else by
        if user and user.pk == self.user_id:
            raise ValueError(_("You cannot like your own comment."))
        row, is_new = Like.objects.get_or_create(
            comment=self, hand=hand_of(by), defaults={"user": user, "by_guest": is_guest}
        )
        if is_new:
            self._count(row, 1)
        return is_new

    @transaction.atomic
    def unlike(self, by):
        """Take a liking back; gives whether there was one."""
        self.lock()
        row = Like.objects.filter(comment=self, hand=hand_of(by)).first()
        if row is None:
            return False
        row.delete()
        self._count(row, -1)
        return True

    def _count(self, row, number):
        name = "guest_likes" if row.by_guest else "member_likes"
        setattr(self, name, getattr(self, name) + number)
        self.save(update_fields=[name])
