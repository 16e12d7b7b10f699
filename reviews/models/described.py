from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from core.text import shorten
from reviews import markup

from .part import Byline, Spoiler


class Described(models.Model):
    """What pages say of a review beside its fields."""

    class Meta:
        abstract = True

    @property
    def has_spoilers(self):
        """Whether any part of it is closed until the reader opens it."""
        levels = [self.spoiler, *(section.spoiler for section in self.sections.all())]
        levels += [entry.spoiler for _place, entry in self.ranking]
        return Spoiler.ENDING in levels or any('class="spoiler"' in text for text in self.texts)

    @property
    def summary(self):
        """A sentence or two that give nothing away: the standfirst, or the body's first words."""
        if self.standfirst:
            return self.standfirst
        return "" if self.spoiler == Spoiler.ENDING else shorten(markup.plain(self.body), 40)

    @cached_property
    def minutes_to_read(self):
        """Reading time at 230 words a minute, at least one."""
        words = sum(len(text.split()) for text in self.texts)
        return max(1, round(words / 230))

    @property
    def texts(self):
        return [self.body, *(section.body for section in self.sections.all())]

    @cached_property
    def main_films(self):
        if hasattr(self, "films_in_order"):
            return self.films_in_order
        return list(self.films.order_by("subjects__order", "subjects__pk"))

    @property
    def film(self):
        """The first film it is about, or None."""
        return self.main_films[0] if self.main_films else None

    @property
    def picture(self):
        """The picture that stands for it in lists: its own, or the still of its film, or None."""
        return self.lead_image or (self.film and self.film.still)

    @property
    def social_picture(self):
        """The path of the lead image, or else of the film's title card; None for neither."""
        if self.lead_image:
            return self.lead_image.url
        return reverse("films:card", args=[self.film.slug]) if self.film else None

    @property
    def byline_text(self):
        return get_text_list([critic.name for critic in self.writers], _("and"))

    @property
    def writers(self):
        return [line.critic for line in self.bylines.all() if line.role == Byline.Role.WRITER]
