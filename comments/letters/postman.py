"""Who takes letters out of the outbox: at least once each, with any number of postmen at work."""

import logging
from collections import Counter
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from threading import Thread, main_thread
from time import monotonic, sleep

from django.core.mail import get_connection
from django.db import DatabaseError, InterfaceError, close_old_connections, connections, transaction

from comments.models import Address, Letter, News
from comments.privacy import purge_bans, purge_comments, purge_expired, purge_networks

from .writing import compose

log = logging.getLogger(__name__)

POLL = 2  # seconds between two looks into the outbox
TIDY_EVERY = 3600  # seconds
LONGEST_WAIT = 300  # seconds until a mail server that did not answer is asked again
KEPT = timedelta(days=30)  # how long it can be seen that a letter went out
STUCK = (
    900  # seconds without a sign of life; a mail server that answers may take minutes over a letter
)
MANY_FAILURES = 5  # in a row, some minutes of trying

running = None  # the postman of this process, and his thread


class MailServerDown(OSError):
    """The mail server takes nothing now; all letters wait, and none of them is blamed."""


def send_due(stopped=lambda: False):
    """Send what is due until nothing is, or until stopped; how many were sent, dropped, kept and
    given up.
    """
    count = Counter()
    if not Letter.objects.due().exists():
        return count
    server = get_connection()
    try:
        server.open()
    except (
        Exception
    ) as error:  # whatever a server that is gone, frozen or none at all makes smtplib raise
        raise MailServerDown(str(error)) from error
    try:
        while not stopped() and (letter := Letter.objects.claim()):
            count[deliver(letter, server)] += 1
    finally:
        _hang_up(server)
    return count


def _hang_up(server):
    """Say goodbye; what the server answers to that changes nothing."""
    try:
        server.close()
    except Exception as error:
        log.info("The mail server did not say goodbye: %s", type(error).__name__)


def deliver(letter, server):
    """Hand one letter to the server; its status then. MailServerDown where the server hung up."""
    try:
        mail = compose(letter)
        if mail is None:
            letter.note_dropped()
        else:
            server.send_messages([mail])
            letter.note_sent()
    except (DatabaseError, InterfaceError):
        raise
    except Exception as error:  # whatever is wrong with one letter, the others go out
        log.warning(
            "E-mail %d was not sent: %s", letter.pk, type(error).__name__
        )  # its words may hold an address
        letter.note_failure(one_line_of(error))
        if isinstance(error, SMTPServerDisconnected | ConnectionError | TimeoutError):
            raise MailServerDown(str(error)) from error
    return letter.status


def one_line_of(error):
    """An error for a log: what it is and says, as one line of plain signs."""
    return ascii(f"{type(error).__name__}: {error}")[1:-1][:300]


def write_digests():
    """Owe a digest to each address whose news have waited for a day."""
    for pk in list(News.objects.addresses_due()):
        with transaction.atomic():
            news = News.objects.select_for_update(skip_locked=True, of=["self"]).select_related(
                "address"
            )
            rows = list(news.filter(address=pk).order_by("pk"))
            if rows:
                keys = [row.comment_id for row in rows]
                Letter.objects.create(
                    kind="digest", to=rows[0].address.email, context={"comments": keys}
                )
                News.objects.filter(pk__in=[row.pk for row in rows]).delete()


def tidy():
    """Delete what need not be kept: old letters, addresses whose owners never answered, old refused
    texts.
    """
    Letter.objects.kept_too_long(KEPT).delete()
    Address.objects.forgotten(KEPT).delete()
    purge_comments()
    purge_bans()
    purge_networks()
    purge_expired()


class Postman:
    """Looks into the outbox until told to stop, through whatever goes wrong; `failures` counts
    those in a row.
    """

    def __init__(self, stopped, chores=()):
        self.is_stopped, self.chores = stopped, chores
        self.failures = 0
        self.tidied_at = None
        self.seen_at = monotonic()

    def stopped(self):
        """Asked between any two letters and naps, so it tells that this one is alive as well."""
        self.seen_at = monotonic()
        return self.is_stopped()

    def work(self):
        while not self.stopped():
            done = [self.attempt(task) for task in (self.tidy, write_digests, self.send)]
            self.failures = 0 if all(done) else self.failures + 1
            self.rest(min(POLL * 2 ** min(self.failures, 10), LONGEST_WAIT))
        connections.close_all()

    def attempt(self, task):
        """Do one of the tasks; whether it went well. No error of one ends the others, or the
        thread.
        """
        try:
            close_old_connections()
            task()
        except Exception as error:
            if not self.failures:
                log.warning("E-mails wait: %s", one_line_of(error))
            return False
        return True

    def tidy(self):
        if self.tidied_at is None or monotonic() - self.tidied_at > TIDY_EVERY:
            self.tidied_at = monotonic()  # also where it fails: it is not to hold up the letters
            for chore in (tidy, *self.chores):
                chore()

    def send(self):
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
    global running
    postman = Postman(lambda: not main_thread().is_alive(), chores)
    thread = Thread(target=postman.work, name="postman")
    thread.start()
    running = postman, thread
    return thread


def problem():
    """A sentence where e-mail stands still, else nothing; asks the database."""
    if running:
        postman, thread = running
        if not thread.is_alive():
            return "E-mail stands still: its worker has ended."
        if monotonic() - postman.seen_at > STUCK:
            return "E-mail stands still: its worker is stuck."
        if postman.failures >= MANY_FAILURES:
            return f"E-mail stands still: the worker failed {postman.failures} times in a row."
    return "E-mail stands still: it is due and none leaves." if Letter.objects.stand_still() else ""
