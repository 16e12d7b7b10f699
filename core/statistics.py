"""What the database knows of its own tables, by which it chooses its way to rows."""

from django.db import connection


def analyze() -> None:
    """Have the database look at how many rows there are.

    PostgreSQL does so by itself after a while. SQLite never does, and without it takes a list of
    all published reviews for a short one. Some hundred rows of each index are enough for it.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")
