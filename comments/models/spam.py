"""What moderators list as blocked, and what the spam filter remembers of texts."""

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

TOTALS_KEY = 0  # of the row that counts texts
THRESHOLD_KEY = 1  # of the row whose spam is the evidence that is asked for, in thousandths
RESERVED_KEYS = frozenset([TOTALS_KEY, THRESHOLD_KEY])
BATCH_SIZE = 500  # keys in one statement
_ADD = """
    INSERT INTO comments_spamtoken AS here (key, spam, ham) VALUES {rows}
    ON CONFLICT (key) DO UPDATE SET
        spam = here.spam + excluded.spam, ham = here.ham + excluded.ham
"""


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


class SpamTokenQuerySet(models.QuerySet):
    def counts(self, keys):
        """{key: (spam, ham)} of these keys where ever learnt, of the totals and the threshold."""
        keys = [*RESERVED_KEYS, *keys]
        rows = {}
        for start in range(0, len(keys), BATCH_SIZE):
            found = self.filter(key__in=keys[start : start + BATCH_SIZE]).values_list()
            rows |= {key: (max(spam, 0), max(ham, 0)) for key, spam, ham in found}
        return rows

    def add(self, counts):
        """Add {key: (spam, ham)} to what is known, totals included; negative numbers take away.

        The row of totals comes first, so that two who learn at once wait for each other.
        """
        rows = [
            (key, *counts[key]) for key in sorted(counts, key=lambda key: (key != TOTALS_KEY, key))
        ]
        with connection.cursor() as cursor:
            for start in range(0, len(rows), BATCH_SIZE):
                batch = rows[start : start + BATCH_SIZE]
                statement = _ADD.format(rows=", ".join(["(%s, %s, %s)"] * len(batch)))
                cursor.execute(statement, [value for row in batch for value in row])

    def set_threshold(self, evidence):
        """Ask for so much evidence from now on."""
        self.update_or_create(key=THRESHOLD_KEY, defaults={"spam": round(evidence * 1_000)})


class SpamToken(models.Model):
    """In how many texts of each label a token stood.

    Keys are hashes, so that no name and no word can be read from the table.
    """

    key = models.BigIntegerField(_("hash"), primary_key=True)
    spam = models.IntegerField(_("in spam"), default=0)
    ham = models.IntegerField(_("in other comments"), default=0)

    objects = SpamTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token of the spam filter")
        verbose_name_plural = _("tokens of the spam filter")
        default_permissions = []

    def __str__(self):
        return f"{self.key}: {self.spam}, {self.ham}"


class FingerprintQuerySet(models.QuerySet):
    def sharing_a_band(self, bands):
        """Texts that share a band with this one, newest first.

        Copies are known by their first and not searched.
        """
        shares = Q(pk__in=[])
        for name, band in zip(Fingerprint.BANDS, bands, strict=True):
            shares |= Q(**{name: band})
        return self.filter(shares).select_related("comment").order_by("-pk")


class Fingerprint(models.Model):
    """A text's likeness to others, and what it taught the filter.

    The bands are hashes of its shingles (MinHash); copies of an earlier text have none.
    """

    BANDS = ("band_a", "band_b", "band_c", "band_d")

    comment = models.OneToOneField("comments.Comment", models.CASCADE, related_name="fingerprint")
    duplicate_of = models.ForeignKey(
        "comments.Comment",
        models.SET_NULL,
        null=True,
        related_name="copies",
        verbose_name=_("the comment it nearly repeats"),
    )
    band_a = models.PositiveIntegerField(null=True, db_index=True)
    band_b = models.PositiveIntegerField(null=True, db_index=True)
    band_c = models.PositiveIntegerField(null=True, db_index=True)
    band_d = models.PositiveIntegerField(null=True, db_index=True)
    trained_as = models.CharField(_("learnt as"), max_length=4, blank=True)

    objects = FingerprintQuerySet.as_manager()

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(trained_as__in=["", "spam", "ham"]), name="fingerprint_label_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.comment_id}"
