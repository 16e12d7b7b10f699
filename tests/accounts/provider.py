"""A small OpenID Connect provider on loopback, as somebody else's server would answer."""

import base64
import hashlib
import json
import secrets
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "filmsite", "a secret between two servers"


@cache
def a_key():
    """Made once, for it takes long."""
    return rsa.generate_private_key(public_exponent=65_537, key_size=2_048)


class Provider:
    """Its owner has logged in there and says yes to whoever asks with a good form of words."""

    def __init__(self, person):
        self.person, self.codes, self.tokens, self.issued = person, {}, {}, []
        self.key = a_key()
        self.server = ThreadingHTTPServer(
            ("127.0.0.1", 0), type("Handler", (Handler,), {"provider": self})
        )
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def configuration(self):
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def keys(self):
        return {
            "keys": [
                json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
                | {"kid": "1", "alg": "RS256"}
            ]
        }

    def authorize(self, asked):
        """Back to the site with a code that is bound to the challenge (RFC 7636)."""
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code"
        assert "openid" in asked["scope"].split() and asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]})

    def token(self, asked):
        """A token for a code, once, for the client that proves that it asked; else None."""
        first = self.codes.pop(asked.get("code"), None)
        proof = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if (
            not first
            or asked.get("client_secret") != SECRET
            or challenge != first["code_challenge"]
        ):
            return None
        now, access = int(time.time()), secrets.token_urlsafe()
        claims = self.person | {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300}
        self.tokens[access] = self.person
        signed = jwt.encode(claims, self.key, "RS256", {"kid": "1"})
        return {"access_token": access, "token_type": "Bearer", "id_token": signed}


class Handler(BaseHTTPRequestHandler):
    """The provider's five addresses."""

    def do_GET(self):
        address = urlsplit(self.path)
        if address.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            return self._answer(302, location=self.provider.authorize(asked))
        if address.path == "/userinfo":
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            person = self.provider.tokens.get(token)
            return self._answer(200 if person else 401, person)
        found = {
            "/.well-known/openid-configuration": self.provider.configuration,
            "/jwks": self.provider.keys,
        }
        return (
            self._answer(200, found[address.path]()) if address.path in found else self._answer(404)
        )

    def do_POST(self):
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(sent).items()}
        token = self.provider.token(asked)
        return self._answer(200 if token else 400, token)

    def _answer(self, status, body=None, location=""):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body or {}).encode())

    def log_message(self, *args):
        """Says nothing."""
