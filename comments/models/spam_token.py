"""What the spam filter has learnt: in how many texts of each kind a token stood."""

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

TOTALS = 0  # the key of the row that counts texts
THRESHOLD = (
    1  # the key of the row that keeps, as its spam, the evidence that is asked for, in thousandths
)
RESERVED = frozenset([TOTALS, THRESHOLD])
BATCH_SIZE = 500  # keys in one statement: SQLite takes some thousand


class SpamTokenQuerySet(models.QuerySet):
    """Counts by key; keys are hashes, so that no name and no word can be read from the table."""

    def counts(self, keys):
        """{key: (spam, ham)} of these keys where ever learnt, of the totals and the threshold."""
        keys = [*RESERVED, *keys]
        rows = {}
        for start in range(0, len(keys), BATCH_SIZE):
            found = self.filter(key__in=keys[start : start + BATCH_SIZE])
            rows |= {key: (spam, ham) for key, spam, ham in found.values_list("key", "spam", "ham")}
        return rows

    @transaction.atomic
    def add(self, counts):
        """Add {key: (spam, ham)} to what is known; a negative number takes away, never below none.

        The totals' row is locked first, so that two who learn at once wait for each other.
        """
        self.bulk_create([self.model(key=TOTALS)], ignore_conflicts=True)
        self.select_for_update().get(key=TOTALS)
        self.bulk_create(
            [self.model(key=key) for key in sorted(counts)],
            ignore_conflicts=True,
            batch_size=BATCH_SIZE,
        )
        by_change = {}
        for key, change in counts.items():
            by_change.setdefault(change, []).append(key)
        for (spam, ham), keys in by_change.items():
            for start in range(0, len(keys), BATCH_SIZE):
                self.filter(key__in=keys[start : start + BATCH_SIZE]).update(
                    spam=Greatest(F("spam") + spam, 0), ham=Greatest(F("ham") + ham, 0)
                )

    def set_threshold(self, evidence):
        """Ask for so much evidence from now on."""
        self.update_or_create(key=THRESHOLD, defaults={"spam": round(evidence * 1_000)})


class SpamToken(models.Model):
    """One token's counts."""

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
