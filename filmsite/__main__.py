"""The server's own process, `python -m filmsite`: `manage.py serve` becomes it."""

import os
import signal

# First, since the server takes long to load: Ctrl-C meanwhile ends it without a traceback.
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filmsite.settings")

from .server import run  # noqa: E402

run()
