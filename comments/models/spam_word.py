"""Words that hold or refuse a text, as moderators list them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SpamWord(models.Model):
    """A word, a phrase or the host of a link.

    It is compared as it stands and is never an expression.
    """

    class Action(models.TextChoices):
        HOLD = "hold", _("hold for a moderator")
        REFUSE = "refuse", _("reject as spam")

    word = models.CharField(
        _("word or phrase"),
        max_length=80,
        unique=True,
        help_text=_("Whole words; case and accents do not matter. Hosts such as casino.example."),
    )
    action = models.CharField(_("what it does"), max_length=6, choices=Action, default=Action.HOLD)
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Why it is blocked, for moderators.")
    )

    class Meta:
        verbose_name = _("blocked word")
        verbose_name_plural = _("blocked words")
        ordering = ["word"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=["hold", "refuse"]),
                name="spam_word_action_is_known",
                violation_error_message=_("A blocked word either holds a comment or rejects it."),
            ),
        ]

    def __str__(self):
        return self.word
