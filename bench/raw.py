"""What Granian serves in place of the site: an answer as large as a compressed page, and no more.

It is what a kept page can cost at the least, so all kept pages are measured by it.
"""

BODY = b"x" * 6 * 1024
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
