"""What a reader is told of a review's text before reading it."""

from django.db import models
from django.utils.functional import cached_property

from reviews import markup

from .part import Spoiler


class Reading(models.Model):
    """For the review, whose body and sections it looks at."""

    class Meta:
        abstract = True

    @property
    def tells_ending(self):
        """Whether any part of it is closed until the reader opens it."""
        return (
            self.spoiler == Spoiler.ENDING
            or 'class="spoiler"' in self.body
            or any(
                section.is_closed or 'class="spoiler"' in section.body
                for section in self.sections.all()
            )
        )

    @property
    def summary(self):
        """A sentence or two that give nothing away: the standfirst, or the body's first words."""
        if self.standfirst:
            return self.standfirst
        return "" if self.spoiler == Spoiler.ENDING else markup.excerpt(self.body)

    @cached_property
    def minutes_to_read(self):
        """Reading time at 230 words a minute, at least one."""
        texts = [self.body, *(section.body for section in self.sections.all())]
        words = sum(len(text.split()) for text in texts)
        return max(1, round(words / 230))
