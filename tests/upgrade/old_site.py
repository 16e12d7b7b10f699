"""A site of an earlier version as a file: its rows, and the migrations that made their tables.

For each release, from an empty data folder: `python -m tests.upgrade.old_site record 0.1.0`
"""

import json
import lzma
import os
import re
import sys
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.test import Client

FOLDER = Path(__file__).parent
# Made by migrating itself, with keys of permissions that differ from database to database.
MADE_ANEW = {
    "contenttypes.contenttype",
    "auth.permission",
    "auth.group",
    "auth.group_permissions",
    "admin.logentry",
}


def path_of(version):
    return FOLDER / f"{version}.json.xz"


def record(version):
    """Fill an empty site and write it down."""
    from filmsite.bootstrap import REBUILDS
    from tests.upgrade import people

    call_command("migrate", verbosity=0)
    call_command("loaddata", *settings.FIXTURES, verbosity=0)
    for name in REBUILDS:
        call_command(name, stdout=StringIO())
    people.live()
    site = {
        "migrations": sorted(MigrationLoader(connection).graph.leaf_nodes()),
        "rows": {model._meta.label_lower: rows_of(model) for model in stored_models(apps)},
    }
    with lzma.open(path_of(version), "wt", encoding="utf-8") as file:
        json.dump(site, file, cls=DjangoJSONEncoder, ensure_ascii=False)
    empty = [label for label, rows in site["rows"].items() if not rows]
    print(f"Recorded {version}. Tables without a row: {', '.join(empty) or 'none'}.")


def stored_models(apps):
    models = apps.get_models(include_auto_created=True)
    return [
        model
        for model in models
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.label_lower not in MADE_ANEW
    ]


def written_fields(model):
    return [field for field in model._meta.concrete_fields if not field.generated]


def rows_of(model):
    return [
        {field.attname: plain(field, row) for field in written_fields(model)}
        for row in model._base_manager.order_by("pk")
    ]


def plain(field, row):
    value = field.value_from_object(row)
    return field.value_to_string(row) if isinstance(value, bytes | memoryview) else value


def load(version):
    """Make the tables of that version in an empty database, and put its rows into them."""
    site = json.loads(lzma.decompress(path_of(version).read_bytes()))
    leaves = [tuple(leaf) for leaf in site["migrations"]]
    old = MigrationExecutor(connection).migrate(leaves).apps
    models = [old.get_model(label) for label in site["rows"]]
    with connection.constraint_checks_disabled(), transaction.atomic():
        for model in models:
            model._base_manager.all().delete()
            rows = site["rows"][model._meta.label_lower]
            model._base_manager.bulk_create([model(**parsed(model, row)) for row in rows])
        reset_sequences(models)


def parsed(model, row):
    return {
        field.attname: field.to_python(row[field.attname])
        if field.remote_field is None
        else row[field.attname]
        for field in written_fields(model)
    }


def reset_sequences(models):
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def changed(version):
    """The tables of that version that have lost or won rows: {label: (then, now)}, as JSON."""
    rows = json.loads(lzma.decompress(path_of(version).read_bytes()))["rows"]
    now = {model._meta.label_lower: model._base_manager.count() for model in stored_models(apps)}
    counts = {label: (len(was), now.get(label)) for label, was in rows.items()}
    print(json.dumps({label: two for label, two in counts.items() if two[0] != two[1]}))


def listed(browser, sitemap):
    """The paths that a sitemap, or an index of sitemaps, names."""
    text = browser.get(sitemap).content.decode()
    return [urlsplit(address).path for address in re.findall("<loc>(.*?)</loc>", text)]


def unanswered(_version):
    """The public pages in the sitemaps that do not answer, as JSON."""
    call_command("collectstatic", interactive=False, verbosity=0)
    browser = Client()
    pages = [
        page for sitemap in listed(browser, "/sitemap.xml") for page in listed(browser, sitemap)
    ]
    assert pages
    print(json.dumps([page for page in pages if browser.get(page).status_code != 200]))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filmsite.settings")
    django.setup()
    verbs = {"record": record, "load": load, "changed": changed, "unanswered": unanswered}
    verbs[sys.argv[1]](sys.argv[2])
