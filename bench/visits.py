"""Readers and editors who go to one host or another of a site."""

import re
import secrets
from itertools import count
from urllib.parse import urlencode

from network import NAME

numbers = count(1)


def a_network():
    """An address in a network (/24) of its own, because the site counts by network."""
    number = next(numbers)
    return f"11.{number // 250}.{number % 250}.1"


def token_in(page):
    """Django's token in a page's form."""
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]


class Browser:
    """Cookies that go to whichever host is asked, as they do behind one address."""

    def __init__(self, network=None):
        self.cookies, self.network = {}, network or a_network()

    def ask(self, host, method, path, body=None, kind="application/x-www-form-urlencoded"):
        headers = {"X-Forwarded-For": self.network, "X-Forwarded-Proto": "http"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers |= {"Origin": f"http://{NAME}", "Content-Type": kind}
        status, found, content = host.ask(method, path, body, headers)
        for line in found.get_all("Set-Cookie") or ():
            name, value = line.partition(";")[0].split("=", 1)
            self.cookies[name] = value
        return status, found["Location"], content

    def get(self, host, path):
        """The page, also where the address leads on to another."""
        _status, place, content = self.ask(host, "GET", path)
        return self.get(host, place.partition("#")[0]) if place else content.decode()

    def post(self, host, path, **fields):
        return self.ask(host, "POST", path, urlencode(fields))

    def sign_in(self, host, password):
        page = self.get(host, "/account/login/")
        token = token_in(page)
        self.post(host, "/account/login/", csrfmiddlewaretoken=token, login="edith",
                  password=password)  # fmt: skip
        return self.ask(host, "GET", "/me/")[0] == 200


def comment(browser, host, review, text):
    """(status, address) of a guest's comment."""
    number = next(numbers)
    fields = {"name": f"Reader {number}", "email": f"r{number}@readers.example", "body": text}
    return browser.post(host, f"{review}comments/", **fields, post="Post comment")[:2]


def words():
    return secrets.token_hex(20)
