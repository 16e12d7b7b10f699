"""A member's own page, and the badge that a moderator gives to a name."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from accounts.models import MemberProfile
from comments.actions import moderate, verify
from comments.models import Comment
from tests.builders import a_review
from tests.comments.builders import a_comment, a_moderator, a_pending_comment

from .builders import a_member

pytestmark = pytest.mark.django_db


def admin_browser(user=None):
    client = Client()
    client.force_login(user or a_moderator())
    return client


def act(client, action, profile, shown=None):
    path = reverse("admin:accounts_memberprofile_changelist")
    sent = {"action": action, "_selected_action": [profile.pk]}
    return client.post(path, sent | {f"name-{profile.pk}": shown or profile.name}, follow=True)


def test_it_works(browser):
    answer = browser.get("/me/")
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    assert (
        "Remy Adler" in answer.content.decode() and "remy@films.example" in answer.content.decode()
    )


def test_a_stranger_is_sent_to_the_sign_in(client):
    assert client.get("/me/").url == "/login/?next=/me/"


def test_a_name_that_nobody_can_see_is_refused(browser, remy):
    assert browser.post("/me/name/", {"name": "\u3164\u3164"}).status_code == 422
    remy.refresh_from_db()
    assert remy.get_full_name() == "Remy Adler"


def test_one_sees_one_s_comments_with_their_states(browser, remy):
    review = a_review()
    a_comment(review, user=remy, body="On *the* page.")
    a_pending_comment(review, user=remy, body="Waiting words.")
    moderate.reject(
        a_pending_comment(review, user=remy, body="Refused words."),
        a_moderator(),
        "Off the subject.",
    )
    a_comment(review, body="Of somebody else.")
    html = browser.get("/me/").content.decode()
    assert "On the page." in html and ">Published<" in html
    assert "Waiting words." in html and "Of somebody else." not in html
    assert (
        "Reason: Off the subject." in html
        and "Waiting for a moderator" in html
        and "Not published" in html
    )


def test_the_page_costs_the_same_with_any_number_of_comments(
    browser, remy, django_assert_max_num_queries
):
    review = a_review()
    for number in range(30):
        a_comment(review, user=remy, body=f"Thought {number}.")
    with django_assert_max_num_queries(16):
        assert browser.get("/me/").content.decode().count("Thought") == 20


def test_the_next_comment_carries_the_new_name(browser, remy):
    before = a_comment(a_review(), "Remy Adler", user=remy)
    browser.post("/me/name/", {"name": "Remy  van den Berg"})
    remy = User.objects.get()
    assert remy.get_full_name() == "Remy van den Berg" and remy.last_name == "Berg"
    assert Comment.objects.get(pk=before.pk).name == "Remy Adler"


def test_a_name_of_one_word_stays_one_word(browser):
    browser.post("/me/name/", {"name": "Sukarno"})
    assert User.objects.get().get_full_name() == "Sukarno"


def test_a_name_that_nobody_sees_is_refused(browser):
    assert browser.post("/me/name/", {"name": "\u200b\u202e."}).status_code == 422
    assert User.objects.get().get_full_name() == "Remy Adler"


def test_a_moderator_verifies_a_name_and_its_comments_get_the_badge(browser, remy):
    review = a_review()
    a_comment(review, "Remy Adler", user=remy)
    browser.post("/me/name/verify/")
    profile = MemberProfile.objects.get()
    assert profile.asked_at
    mona = a_moderator()
    act(admin_browser(mona), "verify", profile)
    profile.refresh_from_db()
    assert profile.is_verified and profile.verified_by == mona and profile.asked_at is None
    assert Comment.objects.get().verified
    assert a_comment(review, "Remy Adler", user=remy).verified


def test_a_name_that_the_moderator_did_not_see_is_not_verified(browser, remy):
    profile, mona = MemberProfile.objects.get_or_create_for(remy), admin_browser()
    listed = mona.get(reverse("admin:accounts_memberprofile_changelist")).content.decode()
    assert f'name="name-{profile.pk}" value="Remy Adler"' in listed
    browser.post("/me/name/", {"name": "Agnès Varda"})
    answer = act(mona, "verify", MemberProfile.objects.get(), shown="Remy Adler")
    assert "another name by now" in answer.content.decode()
    assert not MemberProfile.objects.get().verified_name


def test_the_badge_is_for_that_name_alone(browser, remy):
    profile = MemberProfile.objects.get_or_create_for(remy)
    verify.verify(profile, a_moderator())
    browser.post("/me/name/", {"name": "Iris Vale"})
    profile = MemberProfile.objects.get()
    assert not profile.is_verified
    assert not a_comment(a_review(), "Iris Vale", user=remy).verified


def test_a_guest_of_the_same_name_wears_no_badge(remy):
    verify.verify(MemberProfile.objects.get_or_create_for(remy), a_moderator())
    assert not a_comment(a_review(), "Remy Adler").verified


def test_a_badge_is_taken_back_from_comments_as_well(remy):
    comment = a_comment(a_review(), "Remy Adler", user=remy)
    profile = MemberProfile.objects.get_or_create_for(remy)
    verify.verify(profile, a_moderator())
    act(admin_browser(User.objects.get(username="mona")), "unverify", profile)
    profile.refresh_from_db()
    comment.refresh_from_db()
    assert not profile.is_verified and not comment.verified


def test_a_badge_changes_the_page_of_the_thread(remy):
    review = a_review()
    a_comment(review, "Remy Adler", user=remy)
    before = Client().get(review.get_absolute_url())
    verify.verify(MemberProfile.objects.get_or_create_for(remy), a_moderator())
    after = Client().get(review.get_absolute_url(), headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200 and after.content.count(b"verified") > before.content.count(
        b"verified"
    )


def test_the_admin_shows_moderators_no_address(remy):
    MemberProfile.objects.get_or_create_for(remy)
    answer = admin_browser().get(reverse("admin:accounts_memberprofile_changelist"))
    assert "Remy Adler" in answer.content.decode() and "remy@" not in answer.content.decode()


def test_nobody_else_verifies_names(remy):
    from tests.builders import a_user

    profile = MemberProfile.objects.get_or_create_for(remy)
    for user in (remy, a_user("sam", is_staff=True)):
        act(admin_browser(user), "verify", profile)
    profile.refresh_from_db()
    assert not profile.is_verified


def test_who_signs_in_is_on_the_moderators_list(client):
    from .builders import sign_in

    a_member("nora", "Nora Lind")
    sign_in(client, "nora@films.example")
    assert MemberProfile.objects.get().name == "Nora Lind"


def test_a_member_chooses_emails(browser):
    answer = browser.post("/me/e-mails/")
    assert browser.get(answer.url).status_code == 200


def test_a_member_of_two_addresses_chooses_for_the_one_that_e_mails_go_to(browser, remy):
    remy.emailaddress_set.update(primary=False)
    EmailAddress.objects.create(user=remy, email="new@films.example", verified=True, primary=True)
    page = browser.get(browser.post("/me/e-mails/").url).content.decode()
    assert "n…@films.example" in page and "r…@films.example" not in page


def test_emails_go_to_no_address_that_is_not_proved(browser, remy):
    remy.emailaddress_set.update(verified=False)
    assert browser.post("/me/e-mails/").url == "/me/"
