from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyQuerySet
from core.outside_url import is_outside

# A site that is down for a day is not gone: so many tries must fail, a day apart.
MOST_FAILURES = 3
CHECK_EVERY, TRY_AGAIN_AFTER = timedelta(days=7), timedelta(days=1)


class LinkQuerySet(NaturalKeyQuerySet):
    def dead(self):
        return self.filter(failures__gte=MOST_FAILURES)

    def alive(self):
        return self.filter(failures__lt=MOST_FAILURES)

    def due(self):
        """Those whose address is to be asked for again, the longest untried first."""
        now = timezone.now()
        again = Q(tried_at__lt=now - CHECK_EVERY)
        again |= Q(failures__gt=0, tried_at__lt=now - TRY_AGAIN_AFTER)
        return self.filter(again | Q(tried_at=None)).order_by(F("tried_at").asc(nulls_first=True))


class Link(models.Model):
    """An address of another site that readers are shown; a job looks whether it is still there."""

    url = models.URLField(_("address"), max_length=500)
    checked_on = models.DateField(
        _("checked on"),
        default=timezone.localdate,
        help_text=_("The day on which somebody last looked there. The site looks every week."),
    )
    tried_at = models.DateTimeField(_("last tried"), null=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("failures"), default=0, editable=False)
    problem = models.CharField(_("problem"), max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="%(class)s_url_is_web",
                violation_error_message=_("Enter an address that begins with https://."),
            )
        ]

    def clean(self):
        super().clean()
        if not is_outside(self.url):
            sentence = _("Enter the address of a page on the web, such as https://example.org/.")
            raise ValidationError({"url": sentence})
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError({"checked_on": _("This date is in the future.")})

    @property
    def is_dead(self):
        """Whether its address leads nowhere, as far as we can tell; readers get no link then."""
        return self.failures >= MOST_FAILURES

    @property
    def link_state(self):
        if self.is_dead:
            return _("Leads nowhere: %(problem)s") % {"problem": self.problem}
        if self.problem:
            return _("Could not be opened: %(problem)s") % {"problem": self.problem}
        return _("Not looked at yet") if self.tried_at is None else _("Leads to a page")

    def note(self, problem, is_gone):
        """Keep what asking for its address told (`outside/links.py`)."""
        self.tried_at, self.problem = timezone.now(), problem
        if is_gone:
            self.failures = min(self.failures + 1, MOST_FAILURES)
        elif not problem:
            self.failures, self.checked_on = 0, timezone.localdate(self.tried_at)
        self.save(update_fields=["tried_at", "failures", "problem", "checked_on"])
