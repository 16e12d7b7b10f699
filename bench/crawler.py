"""What the search costs while a crawler asks for thousands of different queries.

    .venv/bin/python bench/crawler.py                # 10,000 on a site of 20,000 reviews

CPU milliseconds a page, kept pages and all, and by how much the process grows.
"""

import resource
from time import process_time
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.core.management import call_command
from searches import Corpus, parser, prepare  # sets up Django with a temporary folder

call_command("collectstatic", verbosity=0, interactive=False)

from filmsite.wsgi import application  # noqa: E402 (it reads the list of static files)

parser.add_argument("--queries", type=int, default=10_000)


def measure_crawl(corpus, number):
    """Queries of one to three words, one in five misspelt, through the kept pages and all."""
    begun, first_peak = process_time(), 0
    for at in range(number):
        text = " ".join(corpus.random.choices(corpus.words, k=corpus.random.choice([1, 2, 3])))
        crawl("/search/", q=corpus.slip(text) if at % 5 == 0 and len(text) > 3 else text)
        if at == number // 10:
            first_peak = peak()
    print(f"{'a page for a crawler, CPU':52} {(process_time() - begun) / number * 1000:9.2f} ms")
    print(f"{'memory more than after a tenth of its queries':52} {peak() - first_peak:9.1f} MB")


def crawl(path, **query):
    environ = {"PATH_INFO": path, "QUERY_STRING": urlencode(query)}
    setup_testing_defaults(environ)
    statuses = []
    b"".join(application(environ, lambda status, headers: statuses.append(status)))
    if statuses != ["200 OK"]:
        raise SystemExit(f"{environ['QUERY_STRING']}: {statuses}")


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    size, corpus = parser.parse_args(), Corpus()
    prepare(corpus, size)
    measure_crawl(corpus, size.queries)
