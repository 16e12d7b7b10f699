"""The audio version of a review, or of an episode of a programme."""

import re

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.models import NaturalKeyModel, NaturalKeyQuerySet
from core.page_tags import show
from core.text import strip_control_chars
from reviews.models import Review
from reviews.models.review_queryset import is_published

from .chapters import read_chapters, write_chapters

LONGEST_TRANSCRIPT = 300_000  # characters: some six hours of speech
LONGEST_CHAPTERS = 30_000
PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")


class RecordingQuerySet(NaturalKeyQuerySet):
    def published(self):
        """Those of what is published, the newest first."""
        show("recording", "review")
        rows = self.filter(is_published("review__"))
        return rows.order_by("-review__published_at", "-review")

    def for_feed(self):
        """Without the transcripts, of which a feed tells only whether there is one."""
        review = Review.objects.select_related("publication").with_bylines()
        is_there = models.ExpressionWrapper(~Q(transcript=""), models.BooleanField())
        rows = self.annotate(has_transcript=is_there).defer("transcript")
        return rows.prefetch_related(Prefetch("review", review))

    def visible_to(self, user):
        """Those of the reviews and articles whose page this reader may open."""
        show("recording", "review")
        return self.filter(review__in=Review.objects.visible_to(user)).select_related("review")


class Recording(NaturalKeyModel):
    """A file, and what it holds; type, size and length are read from the file."""

    natural_key_fields = ("review__slug",)

    review = models.OneToOneField(
        Review,
        models.CASCADE,
        related_name="recording",
        verbose_name=_("review or article"),
        error_messages={"unique": _("This one has a recording already. Change that.")},
    )
    file = models.CharField(_("file"), max_length=100, unique=True, editable=False)
    mime_type = models.CharField(_("type"), max_length=20, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    duration = models.PositiveIntegerField(_("length in seconds"), editable=False)
    chapters = models.TextField(
        _("chapters"),
        blank=True,
        max_length=LONGEST_CHAPTERS,
        help_text=_("A line for each, the first at 0:00, such as: 12:30 What the sea does."),
    )
    transcript = models.TextField(
        _("transcript"),
        blank=True,
        max_length=LONGEST_TRANSCRIPT,
        help_text=_(
            "What is said, for those who cannot hear it. Leave a line empty between paragraphs."
        ),
    )
    season = models.PositiveSmallIntegerField(
        _("season"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    episode = models.PositiveSmallIntegerField(
        _("episode"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Its number, if the programme counts its episodes."),
    )
    is_explicit = models.BooleanField(
        _("explicit"),
        default=False,
        help_text=_("It has words that parents may not want children to hear."),
    )

    objects = RecordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__startswith="audio/"),
                name="recording_file_is_audio",
                violation_error_message=_("Upload the file."),
            ),
            models.CheckConstraint(
                condition=Q(
                    mime_type__in=[
                        *("audio/mpeg", "audio/mp4", "audio/ogg", "audio/flac", "audio/wav")
                    ]
                ),
                name="recording_type_is_known",
                violation_error_message=_("Upload an MP3, M4A, Ogg, FLAC or WAV file."),
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1, duration__gte=1),
                name="recording_is_not_empty",
                violation_error_message=_("Upload a file in which something can be heard."),
            ),
            models.CheckConstraint(
                condition=(Q(season=None) | Q(season__gte=1))
                & (Q(episode=None) | Q(episode__gte=1)),
                name="recording_numbers_are_positive",
                violation_error_message=_("Count seasons and episodes from 1."),
            ),
        ]

    def __str__(self):
        return str(self.review)

    def get_absolute_url(self):
        return self.review.get_absolute_url()

    def clean(self):
        self.transcript = strip_control_chars(self.transcript).strip()
        if self.duration:
            chapters, problems = read_chapters(self.chapters, self.duration)
            if problems:
                raise ValidationError({"chapters": problems})
            self.chapters = write_chapters(chapters)

    @property
    def url(self):
        return default_storage.url(self.file)

    @property
    def transcript_url(self):
        return reverse("audio:transcript", args=[self.review.uid])

    @property
    def chapters_url(self):
        return reverse("audio:chapters", args=[self.review.uid])

    @property
    def kind(self):
        """What people call such a file: MP3."""
        return self.file.rpartition(".")[2].upper()

    @property
    def paragraphs(self):
        return [text for text in PARAGRAPHS.split(self.transcript) if text.strip()]

    @cached_property
    def chapter_list(self):
        """Those that the form would take; `loaddata` asks none."""
        return read_chapters(self.chapters, self.duration)[0]

    @property
    def length(self):
        """How long it is, in words: “1 hour 5 minutes”, “40 seconds”."""
        if self.duration < 60:
            said = ngettext("%(seconds)d second", "%(seconds)d seconds", self.duration)
            return said % {"seconds": self.duration}
        hours, minutes = divmod(round(self.duration / 60), 60)
        parts = [
            ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours},
            ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes},
        ]
        return " ".join(
            part for part, number in zip(parts, (hours, minutes), strict=True) if number
        )
