"""Many rows at once, and few rows only where they are missing."""

from itertools import count

from core.models import PastSlug
from core.slugs import MAX_SLUG, slugify


def insert(model, rows):
    """Insert rows in batches; they come back with their primary keys."""
    return model._default_manager.bulk_create(rows, batch_size=1000)


def link(through, rows):
    """Insert rows of a many-to-many table, each a dictionary of its two ends."""
    insert(through, [through(**row) for row in rows])


def get_or_make(model, fields=None, **lookup):
    """The first row that is found, or a new one with these fields too."""
    return model.objects.filter(**lookup).first() or model.objects.create(**lookup, **fields or {})


class FreeSlugs:
    """Slugs as `core.slugs.make_slug` makes them, without a query for each."""

    def __init__(self, model):
        past = PastSlug.objects.filter(model_label=model._meta.label_lower).values_list(
            "slug", flat=True
        )
        self.used = {*past, *model.objects.values_list("slug", flat=True)}
        self.otherwise = model._meta.model_name

    def take(self, *parts):
        base = slugify(" ".join(str(part) for part in parts if part))
        base = base[: MAX_SLUG - 8].strip("-_") or self.otherwise
        numbered = (f"{base}-{number}" if number > 1 else base for number in count(1))
        slug = next(slug for slug in numbered if slug not in self.used)
        self.used.add(slug)
        return slug
