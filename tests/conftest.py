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
