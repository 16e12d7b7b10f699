"""A member's name, and whether a moderator knows it to be theirs."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.names import clean_name

from .comment import Comment
from .discussion import Discussion
from .moderation import moderator_field

MAX_NAME_LENGTH = 80


class MemberProfileQuerySet(models.QuerySet):
    """Members, as moderators know them."""

    def get_or_create_for(self, user):
        """This user's profile, made if need be."""
        return self.get_or_create(user=user)[0]


class MemberProfile(models.Model):
    """What the site knows of a member beside the log-in.

    A verified name is good for that one name only.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile", verbose_name=_("member")
    )
    asked_at = models.DateTimeField(
        _("asked for verification"), null=True, blank=True, editable=False
    )
    verified_name = models.CharField(
        _("verified name"), max_length=MAX_NAME_LENGTH, blank=True, editable=False
    )
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True, editable=False)
    verified_by = moderator_field(_("verified by"), blank=True)

    objects = MemberProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["pk"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_name="", verified_at=None)
                | (~Q(verified_name="") & Q(verified_at__isnull=False)),
                name="member_verification_has_name_and_date",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """The name that comments carry."""
        return clean_name(self.user.get_full_name() or self.user.get_username())[:MAX_NAME_LENGTH]

    @property
    def is_verified(self):
        """Whether the name of now is the one that a moderator verified."""
        return self.verifies(self.name)

    def verifies(self, name):
        """Whether a moderator verified this very name."""
        return self.verified_name != "" and self.verified_name == name

    def rename(self, name):
        """Sign as `name` from now on; comments keep the name that they were written under.

        The last word goes to `last_name`, for the admin; the full name is exactly `name`.
        """
        first, _blank, last = clean_name(name)[:MAX_NAME_LENGTH].rpartition(" ")
        self.user.first_name, self.user.last_name = (first, last) if first else (last, "")
        self.user.save(update_fields=["first_name", "last_name"])

    def request_verification(self):
        """Ask a moderator to verify the name."""
        self.asked_at = timezone.now()
        self.save(update_fields=["asked_at"])

    @transaction.atomic
    def verify(self, by):
        """Vouch for the name of now; what was written under it gets the mark."""
        self._mark_comments(self.verified_name, verified=False)
        self.verified_name, self.verified_at, self.verified_by, self.asked_at = (
            self.name,
            timezone.now(),
            by,
            None,
        )
        self.save()
        self._mark_comments(self.verified_name, verified=True)

    @transaction.atomic
    def unverify(self):
        """Take the mark back, from comments as well, and close a request for it."""
        self._mark_comments(self.verified_name, verified=False)
        self.verified_name, self.verified_at, self.verified_by, self.asked_at = "", None, None, None
        self.save()

    def _mark_comments(self, name, *, verified):
        """Set the mark on this member's comments under `name`, and let their pages know."""
        rows = Comment.objects.filter(user=self.user, name=name).exclude(verified=verified)
        threads = set(rows.order_by().values_list("discussion", flat=True))
        rows.update(verified=verified)
        for discussion in (
            Discussion.objects.filter(pk__in=threads).select_related("review").order_by("pk")
        ):
            discussion.bump_version()
