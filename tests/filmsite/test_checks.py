"""Each system check speaks when it should, and a sound site hears nothing."""

import pytest
from django.core.checks import run_checks


def found(**kwargs):
    return [message.id for message in run_checks(**kwargs) if message.id.startswith("filmsite.")]


def test_it_is_quiet_on_this_machine(settings):
    assert found() == []


def test_it_is_quiet_in_production(settings):
    settings.SITE_URL, settings.HTTPS, settings.TRUST_PROXY = "https://films.example", True, True
    settings.ALLOWED_HOSTS = ["films.example"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert found(include_deployment_checks=True) == []


def test_debug_in_public_is_found(settings):
    settings.DEBUG = settings.HTTPS = settings.TRUST_PROXY = True
    assert found() == ["filmsite.W001"]


def test_an_address_of_this_machine_is_found(settings):
    settings.HOST = "0.0.0.0"  # noqa: S104
    assert found() == ["filmsite.W002"]


def test_https_without_a_proxy_is_found(settings):
    settings.HTTPS, settings.TRUST_PROXY = True, False
    assert found() == ["filmsite.W003"]


def test_a_host_that_is_not_allowed_is_found(settings):
    settings.SITE_URL = "http://films.example"
    assert found() == ["filmsite.W004"]


@pytest.mark.parametrize("backend", ["console", "dummy", "filebased"])
def test_emails_that_go_nowhere_are_found(settings, backend):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    assert found(include_deployment_checks=True) == ["filmsite.W005"]


def test_every_finding_has_a_hint(settings):
    settings.DEBUG = settings.HTTPS = True
    settings.TRUST_PROXY = False
    assert all(message.hint for message in run_checks() if message.id.startswith("filmsite."))
