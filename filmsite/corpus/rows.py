"""Ways to put many rows into the database at once."""

from django.db.models import Q

from core.slugs import MAX_SLUG, slugify

BATCH = 1000


def store(model, rows):
    """Insert rows in batches; they come back with their keys."""
    return model._default_manager.bulk_create(rows, batch_size=BATCH)


def link(through, rows):
    """Insert rows of a many-to-many table, each a dictionary of its two ends."""
    return store(through, [through(**row) for row in rows])


def named(model, rows):
    """The rows of a vocabulary by these names, in order; those that are not there yet are made.

    `rows` are dictionaries of fields with a `name`.
    """
    rows = [{"slug": slugify(row["name"])} | row for row in rows]
    same = Q(name__in=[row["name"] for row in rows]) | Q(slug__in=[row["slug"] for row in rows])
    known = {}
    for found in model.objects.filter(same):
        known[found.name] = known[found.slug] = found
    fresh = [model(**row) for row in rows if row["name"] not in known and row["slug"] not in known]
    known |= {row.name: row for row in store(model, fresh)}
    return [known.get(row["name"]) or known[row["slug"]] for row in rows]


def coded(model, rows):
    """The rows of a vocabulary by these (code, name) pairs, by code; those that are not there yet are made."""
    known = model.objects.in_bulk([code for code, _name in rows], field_name="code")
    fresh = store(model, [model(code=code, name=name) for code, name in rows if code not in known])
    return known | {row.code: row for row in fresh}


class FreeSlugs:
    """Hands out slugs as `core.slugs.make_slug` does, without a query for each."""

    def __init__(self, *queries):
        """`queries` are queries of slugs in use."""
        self.used, self.last = {slug for query in queries for slug in query}, {}

    def take(self, *parts, otherwise):
        """A slug that nobody has; `otherwise` is the base where the parts give none."""
        base = slugify(" ".join(str(part) for part in parts if part))
        base = base[: MAX_SLUG - 8].strip("-_") or otherwise
        slug, number = base, self.last.get(base, 1)
        while slug in self.used:
            number += 1
            slug = f"{base}-{number}"
        self.used.add(slug)
        self.last[base] = number
        return slug
