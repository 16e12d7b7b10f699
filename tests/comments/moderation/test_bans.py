"""Whom a ban meets: the account, its addresses, a network, and who returns after an erasure."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError
from django.utils import timezone

from comments.actions import ban as bans
from comments.models import Ban, TrustedAuthor
from comments.privacy.data_subject import export
from comments.privacy.erasure import erase
from tests.builders import a_user
from tests.comments.builders import (
    a_moderator,
    a_pending_comment,
    a_review_with,
    a_submitted_comment,
)
from tests.comments.privacy.builders import dump

pytestmark = pytest.mark.django_db
TOM, SECOND = "tom@readers.example", "grump@readers.example"


def until(days=7):
    return timezone.now() + timedelta(days=days)


def received(*, proved=True, **fields):
    """A new comment; `proved` says whether its author showed that the address is theirs."""
    return a_submitted_comment(a_review_with(), owns_email=proved, **fields)


@pytest.fixture
def tom(db):
    """A banned member with two addresses."""
    user = a_user("tom", first_name="Tom", last_name="Grump")
    user.email = "Tom@readers.example"
    user.save()
    EmailAddress.objects.create(user=user, email=TOM, verified=True, primary=True)
    EmailAddress.objects.create(user=user, email=SECOND, verified=True)
    sent = a_pending_comment(a_review_with(), user=user, email="", name="Tom Grump")
    bans.ban(sent, a_moderator(), until=until(), reason="Insults.")
    return user


@pytest.mark.parametrize("email", [TOM, SECOND])
def test_a_banned_member_is_refused_as_a_guest(tom, email):
    sent = received(name="Nobody", email=email)
    assert sent.status == "rejected" and "Insults." in sent.reason


@pytest.mark.parametrize("email", [TOM, SECOND])
def test_who_merely_typed_the_address_of_a_banned_member_is_held(tom, email):
    sent = received(name="Nobody", email=email, proved=False)
    assert (sent.status, sent.rule) == ("pending", "banned")


def test_an_address_that_a_banned_member_did_not_confirm_is_not_theirs(tom):
    EmailAddress.objects.create(user=tom, email="remy@readers.example")
    assert received().status == "approved"


def test_another_member_is_not_met(tom):
    assert received(user=a_user("remy"), email="").status == "approved"


def test_a_ban_is_found_in_one_query(tom, django_assert_num_queries):
    sent = a_pending_comment(a_review_with(), email=SECOND, network="f" * 64)
    with django_assert_num_queries(1):
        assert Ban.objects.matching(sent, sent.network).names_author


def test_a_longer_ban_of_the_network_does_not_hide_that_of_the_hand(tom):
    Ban.objects.create(network="f" * 64, name="Another", until=until(30), reason="Rude.")
    assert received(name="Nobody", email=TOM, network="f" * 64).status == "rejected"


@pytest.mark.parametrize("email", [TOM, SECOND])
def test_after_an_erasure_a_ban_keeps_nothing_personal_and_meets_the_same_addresses(tom, email):
    erase(tom)
    left = dump()
    assert not [trace for trace in (TOM, SECOND, "Grump") if trace in left]
    again = received(name="Nobody", email=email)
    assert again.status == "rejected" and "Insults." in again.reason


def test_a_new_account_at_an_erased_address_is_refused(tom):
    erase(tom)
    user = a_user("tom2")
    user.email = "TOM@readers.example"
    user.save()
    assert received(user=user, email="").status == "rejected"


def test_a_ban_that_is_over_goes_with_the_erasure(tom):
    Ban.objects.update(until=until(-1))
    erase(tom)
    assert not Ban.objects.exists()


def test_the_ban_of_an_erased_person_is_lifted_as_any_other(tom):
    sent = Ban.objects.get().comment
    erase(tom)
    bans.unban(sent, a_moderator("mark"))
    assert received(name="Nobody", email=TOM).status == "approved"


def test_an_erased_person_still_learns_of_the_ban(tom):
    erase(tom)
    assert [ban["reason"] for ban in export(TOM)["bans"]] == ["Insults."]


def test_a_ban_names_somebody(db):
    with pytest.raises(IntegrityError):
        Ban.objects.create(name="Nobody", until=until(), reason="Rude.")


def test_trust_ends_under_the_name_in_any_script():
    review, mona = a_review_with(), a_moderator()
    first = a_submitted_comment(review, owns_email=True, email=SECOND, name="ÉLODIE Faure")
    bans.trust(first, mona)
    bans.distrust(
        a_submitted_comment(review, owns_email=True, email=SECOND, name="élodie Faure"), mona
    )
    assert not TrustedAuthor.objects.exists()
