"""Members, and how they sign in, as a browser would send it."""

import re

from allauth.account.models import EmailAddress
from django.core import mail

from mail import sending
from tests.builders import a_user

PASSWORD = "a good password"


def a_member(username="remy", name="Remy Adler", **fields):
    """A member whose address is confirmed; the password is `a good password`."""
    first, _blank, last = name.rpartition(" ")
    user = a_user(username, first_name=first, last_name=last, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client, login, password=PASSWORD, next_page="", **headers):
    return client.post(
        "/account/login/", {"login": login, "password": password, "next": next_page}, **headers
    )


def sign_up(client, email="nora@readers.example", name="Nora Lind", password=PASSWORD):
    return client.post("/account/signup/", {"name": name, "email": email, "password1": password})


def sent_emails():
    """All e-mails that were sent, once those that wait have been."""
    sending.send_due()
    return mail.outbox


def code_in_email():
    """The code of the last e-mail that was sent."""
    return re.search(r"^ {4}(\S+)$", sent_emails()[-1].body, re.MULTILINE)[1]


def is_in(client):
    return "_auth_user_id" in client.session
