"""What every test stands on: plain static files, a media folder of its own, an empty cache."""

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def quiet_site(settings, tmp_path):
    """No hashed static files, quick passwords, pictures in a folder of the test's own."""
    from django.core.cache import caches

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    caches["derived"].clear()


@pytest.fixture(autouse=True)
def log_may_be_emptied(request):
    """Let tests with their own transactions empty every table, which the log's trigger refuses.

    Django makes the trigger again with the signal that follows.
    """
    marker = request.node.get_closest_marker("django_db")
    empties = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not (empties or (marker and marker.kwargs.get("transaction"))):
        yield
    else:
        request.getfixturevalue("transactional_db")  # so that this ends before it
        yield
        from django.db import connection

        from comments.append_only import drop_triggers

        drop_triggers(connection)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every table counts from a number of its own, above a thousand.

    PostgreSQL counts on from test to test, so a test that needs low numbers, or the same number
    in two tables, would fail one day in some order.
    """
    from django.apps import apps
    from django.db import models

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for number, model in enumerate(apps.get_models(include_auto_created=True), start=1):
            if isinstance(model._meta.pk, models.AutoField):
                table, column = model._meta.db_table, model._meta.pk.column
                start_ids_at(cursor, table, column, 1000 + 50 * number)


def start_ids_at(cursor, table, column, first):
    if connection.vendor == "postgresql":
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, column, first])
    else:
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first])
