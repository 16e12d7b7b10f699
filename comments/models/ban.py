"""Who may not write for a time, and who is trusted: by account, by address, or by network."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Min, Q, Value, When
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .actor import actor
from .decision import AlreadyDecided, Decision, reason_or_refuse
from .discussion import Discussion
from .telling import tell_writer, writer_of_submission


class HandQuerySet(models.QuerySet):
    """Rows about a hand, named by account or by address."""

    def of_hand(self, submission):
        """Those about the account that sent it, or about its address where a guest did."""
        if submission.user_id:
            return self.filter(user=submission.user_id)
        return self.filter(user=None, email=submission.email).exclude(email="")


def hand_of(submission):
    """What a hand is known by: the account, or the address where a guest wrote."""
    return {"user": submission.user} if submission.user_id else {"email": submission.email}


def addresses_of(submission):
    """The e-mail addresses a text came from: the one it gives, and that of its writer's account."""
    return {submission.email, writer_of_submission(submission)} - {""}


def mark_of(address):
    """What a ban keeps of an address whose owner had their data erased; only this site can make it."""
    return salted_hmac("comments.ban", address.lower(), algorithm="sha256").hexdigest()


def _is_on_hand(submission):
    """The condition of bans on who sends this: their account, their address, or the account it belongs to."""
    addresses = addresses_of(submission)
    hand = Q(email__in=addresses) | Q(mark__in=[mark_of(address) for address in addresses])
    if submission.user_id:
        return hand | Q(user=submission.user_id)
    for address in addresses:
        proved = Q(user__emailaddress__email=address, user__emailaddress__verified=True)
        hand |= Q(user__email__iexact=address) | proved
    return hand


def write_down(submission, action, by, reason=""):
    """The decision about the author of a text."""
    return Decision.objects.create(
        discussion_id=submission.discussion_id,
        submission=submission,
        comment=submission.comment,
        action=action,
        actor=by,
        reason=reason,
        version=submission.version,
    )


class BanQuerySet(HandQuerySet):
    """Bans."""

    def in_force(self):
        return self.filter(until__gt=timezone.now())

    def oldest_of_network(self):
        """When the oldest ban on a network that is in force was imposed, or None."""
        return self.in_force().exclude(network="").aggregate(oldest=Min("at"))["oldest"]

    def on(self, submission):
        """The ban that meets this text: one on its hand before one on its network, then the longest; or None.

        Its `names_hand` says whether it is on the writer, and not only on their network.
        """
        hand = _is_on_hand(submission)
        networks = {submission.network, *submission.networks} - {""}
        meets = hand | Q(network__in=networks) if networks else hand
        rows = self.in_force().annotate(names_hand=Case(When(hand, then=Value(True)), default=Value(False)))
        return rows.filter(meets).order_by("-names_hand", "-until").first()

    @transaction.atomic
    def forget_hand(self, addresses):
        """Let these go on under marks of their writer's addresses, and keep nothing else of the person."""
        for ban in list(self):
            facts = {name: getattr(ban, name) for name in ("submission", "until", "reason", "at", "by")}
            for address in addresses:
                self.create(mark=mark_of(address), **facts)
            ban.delete()

    @transaction.atomic
    def impose(self, submission, *, until, reason, by, network=False):
        """Ban who sent this text until a time, with their network if asked, and tell them.

        ValueError without a reason, or where nothing is known of who it was.
        """
        reason = reason_or_refuse(reason)
        Discussion.objects.lock(submission.discussion_id)
        if until <= timezone.now():
            raise ValueError(_("Enter a future date on which the ban ends."))
        hand = hand_of(submission) | ({"network": submission.network} if network else {})
        if not any(hand.values()):
            raise ValueError(_("Nothing is known about the author of this comment, so nobody can be banned."))
        ban = self.create(**hand, submission=submission, name=submission.name, until=until, reason=reason, by=by)
        said = _("Until %(date)s. %(reason)s") % {"date": date_format(until, "j F Y"), "reason": reason}
        tell_writer(write_down(submission, Decision.Action.BAN, by, reason_or_refuse(said)))
        return ban

    @transaction.atomic
    def lift_for(self, submission, by):
        """End those of these bans that this text led to. AlreadyDecided where none is in force."""
        Discussion.objects.lock(submission.discussion_id)
        if not self.in_force().filter(submission=submission).update(until=timezone.now()):
            raise AlreadyDecided(_("This author is not banned."))
        write_down(submission, Decision.Action.UNBAN, by)


class Ban(models.Model):
    """An author who may not write until a date: what they send is refused. A network's ban holds all that it sends."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("member")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    network = models.CharField(_("network, hashed"), max_length=64, blank=True)
    mark = models.CharField(
        _("mark"), max_length=64, blank=True, help_text=_("Of the address of a person whose data was erased.")
    )
    submission = models.ForeignKey(
        "comments.Submission", models.SET_NULL, null=True, related_name="bans", verbose_name=_("comment that led to it")
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("The name on the comment that led to the ban."))
    until = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    by = actor(_("by"))

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
                condition=Q(user__isnull=False) | ~Q(email="") | ~Q(network="") | ~Q(mark=""),
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

    @transaction.atomic
    def lift(self, by):
        """End it now. AlreadyDecided if it is over."""
        if not Ban.objects.in_force().filter(pk=self.pk).update(until=timezone.now()):
            raise AlreadyDecided(_("The ban has ended."))
        Decision.objects.create(submission=self.submission, action=Decision.Action.UNBAN, actor=by)


class TrustQuerySet(HandQuerySet):
    """Trusted hands."""

    @transaction.atomic
    def give(self, submission, by):
        """Trust who sent this text, under the name they signed. AlreadyDecided if they are trusted."""
        Discussion.objects.lock(submission.discussion_id)
        if not any(hand_of(submission).values()):
            raise ValueError(_("Nothing is known about the author of this comment, so nobody can be trusted."))
        if self.covers(submission):
            raise AlreadyDecided(_("This author is already trusted."))
        self.create(**hand_of(submission), name=submission.name, by=by)
        write_down(submission, Decision.Action.TRUST, by)

    @transaction.atomic
    def take_back(self, submission, by):
        """Trust them no more. AlreadyDecided if they are not trusted."""
        Discussion.objects.lock(submission.discussion_id)
        if not self.of_hand(submission).filter(name__iexact=submission.name).delete()[0]:
            raise AlreadyDecided(_("This author is not trusted."))
        write_down(submission, Decision.Action.DISTRUST, by)

    def covers(self, submission):
        """Whether the hand that sent this is trusted under the name it gives."""
        names = self.of_hand(submission).values_list("name", flat=True)
        return submission.name.casefold() in {name.casefold() for name in names}


class Trust(models.Model):
    """One author whose texts appear at once, under the name that they are known by."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("member")
    )
    email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    name = models.CharField(_("name"), max_length=80)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    by = actor(_("by"))

    objects = TrustQuerySet.as_manager()

    class Meta:
        verbose_name = _("trusted author")
        verbose_name_plural = _("trusted authors")
        ordering = ["name", "pk"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="trust_member_once"),
            models.UniqueConstraint(fields=["email", "name"], condition=~Q(email=""), name="trust_address_once"),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(email=""), name="trust_names_somebody"),
        ]

    def __str__(self):
        return self.name

    @transaction.atomic
    def withdraw(self, by):
        """Trust them no more."""
        self.delete()
        Decision.objects.create(action=Decision.Action.DISTRUST, actor=by)
