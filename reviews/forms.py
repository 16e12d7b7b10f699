"""What must be true before a review is published, and the questions asked on the way."""

from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Textarea
from reviews.models import Byline, Review
from reviews.models.review import EARLIEST, LATEST


def publish_problems(review):
    needs = _article_needs(review) if review.is_article else _review_needs(review)
    needs[_("Write the body or a section.")] = any(review.texts) or review.ranking
    return [sentence for sentence, is_there in needs.items() if not is_there]


def _review_needs(review):
    writers = [line for line in review.bylines.all() if line.role == Byline.Role.WRITER]
    return {
        _("Choose the film the review is about."): review.subjects.all(),
        _("Add a critic to the byline."): writers,
        _("Write the standfirst."): review.standfirst,
    }


def _article_needs(review):
    needs = {_("Add a critic to the byline."): review.bylines.all()}
    if review.kind == Review.Kind.LIST:
        needs[_("Add films to the list.")] = review.ranking
    return needs


def publish_warnings(review):
    """Sentences on what most reviews have and this one lacks; they do not stop anything."""
    has_verdict = review.is_article or review.verdict or review.verdict_line
    return [] if has_verdict else [_("Choose a verdict.")]


def time_zone_label():
    """The time zone of times in the admin, as people read it: “Europe/Paris, UTC+01:00”."""
    zone = ZoneInfo(timezone.get_current_timezone_name())
    offset = timezone.now().astimezone(zone).strftime("%z")
    return f"{zone.key}, UTC{offset[:3]}:{offset[3:]}" if int(offset) else "UTC"


class BoundedDateTimeField(forms.DateTimeField):
    """A date and time that every time zone and database can hold, and that a review may bear."""

    original = None  # the moment that the row has: printed without its offset, it may be one of two

    def to_python(self, value):
        printed = self.original and timezone.localtime(self.original).strftime("%Y-%m-%dT%H:%M:%S")
        if self.original and str(value).replace(" ", "T") == printed:
            return self.original
        try:
            moment = super().to_python(value)
            if moment is None or EARLIEST <= moment < LATEST:
                return moment
        except (OverflowError, ValueError):  # the calendar's ends, in another time zone
            pass
        raise forms.ValidationError(_("Enter a date between 1870 and 2200."), code="out of range")


class DateTimeLocalInput(forms.DateTimeInput):
    """The browser's field for date and time, to the second, so an untouched time stays as it is."""

    def __init__(self):
        super().__init__(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S")


class ScheduleForm(forms.Form):
    at = BoundedDateTimeField(
        label=gettext_lazy("Date and time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "invalid": gettext_lazy("Enter a date and a time, such as 2026-11-21 09:00.")
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].help_text = _("In the site’s time zone: %(zone)s.") % {
            "zone": time_zone_label()
        }

    def clean_at(self):
        if self.cleaned_data["at"] <= timezone.now():
            raise forms.ValidationError(
                _("This time has passed. Choose a future time or publish now.")
            )
        return self.cleaned_data["at"]


class RetractForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=400,
        widget=Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Readers see it above the review, which keeps its page but leaves all lists."
        ),
    )
