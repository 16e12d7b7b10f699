from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import clean_name
from films.models import Film
from reviews.models import Take

MAX_NAME_LENGTH = 80


def name_of(user):
    """The name that a member's comments carry."""
    return clean_name(user.get_full_name() or user.get_username())[:MAX_NAME_LENGTH]


class MemberProfileQuerySet(models.QuerySet):
    def get_or_create_for(self, user):
        return self.get_or_create(user=user)[0]


class MemberProfile(models.Model):
    """What the site knows of a member beside the account.

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
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("verified by"),
    )

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
        return name_of(self.user)

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
        self.asked_at = timezone.now()
        self.save(update_fields=["asked_at"])

    def set_verified_name(self, name, moderator):
        """Vouched for by a moderator; empty where they take that back. Both close a request.

        Comments say it too: `comments/actions/verify.py` changes both.
        """
        self.verified_name, self.verified_by = name, moderator
        self.verified_at, self.asked_at = timezone.now() if name else None, None
        self.save()


class FilmMarkQuerySet(models.QuerySet):
    def of(self, user):
        """A member's marks with their films, in alphabetical order; not of films that are gone."""
        marks = self.filter(user=user, film__in=Film.objects.public()).select_related("film")
        return marks.order_by("film__sort_key", "film__year", "film")

    def stances_of(self, user, films):
        """How a member saw these films, by their keys; without those of which they did not say."""
        return dict(self.filter(user=user, film__in=films).values_list("film", "stance"))

    def mark(self, user, film, stance):
        """Say how a member saw a film; an empty stance takes that back."""
        if stance:
            self.update_or_create(user=user, film=film, defaults={"stance": stance})
        else:
            self.filter(user=user, film=film).delete()

    def add(self, user, stances):
        """Marks from a member's browser, by the keys of films: the newer, so they replace others.

        Films that are gone meanwhile are left out.
        """
        films = Film.objects.public().filter(pk__in=stances).values_list("pk", flat=True)
        rows = [FilmMark(user=user, film_id=pk, stance=stances[pk]) for pk in films]
        self.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["user", "film"],
            update_fields=["stance"],
        )


class FilmMark(models.Model):
    """How a member saw a film, kept because they asked for it; nobody else is shown it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="film_marks",
        verbose_name=_("member"),
    )
    film = models.ForeignKey(Film, models.CASCADE, related_name="+", verbose_name=_("film"))
    stance = models.CharField(_("stance"), max_length=10, choices=Take.Stance)

    objects = FilmMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("marked film")
        verbose_name_plural = _("marked films")
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["user", "film"], name="film_mark_once"),
            models.CheckConstraint(
                condition=Q(stance__in=["for", "mixed", "against"]),
                name="film_mark_stance_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.film}: {self.get_stance_display()}"
