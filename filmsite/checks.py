"""Finds what is easily set wrong on one's own server, before a reader does."""

from ipaddress import ip_address

from django.conf import settings
from django.core.checks import Info, Tags, Warning, register
from django.http.request import validate_host
from django.utils.translation import gettext as _

from films.text_runs import missing_packages

from .environment import host_of, local_url


@register(Tags.security)
def debug_in_public(app_configs, **kwargs):
    """W001: error pages with DEBUG show settings and code to everybody."""
    if not (settings.DEBUG and settings.HTTPS):
        return []
    return [
        Warning(
            _("DEBUG is on while SITE_URL is a public address."),
            hint=_(
                "Remove DEBUG: its error pages show the site’s settings and code to every reader."
            ),
            id="filmsite.W001",
        )
    ]


@register()
def address_of_this_machine(app_configs, **kwargs):
    """W002: feeds, sitemaps and letters would point other machines to themselves."""
    outside = not ip_address(settings.HOST).is_loopback
    if not (outside and local_url("127.0.0.1", settings.PORT) == settings.SITE_URL):
        return []
    return [
        Warning(
            _("The site accepts connections from other machines, but SITE_URL is %(url)s.")
            % {"url": settings.SITE_URL},
            hint=_(
                "Set SITE_URL to the address that readers type: feeds, the sitemap and e-mails use it."
            ),
            id="filmsite.W002",
        )
    ]


@register()
def https_without_proxy(app_configs, **kwargs):
    """W003: bin/serve speaks plain HTTP, so every page would redirect to itself for ever."""
    if not settings.HTTPS or settings.TRUST_PROXY:
        return []
    return [
        Warning(
            _(
                "SITE_URL is an https address, but TRUST_PROXY is off, so every page will redirect to itself."
            ),
            hint=_(
                "Set TRUST_PROXY=true and let the proxy send X-Forwarded-Proto, as docs/operating.md shows."
            ),
            id="filmsite.W003",
        )
    ]


@register()
def own_host_allowed(app_configs, **kwargs):
    """W004: every page would answer 400."""
    if settings.DEBUG or validate_host(host_of(settings.SITE_URL), settings.ALLOWED_HOSTS):
        return []
    return [
        Warning(
            _(
                "ALLOWED_HOSTS does not name the host of SITE_URL, so its readers will get error 400."
            ),
            hint=_("Add %(host)s to ALLOWED_HOSTS, or leave ALLOWED_HOSTS out.")
            % {"host": host_of(settings.SITE_URL)},
            id="filmsite.W004",
        )
    ]


@register(deploy=True)
def letters_leave(app_configs, **kwargs):
    """W005: letters to moderators and readers would end in the log."""
    if "smtp" in settings.EMAIL_BACKEND:
        return []
    return [
        Warning(
            _("No mail server is set, so the site sends no e-mail."),
            hint=_("Set EMAIL_URL, for example to smtp+tls://user:password@mail.example:587."),
            id="filmsite.W005",
        )
    ]


@register()
def fonts_of_all_scripts(app_configs, **kwargs):
    """I001: title cards as pictures would show boxes, or letters that do not join."""
    if not (packages := missing_packages()):
        return []
    return [
        Info(
            _(
                "Title cards are complete only in Latin, Greek and Cyrillic, because fonts or a text "
                "layout library are missing."
            ),
            hint=_("On Debian: apt install %(packages)s") % {"packages": " ".join(packages)},
            id="filmsite.I001",
        )
    ]
