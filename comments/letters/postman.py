"""Who takes letters out of the outbox: at least once each, with any number of postmen at work."""

import logging
from collections import Counter
from datetime import timedelta
from smtplib import SMTPException, SMTPServerDisconnected
from threading import Thread, main_thread
from time import monotonic, sleep

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.mail import get_connection
from django.db import DatabaseError, close_old_connections, connections, transaction
from django.utils import timezone

from comments.models import Address, Letter, News
from comments.privacy import forget_bans, forget_networks, forget_texts

from .writing import compose

log = logging.getLogger(__name__)

POLL = 2  # seconds between two looks into the outbox
TIDY_EVERY = 3600  # seconds
LONGEST_WAIT = 300  # seconds until a mail server that did not answer is asked again
KEPT = timedelta(days=30)  # how long it can be seen that a letter went out


class MailServerDown(OSError):
    """The mail server takes nothing now; all letters wait, and none of them is blamed."""


def send_due(stopped=lambda: False):
    """Send what is due until nothing is, or until stopped; how many were sent, dropped, kept and given up."""
    count = Counter()
    if not Letter.objects.due().exists():
        return count
    server = get_connection()
    try:
        server.open()
    except (OSError, SMTPException, ValueError) as error:  # ValueError: what answered speaks no SMTP
        raise MailServerDown(str(error)) from error
    try:
        while not stopped() and (letter := Letter.objects.claim()):
            count[deliver(letter, server)] += 1
    finally:
        hang_up(server)
    return count


def hang_up(server):
    """Whatever the server says to a goodbye, what it took is sent."""
    try:
        server.close()
    except Exception as error:
        log.warning("The mail server did not part well: %s", one_line_of(error))


def deliver(letter, server):
    """Hand one letter to the server; its status then. MailServerDown where the server hung up."""
    try:
        mail = compose(letter)
        if mail is None:
            letter.note_dropped()
        else:
            server.send_messages([mail])
            letter.note_sent()
    except DatabaseError:
        raise
    except Exception as error:  # whatever is wrong with one letter, the others go out
        log.warning("Letter %d was not sent: %s", letter.pk, type(error).__name__)  # its words may hold an address
        letter.note_failure(one_line_of(error))
        if isinstance(error, SMTPServerDisconnected | ConnectionError | TimeoutError):
            raise MailServerDown(str(error)) from error
    return letter.status


def is_outside(error):
    """Whether a mail server or database failed, and not our own code."""
    return isinstance(error, MailServerDown | DatabaseError)


def one_line_of(error):
    """An error for a log: what it is and says, as one line of plain signs."""
    return ascii(f"{type(error).__name__}: {error}")[1:-1][:300]


def write_digests():
    """Owe a digest to each address whose news have waited for a day."""
    for pk in list(News.objects.addresses_due()):
        with transaction.atomic():
            news = News.objects.select_for_update(skip_locked=True, of=["self"]).select_related("address")
            rows = list(news.filter(address=pk).order_by("pk"))
            if rows:
                keys = [row.comment_id for row in rows]
                Letter.objects.create(kind="digest", to=rows[0].address.email, context={"comments": keys})
                News.objects.filter(pk__in=[row.pk for row in rows]).delete()


def tidy():
    """Delete what need not be kept: old letters, addresses whose owners never answered, old refused texts."""
    Letter.objects.kept_too_long(KEPT).delete()
    Address.objects.forgotten(KEPT).delete()
    forget_texts()
    forget_bans()
    forget_networks()
    caches["counts"].tidy()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


class Postman:
    """Looks into the outbox until told to stop, through failures of mail server and database."""

    def __init__(self, stopped, chores=()):
        self.stopped, self.chores = stopped, (tidy, *chores)
        self.failures = 0
        self.tidied_at = None

    def work(self):
        while not self.stopped():
            try:
                close_old_connections()
                self.round()
                self.failures = 0
            except Exception as error:  # a thread that ends sends nothing for good
                if not self.failures:
                    log.warning("Letters wait: %s", one_line_of(error), exc_info=not is_outside(error))
                self.failures += 1
            self.rest(min(POLL * 2**self.failures, LONGEST_WAIT))
        connections.close_all()

    def round(self):
        """Everything that is to be done now."""
        if self.tidied_at is None or monotonic() - self.tidied_at > TIDY_EVERY:
            self.tidied_at = monotonic()
            for chore in self.chores:
                chore()
        write_digests()
        send_due(self.stopped)

    def rest(self, seconds):
        """Wait, but not for longer than a stop may take."""
        until = monotonic() + seconds
        while not self.stopped() and (left := until - monotonic()) > 0:
            sleep(min(left, 0.5))


def start(*chores):
    """A postman beside the requests of this process, who does these chores each hour as well.

    It ends with the process, after the letter in its hand.
    """
    thread = Thread(target=Postman(lambda: not main_thread().is_alive(), chores).work, name="postman")
    thread.start()
    return thread
