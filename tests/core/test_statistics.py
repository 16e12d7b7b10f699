"""The database knows how many rows its tables have, and takes the short way to them."""

import pytest
from django.db import connection

from filmsite.tasks import update_statistics
from tests.builders import a_review

KNOWN = {
    "sqlite": "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'reviews_review'",
    "postgresql": "SELECT count(*) FROM pg_stats WHERE tablename = 'reviews_review'",
}


@pytest.mark.django_db
def test_it_works():
    a_review()
    update_statistics.func()
    with connection.cursor() as cursor:
        cursor.execute(KNOWN[connection.vendor])
        assert cursor.fetchone()[0] > 0
