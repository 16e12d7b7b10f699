from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.page_tags import show, show_until

from .box import Box, BoxQuerySet

MAX_TRACKS = 10  # that are kept, with the one on air
MAX_ASK = 60  # minutes
MIN_HIDE, MAX_HIDE = 5, 24 * 60  # minutes


class Song(NamedTuple):
    """What a station says that it plays or played; `at` is when it began, None if it does not."""

    title: str
    artist: str = ""
    at: datetime | None = None

    def is_same(self, track):
        return (self.title, self.artist) == (track.title, track.artist)


class StationQuerySet(BoxQuerySet):
    def on_pages(self, place, publication=None):
        """As a box is shown.

        A song lasts minutes. So its change, and its end by the clock, are those of the pages that
        show the station, and of no others.
        """
        whose = [0, publication.pk] if publication else [0]
        show(*(f"station-{place}:{number}" for number in whose))
        rows = list(self.shown(place, publication).prefetch_related("tracks"))
        for row in rows:
            show_until(row.shown_until)
        return rows


class Station(Box):
    """A radio station: what is on air and was played, as a job heard it last."""

    natural_key_fields = ("address", "place")

    name = models.CharField(_("name"), max_length=100)
    address = models.URLField(
        _("address to ask"),
        max_length=500,
        help_text=_(
            "Of the stream (ICY), of AzuraCast (/api/nowplaying/NAME), of Icecast "
            '(/status-json.xsl), or of JSON such as {"title": "…", "artist": "…"}. '
            "It is asked on the usual ports alone, 80 and 443."
        ),
    )
    ask_minutes = models.PositiveSmallIntegerField(
        _("ask every (minutes)"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_ASK)],
    )
    hide_after_minutes = models.PositiveSmallIntegerField(
        _("hide after (minutes)"),
        default=30,
        validators=[MinValueValidator(MIN_HIDE), MaxValueValidator(MAX_HIDE)],
        help_text=_("If nothing was heard of it for so long, readers do not see it."),
    )
    asked_at = models.DateTimeField(_("last answer"), null=True, editable=False)

    objects = StationQuerySet.as_manager()

    class Meta(Box.Meta):
        verbose_name = _("radio station")
        verbose_name_plural = _("radio stations")
        constraints = [
            models.UniqueConstraint(
                fields=["address", "place"],
                name="station_once",
                violation_error_message=_("This station stands in this place already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="station_has_name",
                violation_error_message=_("Enter its name."),
            ),
            *Box.place_constraints("station"),
            models.CheckConstraint(
                condition=Q(ask_minutes__gte=1, ask_minutes__lte=MAX_ASK),
                name="station_ask_is_sound",
                violation_error_message=_("Enter a number of minutes from 1 to 60."),
            ),
            models.CheckConstraint(
                condition=Q(hide_after_minutes__gte=MIN_HIDE, hide_after_minutes__lte=MAX_HIDE),
                name="station_hide_is_sound",
                violation_error_message=_("Enter a number of minutes from 5 to 1440."),
            ),
            models.CheckConstraint(
                condition=Q(hide_after_minutes__gt=models.F("ask_minutes")),
                name="station_is_asked_before_it_hides",
                violation_error_message=_("“Hide after” must be longer than “ask every”."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        self.clean_words(["name"], ["site_url", "address"])

    @property
    def state(self):
        """What the last answer told, in a sentence."""
        if not self.is_shown:
            return _("Not shown.")
        if self.problem:
            return self.problem
        if self.asked_at is None:
            return _("Not asked yet.")
        return _("Heard, and shown.") if self.is_fresh else _("Hidden: it was heard too long ago.")

    @property
    def minutes_between(self):
        return self.ask_minutes

    @property
    def hide_after(self):
        return timedelta(minutes=self.hide_after_minutes)

    def forget(self):
        """Nothing of another station is shown under this one's name."""
        self.asked_at, self.problem, self.shown_until = None, "", None
        self.tracks.all().delete()

    @transaction.atomic
    def keep(self, songs):
        """Keep the songs that it named, the one on air first; silent, it is hidden."""
        self.asked_at, self.problem = timezone.now(), "" if songs else _("It names no song now.")
        if songs:
            has_changed = self._keep_tracks(songs, self.asked_at)
            self.show_on(has_changed)
        else:
            self.shown_until = None
        self.save(update_fields=["asked_at", "problem", "shown_until"])

    def _keep_tracks(self, songs, now):
        """Put those that it named in place of those that are kept; False where they are the same.

        Where it does not say when a song began, we know when we heard it first, and what we heard
        before.
        """
        kept = list(self.tracks.all())
        if songs[0].at is not None:
            wanted = [(song.title, song.artist, song.at, True) for song in songs if song.at]
        else:
            wanted = [track.key for track in kept]
            if not (kept and songs[0].is_same(kept[0])):
                wanted.insert(0, (songs[0].title, songs[0].artist, now, False))
        wanted = list(dict.fromkeys(wanted))[:MAX_TRACKS]
        gone = [track.pk for track in kept if track.key not in wanted]
        new = [key for key in wanted if key not in {track.key for track in kept}]
        self.tracks.filter(pk__in=gone).delete()
        Track.objects.bulk_create(
            Track(station=self, title=title, artist=artist, at=at, is_told=is_told)
            for title, artist, at, is_told in new
        )
        return bool(gone or new)


class Track(models.Model):
    """A song that a station played."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="tracks")
    title = models.CharField(max_length=200)
    artist = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    is_told = models.BooleanField()  # by the station, as its beginning; else it was heard then

    class Meta:
        default_permissions = []
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="track_has_title"),
        ]

    def __str__(self):
        return f"{self.artist}: {self.title}" if self.artist else self.title

    @property
    def key(self):
        return self.title, self.artist, self.at, self.is_told
