"""A value that cannot be meant stops the start with one sentence."""

import stat

import pytest

from filmsite import environment as env
from tests.commands import manage

pytestmark = pytest.mark.slow

BAD = [
    ("DEBUG", "maybe"),
    ("TRUST_PROXY", "2"),
    ("HSTS_SUBDOMAINS", "ja"),
    ("HOST", "films.example"),
    ("PORT", "http"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "²"),
    ("WORKERS", "0"),
    ("THREADS", "many"),
    ("SITE_URL", "films.example"),
    ("SITE_URL", "https://films.example/blog"),
    ("SITE_URL", "https://films.example:port"),
    ("SITE_URL", "https://edith@films.example"),
    ("SITE_URL", "https://"),
    ("SITE_URL", "ftp://films.example"),
    ("ALLOWED_HOSTS", "https://films.example"),
    ("ALLOWED_HOSTS", "films.example:8000"),
    ("SECRET_KEY", "hunter2"),
    ("SECRET_KEY", "a" * 60),
    ("DATABASE_URL", "oracle://edith@127.0.0.1/films"),
    ("DATABASE_URL", "filmsite.sqlite3"),
    ("DATABASE_URL", "postgres://edith:secret@127.0.0.1:port/films"),
    ("DATABASE_URL", "postgres://edith:secret@127.0.0.1"),
    ("DATABASE_URL", "sqlite://"),
    ("CACHE_URL", "memcache://127.0.0.1:11211"),
    ("CDN", "akamai://token@films"),
    ("CDN", "fastly"),
    ("CDN", "fastly://token"),
    ("CDN", "cloudflare://token@zone/films"),
    ("CDN", "varnish://127.0.0.1"),
    ("CDN", "varnish://127.0.0.1:6081/path"),
    ("EMAIL_URL", "mail.example"),
    ("EMAIL_URL", "smtp+tls://"),
    ("EMAIL_URL", "smtp://edith:secret@mail.example:port"),
    ("EMAIL_FROM", "the editors"),
    ("SECURITY_CONTACT", "the editors"),
    ("SECURITY_CONTACT", "http://films.example/security"),
    ("TIME_ZONE", "Mars/Olympus"),
    ("TIME_ZONE", "../UTC"),
    ("LANGUAGE_CODE", "klingon"),
    ("FIXTURES", "../films.json"),
    ("GOOGLE_CLIENT_ID", "films"),
    ("FACEBOOK_CLIENT_ID", "films"),
    ("X_CLIENT_ID", "films"),
    ("WORDPRESS_CLIENT_ID", "films"),
]


@pytest.fixture
def read(tmp_path):
    """Reads one variable as the settings do."""
    readers = {
        "HOST": lambda name: env.address(name, "127.0.0.1"),
        "PORT": lambda name: env.number(name, 8000, 1, 65_535),
        "WORKERS": lambda name: env.number(name, 1, 1, 64),
        "THREADS": lambda name: env.number(name, 4, 1, 64),
        "SITE_URL": lambda name: env.site_url(name, ""),
        "ALLOWED_HOSTS": lambda name: env.hosts(name, []),
        "SECRET_KEY": lambda name: env.secret_key(name, tmp_path),
        "DATABASE_URL": lambda name: env.database(name, tmp_path),
        "CACHE_URL": env.cache,
        "CDN": env.cdn,
        "EMAIL_URL": env.mail,
        "EMAIL_FROM": lambda name: env.mail_address(name, ""),
        "SECURITY_CONTACT": env.contact,
        "TIME_ZONE": lambda name: env.time_zone(name, "UTC"),
        "LANGUAGE_CODE": lambda name: env.language(name, "en", [("en", "English")]),
        "FIXTURES": lambda name: env.names(name, []),
        "GOOGLE_CLIENT_ID": env.keys,
        "FACEBOOK_CLIENT_ID": env.keys,
        "X_CLIENT_ID": env.keys,
        "WORDPRESS_CLIENT_ID": env.keys,
    }
    return lambda name: readers.get(name, env.flag)(name)


