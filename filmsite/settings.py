"""Settings, all from the environment; docs/operating.md has a table of them and their defaults."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.conf.global_settings import LANGUAGES as KNOWN_LANGUAGES

from . import environment as env
from . import shared_services as shared
from .compression import add_static_headers

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.data_dir("DATA_DIR", BASE_DIR / "var")

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret_key("SECRET_KEY", DATA_DIR)
HOST = env.address("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, 1, 65_535)
WORKERS = env.number("WORKERS", 1, 1, 64)
THREADS = env.number("THREADS", 4, 1, 64)
SITE_URL = env.site_url("SITE_URL", env.local_url(HOST, PORT))
SITE_NAME = env.text("SITE_NAME", "Filmsite")
SITE_TAGLINE = env.text("SITE_TAGLINE", "Film criticism and conversation")
HTTPS = SITE_URL.startswith("https:")
ALLOWED_HOSTS = env.hosts(
    "ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]", env.host_of(SITE_URL)]
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "filmsite.admin_config.SiteAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
    "crispy_forms",
    "django_prose_editor",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.facebook",
    "allauth.socialaccount.providers.twitter_oauth2",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "filmsite",
    "core",
    "search",
    "jobs",
    "films",
    "site_settings",
    "reviews",
    "pages",
    "audio",
    "screenings",
    "outside",
    "mail",
    "error_reports",
    "accounts",
    "accounts.wordpress",
    "comments",
    "importer",
    "sampledata",
]
MIDDLEWARE = [
    "site_settings.current.CurrentSettings",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "filmsite.middleware.HeadersMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "site_settings.redirects.RedirectMiddleware",
    "filmsite.middleware.ExceptionMiddleware",
]
ROOT_URLCONF = "filmsite.urls"
WSGI_APPLICATION = "filmsite.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "filmsite.context.site",
            ],
        },
    },
]
CRISPY_TEMPLATE_PACK = "filmsite"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("filmsite",)
CRISPY_FAIL_SILENTLY = False

# Data. WAL with IMMEDIATE never answers “database is locked”; FULL keeps an
# acknowledged comment through a power cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-4000;"
        "PRAGMA journal_size_limit=27103364;PRAGMA temp_store=MEMORY;"
    ),
}
DATABASES = {
    "default": {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    | env.database("DATABASE_URL", DATA_DIR)
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
if replica := shared.replica("REPLICA_URL", DATABASES["default"]):
    DATABASES["replica"] = replica
    DATABASE_ROUTERS = ["core.replica.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURES = env.names("FIXTURES", ["site", "vocabulary", "films", "reviews", "comments", "pages"])

# What allauth counts is in the database, so that sign-ins need no cache server; what can be made
# again is not.
CACHES = {"default": {"BACKEND": "core.caches.DatabaseCache"}, "derived": env.cache("CACHE_URL")}

# A CDN in front
CDN = env.cdn("CDN")

# Backups
BACKUP_DIR = env.folder("BACKUP_DIR")
BACKUP_HOURS = env.number("BACKUP_HOURS", 24, 1, 8_760)
BACKUP_KEEP = env.number("BACKUP_KEEP", 14, 1, 10_000)

# Mail
vars().update(env.mail("EMAIL_URL"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.mail_address(
    "EMAIL_FROM", f"filmsite@{urlsplit(SITE_URL).hostname}"
)

# Comments
GUEST_FLOOD = env.number("GUEST_FLOOD", 60, 1, 1_000_000)
RETENTION_DAYS = env.number("RETENTION_DAYS", 180, 30, 36_500)
AKISMET_KEY = env.text("AKISMET_KEY")
AKISMET_URL = env.site_address("AKISMET_URL", "https://rest.akismet.com/1.1/comment-check")
ALTCHA = env.flag("ALTCHA")

# Reading
OFFLINE_READING = env.flag("OFFLINE_READING")

# People
EDITOR_EMAIL = env.mail_address("EDITOR_EMAIL").lower()
SECURITY_CONTACT = env.contact("SECURITY_CONTACT")
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    f"django.contrib.auth.hashers.{name}PasswordHasher"
    for name in ("Argon2", "PBKDF2", "PBKDF2SHA1", "BCryptSHA256", "Scrypt")
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "accounts.passwords.LeakedPasswordValidator"},
    {"NAME": "accounts.passwords.SiteWordsValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapters.MemberAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}  # the first editor has a user name alone
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # without a password a code by e-mail is the way in
# Adds the name to both ways of signing up.
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignUpName"
ACCOUNT_FORMS = {
    "login": "accounts.allauth_forms.SignInForm",
    "signup": "accounts.allauth_forms.SignUpForm",
    "request_login_code": "accounts.allauth_forms.SignInCodeForm",
    "reset_password": "accounts.allauth_forms.PasswordResetForm",
    "add_email": "accounts.allauth_forms.AddressForm",
    "change_email": "accounts.allauth_forms.AddressForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # makes known and unknown addresses answer alike
# A code works in the one browser that asked; a link in any.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# Made for a stranger as for a member, but never sent: see MemberAdapter.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # an e-mail when a password, an address or a passkey changes
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_CHANGE_EMAIL = True  # one address a member; the new one counts once it is confirmed
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Seconds: long enough for an e-mail to outlive a killed worker or a mail server that says “later”.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before an address changes, as before a passkey does
ACCOUNT_SESSION_REMEMBER = True  # for two weeks; the list of sessions ends them sooner
ACCOUNT_RATE_LIMITS = {
    "confirm_email": "1/30s/key,5/d/key",  # e-mails to one address that nobody has proved
    # How many go to one address in a day is counted by accounts.limits, apart for the
    # owner's browsers.
    "request_login_code": "20/m/ip",
    "reset_password": "20/m/ip",
    "signup": "5/m/ip,30/d/ip",
}
MFA_SUPPORTED_TYPES = ["webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow it for http://localhost alone
MFA_FORMS = {"add_webauthn": "accounts.allauth_forms.AddPasskeyForm"}
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_FORMS = {"disconnect": "accounts.allauth_forms.RemoveForm"}
# A newcomer sees and may correct the name that comments will carry.
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_PROVIDERS = env.providers(
    google=env.keys("GOOGLE_CLIENT_ID"),
    facebook=env.keys("FACEBOOK_CLIENT_ID"),
    twitter_oauth2=env.keys("X_CLIENT_ID"),
    wordpress=env.keys("WORDPRESS_CLIENT_ID"),
    openid_connect=env.openid("OIDC_URL"),
)

# Language and time
LANGUAGE_CODE = env.language("LANGUAGE_CODE", "en-gb", KNOWN_LANGUAGES)
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": shared.media_storage("MEDIA_STORAGE"),
    "staticfiles": {"BACKEND": "filmsite.storage.SiteStaticFilesStorage"},
}
AUDIO_MB = env.number("AUDIO_MB", 200, 1, 2_000)
MEDIA_ACCEL = env.location("MEDIA_ACCEL", "MEDIA_STORAGE")
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
# A review form with sixty credits has some thousand fields; Django's own limit of 1,000 would
# refuse it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Icons that browsers ask for at the root; the names of all other files hold their digest.
WHITENOISE_ROOT = BASE_DIR / "filmsite/root"
WHITENOISE_MAX_AGE = 30 * 24 * 60 * 60
WHITENOISE_ADD_HEADERS_FUNCTION = add_static_headers
# Source maps are for developers' tools and take longer to compress than all else together.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    "jpg",
    "jpeg",
    "png",
    "gif",
    "webp",
    "avif",
    "woff2",
    "gz",
    "br",
    "zip",
    "map",
)

# Security
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/?$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# A choice, because browsers would refuse plain HTTP on every sub-domain for a year.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.flag("HSTS_SUBDOMAINS")
TRUST_PROXY = env.flag("TRUST_PROXY")
env.exposed_host(HOST, TRUST_PROXY)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "filmsite.posted.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers would print each line twice.
        "django": {"handlers": [], "level": "INFO" if DEBUG else "WARNING"},
        # Any stranger can ask for a page that is not there, or under another name.
        "django.request": {"level": "WARNING" if DEBUG else "ERROR"},
        "django.security": {"level": "WARNING" if DEBUG else "CRITICAL"},
    },
}
