"""E-mail goes over TLS only to a server whose certificate is good for its name."""

from __future__ import annotations

import datetime as dt
import smtplib
import socket
import ssl
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pytest_django.fixtures import Settings
from tests.factories import Town
from tests.messages.scene import Clock, state_of
from tests.messages.test_mail import Mailbox, mail

from shouwen.messages.gateways import mail as gateway
from shouwen.messages.jobs import send_waiting

UNTRUSTED = "邮件服务器的证书不可信，找系统管理员"
pytestmark = pytest.mark.django_db


def self_signed(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that its own key signed, and that key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "mail.pem", folder / "mail.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    no_password = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, no_password))
    return certificate, secret


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return self_signed(tmp_path)[0]


@pytest.fixture
def mailbox(certificate: Path, settings: Settings) -> Iterator[Mailbox]:
    """A server that offers STARTTLS with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, tls_context=context)
    controller.start()
    settings.SMTP_URL, settings.SMTP_FROM = f"smtp://127.0.0.1:{port}", "centre@erping.example"
    yield box
    controller.stop()


def test_a_certificate_that_nobody_vouches_for_gets_no_mail(town: Town, mailbox: Mailbox, clock: Clock) -> None:
    message = mail(town)
    assert send_waiting() == 0
    assert state_of(message) == ("waiting", 1, UNTRUSTED)
    assert mailbox.raw == []


def test_a_certificate_of_the_towns_own_authority_is_trusted(
    town: Town, mailbox: Mailbox, clock: Clock, settings: Settings, certificate: Path
) -> None:
    settings.SMTP_CA = str(certificate)
    message = mail(town)
    assert send_waiting() == 1
    assert (state_of(message)[0], len(mailbox.raw)) == ("sent", 1)


def test_a_server_that_is_encrypted_from_the_start_is_checked_too(
    certificate: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[ssl.SSLContext] = []

    class Said(smtplib.SMTP):
        def __init__(self, *_: object, context: ssl.SSLContext, **__: object) -> None:
            given.append(context)

    monkeypatch.setattr(smtplib, "SMTP_SSL", Said)
    gateway._connection(urlsplit("smtps://mail.example:465"))
    assert [(one.verify_mode, one.check_hostname) for one in given] == [(ssl.CERT_REQUIRED, True)]
