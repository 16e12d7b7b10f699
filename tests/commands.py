"""Runs the project's commands as its users do, in a process with a bare environment."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(*words, folder, **environment):
    """The finished process; `folder` becomes its data folder, and output is text."""
    kept = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder)}
    return subprocess.run(
        [str(word) for word in words],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def manage(*words, folder, **environment):
    """`manage.py` with these words."""
    return run(sys.executable, "manage.py", *words, folder=folder, **environment)
