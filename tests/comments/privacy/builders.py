"""Builders of people who leave traces."""

import re

from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection

from jobs.base import repeating_tasks
from mail import sending
from tests.builders import a_user


def a_member(username="zora", first_name="Zora", last_name="Quillfeather"):
    """A member whose address is confirmed."""
    user = a_user(username, first_name=first_name, last_name=last_name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def prove(client, word="a good password"):
    """Give the password once more, as before an address changes."""
    return client.post(
        "/account/reauthenticate/", {"password": word, "next": "/comments/my-data/erase/"}
    )


def dump():
    """Everything in the database, as text."""
    with connection.cursor() as cursor:
        lines = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            lines += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(lines)


def links_mailed():
    """The links to one's data in the e-mails that are due now, after sending them."""
    sending.send_due()
    return [
        link
        for email in mail.outbox
        for link in re.findall(r"/comments/my-data/of/\S+/", email.body)
    ]


def purge_all():
    """What is done each hour."""
    for task in repeating_tasks():
        if task.func.__name__.startswith("purge"):
            task.call()
