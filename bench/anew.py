"""What pages cost that are made anew, beside bare ones of the same bytes. Started by speed.py.

It calls the site's WSGI application in its own process, without a server, on a site that is filled.
"""

import json
import os
import sys
import time
from io import BytesIO
from itertools import count
from urllib.parse import unquote

import django
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filmsite.settings")
django.setup()

from guests import open_to_guests, some_words  # noqa: E402

from comments.actions.edit import withdraw  # noqa: E402
from comments.actions.submit import submit  # noqa: E402
from comments.models import Comment, Discussion  # noqa: E402
from comments.submission import Author, Context  # noqa: E402
from core import rendering  # noqa: E402
from filmsite import urls  # noqa: E402
from filmsite.wsgi import application  # noqa: E402
from reviews.models import Review  # noqa: E402

REQUEST = {
    "REQUEST_METHOD": "GET",
    "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "HTTP_HOST": "127.0.0.1",
    "wsgi.url_scheme": "http",
}
CODINGS = "gzip, br"  # as a browser says
numbers = count(1)


def forget(parts):
    """Drop the kept pages; `parts` drops as well whatever else was kept to make pages of."""
    application.pages.rows.clear()
    application.variants.rows.clear()
    application.short.rows.clear()
    if parts:
        application.parts.rows.clear()
        caches["derived"].clear()
        rendering.PIECES.clear()


def bare(request, name):
    """What another page says, from a view that does nothing, and kept by nobody."""
    page = BARE[name]
    return HttpResponse(page, headers={"Cache-Control": "private, no-cache"})


BARE = {}
urls.urlpatterns.append(path("bare/<name>/", bare))


def main(addresses, rounds):
    open_to_guests()
    costs = {name: {"bare": [], "parts": [], "nothing": []} for name in addresses}
    for number, address in enumerate(addresses.values()):
        BARE[str(number)] = ask(address, codings="identity")[1]
        ask(f"/bare/{number}/")
    for _ in range(rounds):
        for number, (name, address) in enumerate(addresses.items()):
            for state, spent in measure(address, f"/bare/{number}/").items():
                costs[name][state].append(spent)
    for number, (name, address) in enumerate(addresses.items()):
        costs[name] |= {"bytes": len(BARE[str(number)]), "queries": queries(address)}
    return costs


def measure(address, bare_address):
    """CPU milliseconds of a bare page, of one made after a comment, and of one made of nothing."""
    costs = {"bare": ask(bare_address)[0]}
    forget(parts=False)
    ask(address)  # brings back the parts that were forgotten with another page
    comment = comment_on(review_at(address))
    forget(parts=False)
    costs["parts"] = ask(address)[0]
    withdraw(comment)
    forget(parts=True)
    return costs | {"nothing": ask(address)[0]}


def queries(address):
    forget(parts=True)
    with CaptureQueriesContext(connection) as asked:
        ask(address)
    return len(asked)


def ask(address, codings=CODINGS):
    """(CPU milliseconds, the body) of a page."""
    place, _, query = address.partition("?")
    request = REQUEST | {"PATH_INFO": unquote(place, "latin-1"), "QUERY_STRING": query}
    request |= {"HTTP_ACCEPT_ENCODING": codings, "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr}
    said = []
    start = time.process_time()
    answer = application(request, lambda *head: said.append(head))
    body = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    spent = time.process_time() - start
    assert said[0][0].startswith("200"), (address, said)
    return spent * 1000, body


def review_at(address):
    """The review of the page; of a list, the newest."""
    reviews = Review.objects.published()
    slug = address.partition("?")[0].removeprefix("/reviews/").strip("/")
    if address.startswith("/reviews/") and slug:
        return reviews.get(slug=unquote(slug))
    return reviews.newest_first().first()


def comment_on(review):
    """One that is on the page, by a guest whom nobody knows."""
    email = f"guest{next(numbers)}@readers.example"
    discussion = Discussion.objects.get_or_create_for(review)
    comment = Comment(discussion=discussion, name="Ines Duarte", email=email, body=some_words())
    submit(comment, Author(email=email), Context())
    assert comment.is_approved, comment.signals
    return comment


if __name__ == "__main__":
    print(json.dumps(main(*json.loads(sys.argv[1]))))
