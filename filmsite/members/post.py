"""Letters about log-ins leave beside the answer, which then takes as long for a stranger's address as for a member's.

They hold a code that is good for minutes, so they are not kept and tried again: its owner asks for another.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException

log = logging.getLogger(__name__)
_postmen = ThreadPoolExecutor(max_workers=2, thread_name_prefix="log-in-letters")


def send_soon(letter):
    """Hand a letter over and return at once."""
    _postmen.submit(send, letter)


def send(letter):
    """Send it now; a mail server that does not answer is noted in the log, without address or code."""
    try:
        letter.send()
    except (OSError, SMTPException) as error:
        log.warning("A letter about a log-in was not sent: %s", type(error).__name__)
