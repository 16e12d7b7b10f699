from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.languages import HasLanguage
from core.models import NaturalKeyModel, NaturalKeyQuerySet
from core.outside_url import FetchError, OutsideURL
from core.page_tags import show
from core.text import clean_name, has_visible_text
from films.models import Film

# A site that is down for a day is not gone: so many tries must fail, a day apart.
MOST_FAILURES = 3
CHECK_EVERY, TRY_AGAIN_AFTER = timedelta(days=7), timedelta(days=1)


class OutsideReviewQuerySet(NaturalKeyQuerySet):
    def of(self, films):
        """Those of these films, in the editors' order."""
        show(*(film.tag for film in films))
        return self.filter(film__in=films)

    def dead(self):
        return self.filter(failures__gte=MOST_FAILURES)

    def due(self):
        """Those whose address is to be asked for again, the longest untried first."""
        now = timezone.now()
        again = Q(tried_at__lt=now - CHECK_EVERY)
        again |= Q(failures__gt=0, tried_at__lt=now - TRY_AGAIN_AFTER)
        return self.filter(again | Q(tried_at=None)).order_by(F("tried_at").asc(nulls_first=True))


class OutsideReview(HasLanguage, NaturalKeyModel):
    """What a critic of another house says of a film, in one sentence and at an address."""

    natural_key_fields = ("film__slug", "url")

    film = models.ForeignKey(
        Film, models.CASCADE, related_name="outside_reviews", verbose_name=_("film")
    )
    outlet = models.CharField(
        _("outlet"), max_length=100, help_text=_("Where it was published, such as The Tide Table.")
    )
    critic = models.CharField(_("critic"), max_length=100, blank=True)
    url = models.URLField(_("address"), max_length=500)
    quote = models.CharField(
        _("quotation"), max_length=300, blank=True, help_text=_("One sentence, word for word.")
    )
    mark = models.CharField(
        _("their mark"),
        max_length=40,
        blank=True,
        help_text=_("On their own scale, as they print it: “four of five”, “B+”, “for”."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    checked_on = models.DateField(
        _("checked on"),
        default=timezone.localdate,
        help_text=_("The day on which somebody last read it there. The site looks every week."),
    )
    tried_at = models.DateTimeField(_("last tried"), null=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("failures"), default=0, editable=False)
    problem = models.CharField(_("problem"), max_length=200, blank=True, editable=False)

    objects = OutsideReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review elsewhere")
        verbose_name_plural = _("reviews elsewhere")
        ordering = ["order", "outlet", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "url"],
                name="outside_review_once",
                violation_error_message=_("This film already has the review at this address."),
            ),
            models.CheckConstraint(
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="outside_review_url_is_web",
                violation_error_message=_("Enter an address that begins with https://."),
            ),
            models.CheckConstraint(
                condition=~Q(outlet=""),
                name="outside_review_has_outlet",
                violation_error_message=_("Enter where it was published."),
            ),
        ]

    def __str__(self):
        return f"{self.film}: {self.outlet}"

    def clean(self):
        for name in ("outlet", "critic", "quote", "mark"):
            setattr(self, name, clean_name(getattr(self, name)))
        if not has_visible_text(self.outlet):
            raise ValidationError({"outlet": _("Enter where it was published.")})
        try:
            OutsideURL.parse(self.url)
        except FetchError as error:
            sentence = _("Enter the address of a page on the web, such as https://example.org/.")
            raise ValidationError({"url": sentence}) from error

    @property
    def is_dead(self):
        """Whether its address leads nowhere, as far as we can tell; readers get no link then."""
        return self.failures >= MOST_FAILURES

    @property
    def link_state(self):
        if self.is_dead:
            return _("Leads nowhere: %(problem)s") % {"problem": self.problem}
        return _("Not looked at yet") if self.tried_at is None else _("Leads to a page")

    def note(self, problem):
        """Keep what asking for its address told: a sentence, "" for none, None for no answer."""
        self.tried_at = timezone.now()
        if problem:
            self.failures, self.problem = min(self.failures + 1, MOST_FAILURES), problem
        elif problem == "":
            self.failures, self.problem = 0, ""
            self.checked_on = timezone.localdate(self.tried_at)
        self.save(update_fields=["tried_at", "failures", "problem", "checked_on"])
