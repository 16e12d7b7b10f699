"""Who may not write for a time, and who is trusted: by account, by address, or by network."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .moderation import moderator_field


def email_hash(email):
    """What a ban keeps of an address whose owner had their data erased: a keyed hash."""
    return salted_hmac("comments.ban", email.lower(), algorithm="sha256").hexdigest()


def author_lookup(comment):
    """What an author is known by: the account, or the address where a guest wrote."""
    return {"user": comment.user} if comment.user_id else {"email": comment.email}


def emails_of(comment):
    """The addresses a text came from: the one it gives, and that of its author's account."""
    account = comment.user.email.lower() if comment.user else ""
    return {comment.email.lower(), account} - {""}


class AuthorQuerySet(models.QuerySet):
    """Rows about an author, named by account or by address."""

    def about(self, comment):
        if comment.user_id:
            return self.filter(user=comment.user_id)
        return self.filter(user=None, email=comment.email).exclude(email="")


def _names_author(comment):
    """The condition of bans on an author: the account, the address, or the account of that."""
    emails = emails_of(comment)
    named = Q(email__in=emails) | Q(email_hash__in=[email_hash(email) for email in emails])
    if comment.user_id:
        return named | Q(user=comment.user_id)
    for email in emails:
        verified = Q(user__emailaddress__email=email, user__emailaddress__verified=True)
        named |= Q(user__email__iexact=email) | verified
    return named


class BanQuerySet(AuthorQuerySet):
    def in_force(self):
        return self.filter(until__gt=timezone.now())

    def matching(self, comment, network):
        """The ban that meets a text: on its author before one on the network, then the longest.

        None where there is none.

        Its `names_author` says whether it is on the author, and not only on their network.
        """
        author = _names_author(comment)
        meets = author | Q(network=network) if network else author
        names_author = Case(When(author, then=Value(True)), default=Value(False))
        rows = self.in_force().annotate(names_author=names_author).filter(meets)
        return rows.order_by("-names_author", "-until").first()


class Ban(models.Model):
    """An author who may not write until a date. A network's ban holds all that it sends."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("member"),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    network = models.CharField(_("network, hashed"), max_length=64, blank=True)
    email_hash = models.CharField(
        _("hash of the address"),
        max_length=64,
        blank=True,
        help_text=_("Of a person whose data was erased."),
    )
    comment = models.ForeignKey(
        "comments.Comment",
        models.SET_NULL,
        null=True,
        related_name="bans",
        verbose_name=_("comment that led to it"),
    )
    name = models.CharField(
        _("name"), max_length=80, help_text=_("The name on the comment that led to the ban.")
    )
    until = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    by = moderator_field(_("by"))

    names_author: bool  # where `matching` found it

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        ordering = ["-until", "pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["email", "until"], name="ban_email"),
            models.Index(fields=["network", "until"], name="ban_network"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(email="") | ~Q(network="") | ~Q(email_hash=""),
                name="ban_names_somebody",
                violation_error_message=_("A ban needs a member, an address or a network."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="ban_says_why",
                violation_error_message=_("Enter the reason for this ban."),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.until:%Y-%m-%d}"

    @property
    def last_day(self):
        """In words, as the site's clocks have it."""
        return date_format(timezone.localtime(self.until), "j F Y")


class TrustedAuthorQuerySet(AuthorQuerySet):
    def under_name(self, comment):
        """Those of the author under the name they give; SQLite folds only ASCII."""
        name = comment.name.casefold()
        rows = self.about(comment).values_list("pk", "name")
        return self.filter(pk__in=[pk for pk, other in rows if other.casefold() == name])


class TrustedAuthor(models.Model):
    """One author whose texts appear at once, under the name that they are known by."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("member"),
    )
    email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    name = models.CharField(_("name"), max_length=80)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    by = moderator_field(_("by"))

    objects = TrustedAuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("trusted author")
        verbose_name_plural = _("trusted authors")
        ordering = ["name", "pk"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="trust_member_once"),
            models.UniqueConstraint(
                fields=["email", "name"], condition=~Q(email=""), name="trust_address_once"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(email=""), name="trust_names_somebody"
            ),
        ]

    def __str__(self):
        return self.name
