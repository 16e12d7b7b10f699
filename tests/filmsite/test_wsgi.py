"""What the site makes of a request that came through a proxy."""

from io import BytesIO

from filmsite import wsgi
from filmsite.wsgi import CHUNK_BYTES, behind_proxy


def seen(**headers):
    application = behind_proxy(lambda environ, start_response: environ["REMOTE_ADDR"])
    return application({"REMOTE_ADDR": "127.0.0.1", "wsgi.input": BytesIO()} | headers, None)


def test_the_proxy_names_the_reader():
    assert seen(HTTP_X_FORWARDED_FOR="192.0.2.7") == "192.0.2.7"


def test_tom_cannot_put_a_name_before_his_own():
    assert seen(HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.7") == "192.0.2.7"


def test_without_the_header_the_sender_counts():
    assert seen() == "127.0.0.1"


def test_a_refused_body_is_read_to_its_end():
    body = BytesIO(b"a" * 900_000)
    assert seen(**{"wsgi.input": body}) == "127.0.0.1"
    assert body.read() == b""


def test_a_body_without_an_end_is_not(monkeypatch):
    monkeypatch.setattr(wsgi, "MAX_BODY_BYTES", 1_000 * CHUNK_BYTES)
    body = BytesIO(b"a" * (1_000 * CHUNK_BYTES + 1))
    seen(**{"wsgi.input": body})
    assert body.read() == b"a"
