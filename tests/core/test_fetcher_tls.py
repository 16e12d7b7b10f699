"""Over TLS the fetcher names the host, and trusts no other."""

import datetime
import ipaddress
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from core.fetcher import Fetcher

from .outside import PUBLIC, a_server, an_answer, refusal_of


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a key and the certificate of films.example that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "films.example")])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName("films.example"), x509.IPAddress(ipaddress.ip_address(PUBLIC))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "films.pem"
    pem, encoding = serialization.PrivateFormat.PKCS8, serialization.Encoding.PEM
    path.write_bytes(
        key.private_bytes(encoding, pem, serialization.NoEncryption()) + made.public_bytes(encoding)
    )
    return path


@pytest.fixture
def server_tls(certificate):
    """What the server speaks; `names` are those that clients asked for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    names = []
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    return context, names


def test_https_names_the_host_and_checks_it(certificate, server_tls):
    context, names = server_tls
    with a_server(an_answer(), tls=context) as server:
        trusting = ssl.create_default_context(cafile=certificate)
        assert server.get("https://films.example/", tls=trusting).body
    assert names == ["films.example"] and server.asked == [(PUBLIC, 443)]


def test_a_certificate_of_another_host_is_refused(certificate, server_tls):
    with a_server(an_answer(), tls=server_tls[0]) as server:
        trusting = ssl.create_default_context(cafile=certificate)
        assert refusal_of(server.get, "https://other.example/", tls=trusting) == "tls"


def test_a_certificate_that_nobody_vouches_for_is_refused(server_tls):
    with a_server(an_answer(), tls=server_tls[0]) as server:
        assert refusal_of(server.get, "https://films.example/") == "tls"


def test_a_server_without_tls_is_refused():
    with a_server(an_answer()) as server:
        assert refusal_of(server.get, "https://films.example/", max_seconds=0.1) in {"tls", "time"}


def test_by_itself_it_trusts_what_the_system_trusts():
    trusted = Fetcher(content_types={"text/html"}).tls
    assert (trusted.verify_mode, trusted.check_hostname) == (ssl.CERT_REQUIRED, True)
