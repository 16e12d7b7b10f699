"""No kept page differs from one made anew, whatever was changed by whatever way."""

import random
from functools import partial

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, models, transaction
from django.test import Client

from core.changes import public_tables

from .kept_site import KeptSite
from .test_crawl import crawl

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FIXTURES = ("site", "vocabulary", "films", "reviews", "comments", "pages")
CHANGES = 500  # by two seeds
COMPARED = 8  # kept pages after each change
REFILL = 5  # changes between two visits of all pages


@pytest.fixture
def paths():
    """Those of all pages that a stranger finds from the front page on."""
    call_command("loaddata", *FIXTURES, verbosity=0)
    for name in ("rebuild_names", "recount_comments", "rerender_comments"):
        call_command(name, verbosity=0)
    found = [path for path, _queries, response in crawl(Client(), most_of_a_kind=4)]
    beside = ["/feed/", "/comments/feed/", "/critics/verdicts.json"]
    return [*found, *beside, "/nowhere/", "/films/no-such-film/"]


def models_of_public_tables():
    by_table = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return [by_table[name] for name in public_tables()]


def another_value(field, row, chance):
    """A value for a field that a row could have as well; None where there is none."""
    if field.name in {"file", "pinned"}:
        return None  # a picture's name says its size, and a pinned comment is of its own thread
    if field.choices:
        return chance.choice(field.choices)[0]
    if isinstance(field, models.ForeignKey):
        keys = field.related_model._default_manager.order_by("pk").values_list("pk", flat=True)
        return chance.choice(list(keys)[:50] or [None])
    before = getattr(row, field.attname)
    if isinstance(before, bool):
        return not before
    if isinstance(before, int):
        return chance.choice([before + 1, max(before - 1, 0)])
    if isinstance(before, str):
        return f"{before[:-1]}{chance.choice('abcdefgh')}"
    if before is not None and hasattr(before, "year"):
        return before.replace(day=chance.randint(1, 28))
    return None


def change(chance, model):
    """Change, add or delete a row of the model; False where the database refuses."""
    rows = model._default_manager.order_by("pk")
    row = rows[chance.randrange(rows.count())] if rows.exists() else None
    if row is None:
        return False
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    act = chance.choice(
        [
            *[partial(update, chance, row, fields)] * 5,
            row.delete,
            partial(copy, chance, row, fields),
        ]
    )
    try:
        with transaction.atomic():
            return act() is not False
    except (DatabaseError, models.ProtectedError, ValueError):
        return False


def update(chance, row, fields):
    field = chance.choice([field for field in fields if not field.generated])
    value = another_value(field, row, chance)
    if value is None or value == getattr(row, field.attname):
        return False
    return type(row)._default_manager.filter(pk=row.pk).update(**{field.attname: value})


def copy(chance, row, fields):
    row.pk = None
    for field in fields:
        if field.unique or isinstance(field, models.ForeignKey) or chance.random() < 0.3:
            value = another_value(field, row, chance)
            if value is not None and not field.generated:
                setattr(row, field.attname, value)
    if hasattr(row, "uid"):
        row.uid = chance.randbytes(16).hex()
    models.Model.save_base(row, raw=True, force_insert=True)


@pytest.mark.parametrize("seed", range(2))
def test_random_changes_leave_no_old_page(paths, seed):
    chance, site = random.Random(seed), KeptSite()  # noqa: S311
    kinds = models_of_public_tables()
    done = compared = 0
    while done < CHANGES // 2:
        for path in paths if done % REFILL == 0 else ():
            site.get(path)
        kind = chance.choice(kinds)
        if not change(chance, kind):
            continue
        done += 1
        # Looked at once: some are kept for a minute only.
        kept = {path: body for path in paths if (body := site.kept(path)) is not None}
        for path in chance.sample([*kept], min(COMPARED, len(kept))):
            compared += 1
            # By lines, so that a failure shows which.
            lines = site.anew(path).splitlines()
            assert kept[path].splitlines() == lines, (done, kind, path)
    assert compared > CHANGES
