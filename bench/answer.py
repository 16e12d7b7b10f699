"""Fills a site, then answers requests that come in as lines of JSON. Started by sites.py."""

import json
import os
import sys
import time

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

CLIENT = Client(
    headers={"accept-encoding": "gzip"}, SERVER_NAME="127.0.0.1", raise_request_exception=False
)


def fill(sample):
    """Tables, static files, and the fixtures or sample data."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    if sample:
        from around import fill as fill_around

        call_command("make_sample_data", *sample, stdout=sys.stderr)
        fill_around()
    else:
        call_command("loaddata", *settings.FIXTURES, verbosity=0)


def answer(address, times):
    """What a page costs. The first request fills caches and is not counted."""
    with CaptureQueriesContext(connection) as queries:
        response = CLIENT.get(address)
    asked = len(queries.captured_queries)
    size = len(CLIENT.get(address, headers={"accept-encoding": "identity"}).getvalue())
    spent = [_milliseconds(address) for _ in range(times)]
    is_html = response.headers["Content-Type"].startswith("text/html")
    found = {"bytes": size, "queries": asked, "status": response.status_code, "html": is_html}
    return found | {"ms": spent}


def _milliseconds(address):
    start = time.process_time()
    CLIENT.get(address).getvalue()
    return (time.process_time() - start) * 1000


def main(*sample):
    django.setup()
    fill(sample)
    from addresses import find_addresses

    print(json.dumps(find_addresses(CLIENT)), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(*json.loads(line))), flush=True)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "filmsite.settings"
    main(*sys.argv[1:])