@pytest.mark.filterwarnings("ignore:SQLite URL contains host")
@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_stops_the_start(monkeypatch, read, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as stopped:
        read(name)
    sentence = stopped.value.code
    assert sentence.startswith(name)
    assert sentence.endswith(".") and "\n" not in sentence


@pytest.mark.parametrize("name", ["DATABASE_URL", "EMAIL_URL", "CACHE_URL", "CDN"])
@pytest.mark.parametrize("vendor", ["postgres", "fastly", "cloudflare"])
def test_no_sentence_repeats_a_password(monkeypatch, read, name, vendor):
    monkeypatch.setenv(name, f"{vendor}://edith:correct-horse@127.0.0.1:port/films")
    with pytest.raises(SystemExit) as stopped:
        read(name)
    assert "horse" not in stopped.value.code


@pytest.mark.parametrize("name", sorted({name for name, _ in BAD}))
def test_the_settings_read_every_name(tmp_path, name):
    """One bad value for each name, through the settings: exit code 1 and no traceback."""
    value = next(value for known, value in BAD if known == name)
    ended = manage("check", folder=tmp_path, **{name: value})
    assert ended.returncode == 1
    assert ended.stderr.startswith(name) and ended.stderr.count("\n") == 1


def test_a_dollar_is_a_letter_like_any_other(monkeypatch, tmp_path):
    key = "$HOME" + "0123456789" * 5
    monkeypatch.setenv("SECRET_KEY", key)
    assert env.secret_key("SECRET_KEY", tmp_path) == key


@pytest.mark.parametrize(("query", "seconds"), [("", 5), ("?connect_timeout=30", 30)])
def test_a_silent_postgres_is_given_up(monkeypatch, tmp_path, query, seconds):
    monkeypatch.setenv("DATABASE_URL", f"postgres://edith:secret@db.example/films{query}")
    found = env.database("DATABASE_URL", tmp_path)
    assert found["OPTIONS"] == {"connect_timeout": seconds, "tcp_user_timeout": 20_000}


def test_postgres_is_read_with_an_escaped_password(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://edith:$a%23b%40c@db.example:5433/films")
    found = env.database("DATABASE_URL", tmp_path)
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"]) == ("edith", "$a#b@c")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", 5433, "films")


def test_sqlite_lies_in_the_data_folder_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = tmp_path / "100 % films + comments"
    folder.mkdir()
    path = folder / "filmsite.sqlite3"
    assert env.database("DATABASE_URL", folder)["NAME"] == str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_redis_is_read_with_its_password(monkeypatch):
    monkeypatch.setenv("CACHE_URL", "redis://:secret@127.0.0.1:6379/1")
    found = env.cache("CACHE_URL")
    assert found["BACKEND"] == "core.redis_cache.FailSafeRedisCache"
    assert found["LOCATION"] == "redis://:secret@127.0.0.1:6379/1"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("fastly://to-ken@SU1Z0isx", ("fastly", ("to-ken", "SU1Z0isx"))),
        ("cloudflare://to_ken@023e105f", ("cloudflare", ("to_ken", "023e105f"))),
        ("varnish://10.0.0.5:6081", ("varnish", ("10.0.0.5:6081",))),
        ("varnish://[::1]:80,cache-2:6081", ("varnish", ("[::1]:80,cache-2:6081",))),
        ("", None),
    ],
)
def test_a_cdn_is_read(monkeypatch, value, read):
    monkeypatch.setenv("CDN", value)
    assert env.cdn("CDN") == read


def test_mail_is_read_with_tls(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://editors:$ecret@mail.example:587")
    found = env.mail("EMAIL_URL")
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == (
        "mail.example",
        587,
        True,
    )
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("editors", "$ecret")


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104
        ("::", "http://[::1]:8000"),
        ("192.0.2.7", "http://192.0.2.7:8000"),
    ],
)
def test_the_address_is_one_that_a_browser_can_open(host, url):
    assert env.local_url(host, 8000) == url


def test_a_secret_key_is_made_once_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    key = env.secret_key("SECRET_KEY", tmp_path)
    assert len(key) >= 64
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert env.secret_key("SECRET_KEY", tmp_path) == key
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_an_empty_secret_key_file_is_refused(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "secret_key").touch()
    with pytest.raises(SystemExit, match="delete it"):
        env.secret_key("SECRET_KEY", tmp_path)


def test_a_data_folder_that_cannot_be_made_is_refused(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / "var"))
    with pytest.raises(SystemExit, match="cannot be made"):
        env.data_dir("DATA_DIR", tmp_path)


def test_a_data_folder_that_cannot_be_written_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(SystemExit, match="is not writable"):
        env.data_dir("DATA_DIR", tmp_path)
