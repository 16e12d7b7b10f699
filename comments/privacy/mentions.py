"""Rows that name an e-mail address among other words: admin log, account e-mails, sessions."""

import re

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Q

from mail.models import OutgoingEmail


def purge_mentions(emails):
    """Empty or delete every row that names one of these addresses, in any case."""
    if not emails:
        return
    pattern = _pattern_of(emails)
    log = LogEntry.objects.filter(_mentions(emails, "object_repr", "change_message"))
    entries = [row.pk for row in log if pattern.search(f"{row.object_repr}\n{row.change_message}")]
    LogEntry.objects.filter(pk__in=entries).update(object_repr="", change_message="")
    emailed = OutgoingEmail.objects.filter(kind="account").filter(
        _mentions(emails, "to", "context")
    )
    OutgoingEmail.objects.filter(
        pk__in=[row.pk for row in emailed if pattern.search(f"{row.to}\n{row.context}")]
    ).delete()
    # A browser that asked for a code has the address in its session, which is packed: each is
    # opened.
    sessions = Session.objects.iterator(chunk_size=500)
    named = [row.session_key for row in sessions if pattern.search(str(row.get_decoded()))]
    Session.objects.filter(session_key__in=named).delete()


def _pattern_of(emails):
    """Finds these addresses, but not longer ones that end or begin alike."""
    return re.compile(
        rf"(?<![\w.+-])(?:{'|'.join(map(re.escape, sorted(emails)))})(?![\w-]|\.\w)", re.IGNORECASE
    )


def _mentions(emails, *fields):
    found = Q()
    for field in fields:
        for email in emails:
            found |= Q(**{f"{field}__icontains": email})
    return found
