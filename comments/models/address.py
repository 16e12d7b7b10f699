"""An e-mail address that letters may go to, once its owner has said so."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Whoever types a stranger's address can make the site write to it this often, and no more.
ASK_AGAIN_AFTER = timedelta(days=1)
# One network may have letters sent to so many addresses that did not ask for them.
MAX_ASKED = 10
WITHIN = timedelta(minutes=10)


class AddressQuerySet(models.QuerySet):
    """Addresses; a letter goes to those that are confirmed and not muted."""

    def at(self, email):
        """The address of this e-mail, made if need be."""
        return self.get_or_create(email=email.strip().lower())[0]

    def is_confirmed(self, email):
        """Whether the owner of this e-mail has answered a letter to it, here or to log in."""
        email = email.strip().lower()
        return self.filter(email=email, confirmed_at__isnull=False).exists() or self._is_of_member(
            email
        )

    def welcomes(self, email, kind):
        """Whether a letter of a kind that nobody subscribes to may go to this e-mail."""
        address = self.filter(email=email).first()
        if address and address.confirmed_at:
            return address.wants(kind)
        return (address is None or address.wants(kind)) and self._is_of_member(email)

    def _is_of_member(self, email):
        member = get_user_model().objects.filter(
            emailaddress__email=email, emailaddress__verified=True
        )
        return member.exists()

    def confirm(self, email):
        """The address of an e-mail whose owner has proved to have it, here or where they log in."""
        address = self.at(email)
        address.confirm()
        return address

    def confirmed_among(self, emails):
        """Those of these e-mails whose owners have answered a letter to them, here or to log in."""
        here = self.filter(email__in=emails, confirmed_at__isnull=False).values_list(
            "email", flat=True
        )
        members = get_user_model().objects.filter(
            emailaddress__email__in=emails, emailaddress__verified=True
        )
        return {*here, *members.values_list("emailaddress__email", flat=True)}

    @transaction.atomic
    def ask_among(self, emails):
        """Those of these e-mails that a confirmation may go to now; if so, none may for a day."""
        self.bulk_create([Address(email=email) for email in sorted(emails)], ignore_conflicts=True)
        rows = self.rested().select_for_update().filter(email__in=emails).order_by("pk")
        asked = {row.pk: row.email for row in rows if "confirm" not in row.refuses}
        self.filter(pk__in=asked).update(asked_at=timezone.now(), asked_from="")
        return list(asked.values())

    def rested(self):
        """Those that were not asked for a day, or answered since.

        Who ended all letters is asked as well: it is what somebody asks for.
        """
        long_ago = Q(asked_at=None) | Q(asked_at__lt=timezone.now() - ASK_AGAIN_AFTER)
        return self.filter(long_ago | Q(answered_at__gte=F("asked_at")))

    def is_flooding(self, network):
        """Whether this network had its share of letters sent to strangers in the last minutes."""
        asked = self.filter(asked_from=network, asked_at__gte=timezone.now() - WITHIN)
        return asked[:MAX_ASKED].count() >= MAX_ASKED

    def forgotten(self, age):
        """Those whose owners did not answer in all this time."""
        before = timezone.now() - age
        silent = Q(asked_at=None) | Q(asked_at__lt=before)
        return self.filter(silent, confirmed_at=None, muted_at=None, created_at__lt=before)


class Address(models.Model):
    """An e-mail address. Nothing but one confirmation a day goes to it before its owner answers.

    It is not deleted when its owner ends all letters: the wish is what must be kept.
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
    muted_at = models.DateTimeField(_("unsubscribed from everything"), null=True, blank=True)
    refuses = models.JSONField(
        _("e-mails it unsubscribed from"),
        default=list,
        blank=True,
        help_text=_("Kinds of e-mail that are sent without being asked for."),
    )

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        indexes = [models.Index(fields=["asked_from", "asked_at"], name="address_asked_from")]

    def __str__(self):
        return self.email

    @property
    def masked(self):
        """The address for a page that whoever has the link may see: r…@readers.example."""
        name, _at, host = self.email.rpartition("@")
        return f"{name[:1]}…@{host}"

    def wants(self, kind):
        """Whether its owner refused neither letters of this kind nor all."""
        return self.muted_at is None and kind not in self.refuses

    def may_be_asked(self, network=""):
        """Whether a confirmation may go to it now; if so, none may for a day.

        Safe for writers at once.
        """
        if "confirm" in self.refuses:
            return False
        this = Address.objects.rested().filter(pk=self.pk)
        return this.update(asked_at=timezone.now(), asked_from=network) == 1

    def confirm(self):
        """Its owner answered."""
        self.answered_at = timezone.now()
        self.confirmed_at = self.confirmed_at or self.answered_at
        self.save(update_fields=["confirmed_at", "answered_at"])

    def welcome(self):
        """Its owner asks for an e-mail: undo that they ended all, without what they had before."""
        self.confirm()
        if self.muted_at:
            self.subscriptions.exclude(confirmed_at=None).delete()
            self.muted_at = None
            self.save(update_fields=["muted_at"])

    def leave(self, slug):
        """End one list for it: a thread, replies, the digest, a kind of unasked letter, or all."""
        name, _dash, discussion = slug.partition("-")
        if name == "thread":
            self.subscriptions.filter(discussion=discussion).delete()
        elif name == "replies":
            self.subscriptions.to_replies().delete()
        elif name == "digest":
            self.subscriptions.daily().delete()
        elif name == "all":
            self.mute()
        else:
            self.refuse(name)

    def refuse(self, kind):
        """Send it no more unasked letters of this kind."""
        if kind not in self.refuses:
            self.refuses = [*self.refuses, kind]
            self.save(update_fields=["refuses"])

    def choose(self, *, letters, decisions):
        """Take over what its owner ticked: letters at all, and those about decisions."""
        self.muted_at = None if letters else self.muted_at or timezone.now()
        self.refuses = [kind for kind in self.refuses if kind != "decision"] + (
            [] if decisions else ["decision"]
        )
        self.save(update_fields=["muted_at", "refuses"])

    def mute(self):
        """Send it no more letters at all."""
        if self.muted_at is None:
            self.muted_at = timezone.now()
            self.save(update_fields=["muted_at"])
