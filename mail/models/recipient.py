"""An address that e-mail may go to, once its owner has said so."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Whoever types a stranger's address can make the site write to it this often, and no more.
CONFIRMATION_INTERVAL = timedelta(days=1)
# One network may have e-mails sent to so many addresses that did not ask for them.
MAX_CONFIRMATIONS = 10
CONFIRMATION_WINDOW = timedelta(minutes=10)
_CLAIM = """
    INSERT INTO mail_recipient AS here (email, created_at, asked_at, asked_from, opted_out_of)
    VALUES {rows}
    ON CONFLICT (email) DO UPDATE
    SET asked_at = excluded.asked_at, asked_from = excluded.asked_from
    WHERE (here.asked_at IS NULL OR here.asked_at < %s OR here.answered_at >= here.asked_at)
        AND CAST(here.opted_out_of AS text) NOT LIKE '%%"confirm"%%'
    RETURNING email
"""


class RecipientQuerySet(models.QuerySet["Recipient"]):
    def get_or_create_at(self, email: str) -> "Recipient":
        """The recipient with this address, made if need be."""
        return self.get_or_create(email=email.strip().lower())[0]

    def accepts(self, email: str, kind: str) -> bool:
        """Whether an e-mail of a kind that nobody subscribes to may go to this address."""
        recipient = self.filter(email=email).first()
        if recipient and not recipient.accepts(kind):
            return False
        return bool(recipient and recipient.confirmed_at) or _of_members([email]).exists()

    def confirm(self, email: str) -> "Recipient":
        """Confirm the address for its owner, who proved it here or where they sign in."""
        recipient = self.get_or_create_at(email)
        recipient.confirm()
        return recipient

    def confirmed_among(self, emails: Iterable[str]) -> set[str]:
        """Those of these addresses whose owners have answered an e-mail, here or to sign in."""
        here = self.filter(email__in=emails, confirmed_at__isnull=False)
        rows = (here, _of_members(emails))
        return {email for each in rows for email in each.values_list("email", flat=True)}

    def claim_confirmation(self, email: str, network: str = "") -> bool:
        """Whether a confirmation may go to this address now; then none may for a day."""
        return bool(self.claim_confirmations([email], network))

    def claim_confirmations(self, emails: Iterable[str], network: str = "") -> list[str]:
        """Those of these addresses that a confirmation may go to now; then none may for a day.

        Not to those that were asked within a day and have not answered since, or do not want it.
        Who unsubscribed from everything is asked as well: it is what somebody asks for. Of two
        that ask at the same time, one gets it.
        """
        emails = sorted(emails)
        if not emails:
            return []
        now = timezone.now()
        adapt = connection.ops.adapt_datetimefield_value
        asked_at, before = adapt(now), adapt(now - CONFIRMATION_INTERVAL)
        values = [value for email in emails for value in (email, asked_at, asked_at, network)]
        sql = _CLAIM.format(rows=", ".join(["(%s, %s, %s, %s, '[]')"] * len(emails)))
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, before])
            return sorted(email for (email,) in cursor.fetchall())

    def is_flooding(self, network: str) -> bool:
        """Whether this network had its share of e-mails sent to strangers in the last minutes."""
        since = timezone.now() - CONFIRMATION_WINDOW
        asked = self.filter(asked_from=network, asked_at__gte=since)
        return asked[:MAX_CONFIRMATIONS].count() >= MAX_CONFIRMATIONS

    def never_confirmed(self, age: timedelta) -> "RecipientQuerySet":
        """Those whose owners did not answer in all this time."""
        before = timezone.now() - age
        silent = Q(asked_at=None) | Q(asked_at__lt=before)
        return self.filter(silent, confirmed_at=None, unsubscribed_at=None, created_at__lt=before)


def _of_members(emails: Iterable[str]) -> "models.QuerySet[Any]":
    """Addresses that members sign in with."""
    return EmailAddress.objects.filter(email__in=emails, verified=True)


class Recipient(models.Model):
    """An e-mail address. Nothing but one confirmation a day goes to it before its owner answers.

    It is not deleted when its owner unsubscribes from everything: that must be remembered.
    """

    email = models.EmailField(_("e-mail"), unique=True, help_text=_("In lower case."))
    created_at = models.DateTimeField(_("first seen"), default=timezone.now, editable=False)
    asked_at = models.DateTimeField(
        _("last asked to confirm"), null=True, blank=True, editable=False
    )
    asked_from = models.CharField(
        _("network that asked, hashed"), max_length=64, blank=True, editable=False
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    answered_at = models.DateTimeField(
        _("last confirmation"), null=True, blank=True, editable=False
    )
    unsubscribed_at = models.DateTimeField(_("unsubscribed from everything"), null=True, blank=True)
    opted_out_of = models.JSONField(
        _("e-mails it unsubscribed from"),
        default=list,
        blank=True,
        help_text=_("Kinds of e-mail that are sent without being asked for."),
    )

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        indexes = [models.Index(fields=["asked_from", "asked_at"], name="recipient_asked_from")]

    def __str__(self) -> str:
        return self.email

    @property
    def masked(self) -> str:
        """The address for a page that whoever has the link may see: r…@readers.example."""
        name, _at, host = self.email.rpartition("@")
        return f"{name[:1]}…@{host}"

    def accepts(self, kind: str, *, transactional: bool = False) -> bool:
        """Whether its owner unsubscribed neither from this kind nor from everything.

        Transactional e-mails answer what somebody did, so they ask for the kind alone.
        """
        is_open = transactional or self.unsubscribed_at is None
        return is_open and kind not in self.opted_out_of

    def confirm(self) -> None:
        """Set `answered_at` to now, and `confirmed_at` where it is the first answer."""
        self.answered_at = timezone.now()
        self.confirmed_at = self.confirmed_at or self.answered_at
        self.save(update_fields=["confirmed_at", "answered_at"])

    def resubscribe(self) -> None:
        """Its owner asks for an e-mail: to have unsubscribed from everything is over."""
        self.confirm()
        if self.unsubscribed_at:
            self.unsubscribed_at = None
            self.save(update_fields=["unsubscribed_at"])

    def opt_out(self, kind: str) -> None:
        """Send it no more e-mails of this kind, which come without being asked for."""
        if kind not in self.opted_out_of:
            self.opted_out_of = [*self.opted_out_of, kind]
            self.save(update_fields=["opted_out_of"])

    def unsubscribe_all(self) -> None:
        """Send it no more e-mails at all."""
        if self.unsubscribed_at is None:
            self.unsubscribed_at = timezone.now()
            self.save(update_fields=["unsubscribed_at"])

    def update_preferences(self, *, emails: bool, kinds: dict[str, bool]) -> None:
        """Take over what its owner ticked: e-mails at all, and each of these kinds."""
        self.unsubscribed_at = None if emails else self.unsubscribed_at or timezone.now()
        others = [kind for kind in self.opted_out_of if kind not in kinds]
        self.opted_out_of = others + [kind for kind, wanted in kinds.items() if not wanted]
        self.save(update_fields=["unsubscribed_at", "opted_out_of"])
