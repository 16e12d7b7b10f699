"""Following a thread without a word in it."""

import pytest

from comments.models import Subscription
from mail.models import OutgoingEmail, Recipient
from tests.builders import a_user
from tests.comments.builders import a_comment, a_review_with
from tests.mail.builders import a_follower, an_address, leave_path, links, path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return a_comment(a_review_with()).discussion.review


def follow(client, review, email="ada@readers.example", cadence="at_once", headers=None, **fields):
    address = f"/reviews/{review.slug}/comments/follow/"
    return client.post(address, {"email": email, "cadence": cadence} | fields, headers=headers)


def test_it_works(client, review):
    assert 'name="email"' in client.get(f"/reviews/{review.slug}/comments/follow/").content.decode()
    assert follow(client, review, "Ada@Readers.example").status_code == 200
    subscription = Subscription.objects.get()
    assert (
        subscription.recipient.email,
        subscription.discussion.review,
        subscription.confirmed_at,
    ) == (
        "ada@readers.example",
        review,
        None,
    )
    assert OutgoingEmail.objects.get().kind == "confirm"


def test_a_thread_without_a_word_can_be_followed(client):
    assert follow(client, a_review_with()).status_code == 200
    assert Subscription.objects.exists()


def test_a_known_and_an_unknown_address_get_the_same_answer(client, review):
    an_address("known@readers.example")
    an_address("silent@readers.example", unsubscribed_at="2026-01-01T00:00Z")
    answers = [
        follow(client, review, f"{name}@readers.example")
        for name in ("new", "new", "known", "known", "silent")
    ]
    assert len({(answer.status_code, answer.content) for answer in answers}) == 1


def test_a_stranger_cannot_make_a_known_address_follow(client, review):
    an_address("known@readers.example")
    follow(client, review, "known@readers.example")
    assert Subscription.objects.get().confirmed_at is None


def test_a_stranger_cannot_change_a_subscription(client, review):
    an_address("known@readers.example").subscriptions.create(
        discussion=review.discussion, confirmed_at="2026-01-01T00:00Z", cadence="daily"
    )
    follow(client, review, "known@readers.example")
    assert Subscription.objects.get().cadence == "daily" and not OutgoingEmail.objects.exists()


def test_a_known_hand_follows_at_once(client, review):
    client.post(path_of(links.confirm_url(an_address("ada@readers.example"))))
    assert "You will get an e-mail" in follow(client, review, replies="on").content.decode()
    assert {row.discussion for row in Subscription.objects.exclude(confirmed_at=None)} == {
        None,
        review.discussion,
    }
    assert not OutgoingEmail.objects.exists()


def test_a_known_hand_is_known_for_one_address(client, review):
    client.post(path_of(links.confirm_url(an_address("ada@readers.example"))))
    follow(client, review, "bo@readers.example")
    assert Subscription.objects.get().confirmed_at is None


def test_a_member_whose_address_is_verified_follows_at_once(client, review):
    remy = a_user("remy")
    remy.emailaddress_set.create(email=remy.email, verified=True, primary=True)
    client.force_login(remy)
    assert remy.email in client.get(f"/reviews/{review.slug}/comments/follow/").content.decode()
    follow(client, review, remy.email)
    assert Subscription.objects.get().confirmed_at
    assert Recipient.objects.confirmed_among([remy.email])


def test_a_member_whose_address_is_not_verified_is_asked(client, review):
    remy = a_user("remy")
    client.force_login(remy)
    follow(client, review, remy.email)
    assert Subscription.objects.get().confirmed_at is None


def test_another_site_cannot_send_it(client, review):
    assert follow(client, review, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert not Subscription.objects.exists()


def test_a_machine_falls_into_the_trap(client, review):
    assert follow(client, review, fax="1").status_code == 422
    assert not Recipient.objects.exists()


def test_one_network_cannot_have_letters_sent_to_many(client, review):
    codes = [
        follow(client, review, f"r{number}@readers.example").status_code for number in range(12)
    ]
    assert codes == [200] * 10 + [429] * 2
    assert OutgoingEmail.objects.count() == 10


@pytest.mark.parametrize("email", ["", "no address", "a@b\r\nBcc: c@d.example"])
def test_what_is_no_address_is_refused(client, review, email):
    assert follow(client, review, email).status_code == 422


def test_a_draft_cannot_be_followed(client):
    assert follow(client, a_review_with(published=False)).status_code == 404


# Who ended all e-mails, and asks for some again


def test_a_known_hand_that_ended_all_letters_gets_those_it_asks_for_again(client, review):
    old = a_comment(a_review_with()).discussion
    ada = a_follower(old, "ada@readers.example").recipient
    client.post(path_of(links.confirm_url(ada)))
    client.post(leave_path(ada, "all"))
    assert "You will get an e-mail" in follow(client, review).content.decode()
    told = a_comment(review, "Iris Vale")
    a_comment(old.review, "Iris Vale")
    assert OutgoingEmail.objects.get().key == f"comment:{told.pk}"


def test_a_subscription_that_is_confirmed_ends_the_silence(client, review):
    follow(client, review)
    ada = Recipient.objects.get()
    ada.unsubscribe_all()
    subscription = Subscription.objects.get()
    client.post(path_of(links.confirm_url(ada)), {"subscriptions": [subscription.pk]})
    assert list(Subscription.objects.active()) == [subscription]


def test_a_stranger_does_not_end_the_silence(client, review):
    ada = an_address("ada@readers.example", unsubscribed_at="2026-01-01T00:00Z")
    follow(client, review)
    ada.refresh_from_db()
    assert ada.unsubscribed_at


def test_who_confirmed_a_subscription_is_led_on(client, review):
    follow(client, review)
    subscription = Subscription.objects.get()
    html = client.post(
        path_of(links.confirm_url(subscription.recipient)), {"subscriptions": subscription.pk}
    ).content.decode()
    assert f'href="{review.get_absolute_url()}"' in html and "/comments/e-mails/" in html


def test_a_daily_subscription_is_answered_as_one(client, review):
    client.post(path_of(links.confirm_url(an_address("ada@readers.example"))))
    assert "daily summary" in follow(client, review, cadence="daily").content.decode()
