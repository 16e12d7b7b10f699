"""Which addresses are asked at all, and what each means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.outside_url import FetchError, OutsideURL


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("http://films.example", "http://films.example/"),
        ("HTTP://Films.Example/A", "http://films.example/A"),
        ("https://films.example/a?b=c&d=%20#part", "https://films.example/a?b=c&d=%20"),
        ("http://films.example:80/", "http://films.example/"),
        ("http://films.example:443/", "http://films.example:443/"),
        ("https://films.example:80/", "https://films.example:80/"),
        ("http://films.example:/", "http://films.example/"),
        ("http://films.example./", "http://films.example/"),
        ("http://bücher.example/ä?ö=ü", "http://xn--bcher-kva.example/%C3%A4?%C3%B6=%C3%BC"),
        ("http://93.184.216.34/", "http://93.184.216.34/"),
        ("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/"),
        ('http://films.example/"<>', "http://films.example/%22%3C%3E"),
    ],
)
def test_it_works(text, meant):
    assert str(OutsideURL.parse(text)) == meant


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "scheme"),
        ("films.example", "scheme"),
        ("//films.example/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://films.example/", "scheme"),
        ("gopher://films.example/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("http://ada@films.example/", "credentials"),
        ("http://ada:secret@films.example/", "credentials"),
        ("http://@films.example/", "credentials"),
        ("http://films.example:8000/", "port"),
        ("http://films.example:22/", "port"),
        ("http://films.example:0/", "port"),
        ("http://films.example:99999/", "address"),
        ("http://films.example:x/", "address"),
        ("http://films.example/a b", "address"),
        ("http://films.example/\r\nHost: other", "address"),
        ("http://films.exa\tmple/", "address"),
        ("http://films.example\\@other.example/", "address"),
        ("http://films.example/\0", "address"),
        ("http://films.example/" + "a" * 2_000, "address"),
        ("http://[::1/", "address"),
        ("http://[films.example]/", "address"),
        ("http:///a", "host"),
        ("http://./", "host"),
        ("http://a..b/", "host"),
        ("http://-a.example/", "host"),
        ("http://a%2e.example/", "host"),
        (f"http://{'a' * 64}.example/", "host"),
        (f"http://{'a.' * 127}example/", "host"),
        ("http://2130706433/", "host"),
        ("http://0x7f000001/", "host"),
        ("http://0177.0.0.1/", "host"),
        ("http://0x7f.1/", "host"),
        ("http://127.1/", "host"),
        ("http://1.2.3.4.5/", "host"),
        ("http://[fe80::1%25eth0]/", "host"),
        ("http://[fe80::1%eth0]/", "host"),
    ],
)
def test_refused(text, code):
    with pytest.raises(FetchError) as refusal:
        OutsideURL.parse(text)
    assert refusal.value.code == code


def test_digits_of_other_scripts_are_digits():
    assert OutsideURL.parse("http://１２７.0.0.1/").host == "127.0.0.1"


def test_a_refusal_is_a_sentence():
    with pytest.raises(FetchError, match="Only addresses with http and https are fetched"):
        OutsideURL.parse("file:///etc/passwd")


@given(st.text(), st.text())
def test_any_text_is_an_address_in_ascii_or_refused(host, path):
    try:
        url = OutsideURL.parse(f"http://{host}/{path}")
    except FetchError:
        return
    assert str(url).isascii() and " " not in str(url) and str(url).isprintable()
    assert OutsideURL.parse(str(url)) == url
