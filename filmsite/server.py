"""Granian’s command line, with signals set right for the moments when it has no handlers of its own.

`manage.py serve` becomes this process: `python -m filmsite.server --interface=wsgi …`.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # prctl(2)


def at_birth():
    """What a worker needs that Granian does not see to.

    It inherits handlers that do nothing in it, and one still loading would outlive SIGTERM. Ctrl-C
    reaches it beside its parent's SIGTERM, and after both together it sometimes does not end. When its
    parent is killed it goes too, where the system can arrange that, instead of holding the port.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


if __name__ == "__main__":
    # Ctrl-C while the server loads ends it without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.register_at_fork(after_in_child=at_birth)

    from granian.cli import entrypoint

    entrypoint()
