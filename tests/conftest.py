"""What every test stands on: plain static files, a media folder of its own, an empty cache."""

import pytest


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
