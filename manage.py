#!/usr/bin/env python3
"""Django's command line for filmsite."""

import os
import sys


def main():
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filmsite.settings")
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell has it for Ctrl-C; no traceback for a key pressed


if __name__ == "__main__":
    main()
