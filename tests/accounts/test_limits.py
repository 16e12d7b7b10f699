"""How often one may try; counted for all workers together."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import caches

from .builders import PASSWORD, a_member, is_in, sent_emails, sign_in, sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def tries(monkeypatch):
    """One entry for each password that reaches the hasher."""
    found, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: found.append(1) or encode(*given)
    )
    return found


def test_a_guesser_reaches_the_hasher_a_few_times(client, tries):
    a_member()
    tries.clear()
    for number in range(40):
        sign_in(client, "remy@films.example", f"guess {number}")
    assert 1 <= len(tries) <= 5


def test_a_guesser_of_many_accounts_is_slowed_as_well(client, tries):
    for number in range(40):
        sign_in(client, f"reader{number}@films.example", "guess")
    assert 1 <= len(tries) <= 10


def test_the_owner_still_gets_in_from_another_network(client):
    a_member()
    for number in range(8):
        sign_in(client, "remy@films.example", f"guess {number}", REMOTE_ADDR="203.0.113.9")
    sign_in(client, "remy@films.example", PASSWORD, REMOTE_ADDR="203.0.113.77")
    assert not is_in(client)
    sign_in(client, "remy@films.example", PASSWORD, REMOTE_ADDR="198.51.100.4")
    assert is_in(client)


def test_another_worker_or_a_restart_gives_no_new_tries(client, tries):
    a_member()
    for number in range(8):
        sign_in(client, "remy@films.example", f"guess {number}")
    caches["derived"].clear()  # what the next worker has in its memory
    tries.clear()
    sign_in(client, "remy@films.example", "guess")
    assert tries == []


def test_one_network_signs_up_a_few_members_only(client):
    answers = [sign_up(client, f"nora{number}@readers.example").status_code for number in range(7)]
    assert 429 in answers[5:] and 429 not in answers[:5]


def test_one_address_gets_a_few_emails_only(client):
    for _number in range(12):
        client.post("/account/login/code/", {"email": a_member_once().email})
    assert 1 <= len(sent_emails()) <= 5


def a_member_once():
    from django.contrib.auth.models import User

    return User.objects.filter(username="remy").first() or a_member()
