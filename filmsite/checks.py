"""Finds what is easily set wrong on one's own server, before a reader does."""

from ipaddress import ip_address

from django.conf import settings
from django.core.checks import Info, Tags, Warning, register
from django.http.request import validate_host
from django.utils.translation import gettext as _

from films.text_runs import missing_packages

from .environment import host_of, local_url


def found(is_wrong, message, hint, id, kind=Warning):
    return [kind(message, hint=hint, id=f"filmsite.{id}")] if is_wrong else []


@register(Tags.security)
def debug_in_public(app_configs, **kwargs):
    return found(
        settings.DEBUG and settings.HTTPS,
        _("DEBUG is on while SITE_URL is a public address."),
        _("Remove DEBUG: its error pages show the site’s settings and code to every reader."),
        "W001",
    )


@register()
def address_of_this_machine(app_configs, **kwargs):
    """Feeds, sitemaps and e-mails would point other machines to themselves."""
    is_outside = not ip_address(settings.HOST).is_loopback
    return found(
        is_outside and local_url("127.0.0.1", settings.PORT) == settings.SITE_URL,
        _("The site accepts connections from other machines, but SITE_URL is %(url)s.")
        % {"url": settings.SITE_URL},
        _("Set SITE_URL to the address that readers type: feeds, the sitemap and e-mails use it."),
        "W002",
    )


@register()
def https_without_proxy(app_configs, **kwargs):
    return found(
        settings.HTTPS and not settings.TRUST_PROXY,
        _(
            "SITE_URL is an https address, but TRUST_PROXY is off, "
            "so every page will redirect to itself."
        ),
        _(
            "Set TRUST_PROXY=true and let the proxy send X-Forwarded-Proto, "
            "as docs/operating.md shows."
        ),
        "W003",
    )


@register()
def own_host_allowed(app_configs, **kwargs):
    host = host_of(settings.SITE_URL)
    return found(
        not settings.DEBUG and not validate_host(host, settings.ALLOWED_HOSTS),
        _("ALLOWED_HOSTS does not name the host of SITE_URL, so its readers will get error 400."),
        _("Add %(host)s to ALLOWED_HOSTS, or leave ALLOWED_HOSTS out.") % {"host": host},
        "W004",
    )


@register(deploy=True)
def email_is_sent(app_configs, **kwargs):
    return found(
        "smtp" not in settings.EMAIL_BACKEND,
        _("No mail server is set, so the site sends no e-mail."),
        _("Set EMAIL_URL, for example to smtp+tls://user:password@mail.example:587."),
        "W005",
    )


@register()
def fonts_of_all_scripts(app_configs, **kwargs):
    packages = missing_packages()
    return found(
        packages,
        _(
            "Title cards are complete only in Latin, Greek and Cyrillic, because fonts or a text "
            "layout library are missing."
        ),
        _("On Debian: apt install %(packages)s") % {"packages": " ".join(packages)},
        "I001",
        Info,
    )
