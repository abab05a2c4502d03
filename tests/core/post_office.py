"""Mail servers that mail is really handed to: good ones, ones that refuse, ones that fall silent."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from webapp.config import MailServer

HERE = "127.0.0.1"
USER, SECRET = "repartee", "pa:ss@word"


class PostOffice:
    """Takes mail, or says what it is told to say; remembers each message that was brought to it."""

    def __init__(self) -> None:
        self.brought: list[Envelope] = []
        self.conversations = 0
        self.to_recipient = "250 OK"
        self.to_message: str | None = "250 OK"
        """None: it has the message, and falls over before it says so."""

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.conversations += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.brought.append(envelope)
        if self.to_message is None:
            server.transport.abort()
        return self.to_message or "250 never heard"


@contextmanager
def a_post_office(**more: Any) -> Iterator[tuple[PostOffice, int]]:
    office = PostOffice()
    controller = Controller(office, hostname=HERE, port=_free_port(), **more)
    controller.start()
    try:
        yield office, controller.port
    finally:
        controller.stop()


@contextmanager
def a_silent_one() -> Iterator[int]:
    """Picks up the phone and never says a word."""
    with socket.create_server((HERE, 0)) as server:
        held: list[socket.socket] = []
        done = threading.Event()

        def pick_up() -> None:
            server.settimeout(0.1)
            while not done.is_set():
                try:
                    held.append(server.accept()[0])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=pick_up)
        thread.start()
        yield server.getsockname()[1]
        done.set()
        thread.join()
        for one in held:
            one.close()


def plain(port: int) -> MailServer:
    return MailServer(HERE, port, "", "", "never")


def knows_us(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
    known = isinstance(given, LoginPassword) and given == LoginPassword(USER.encode(), SECRET.encode())
    return AuthResult(success=known, handled=False)


def certified(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS, and the certificate that a client must trust for it."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    wanted = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=mail.test"]
    names = ["-addext", f"subjectAltName=IP:{HERE}", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", "req", *wanted, *names], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context, certificate


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HERE, 0))
        port: int = free.getsockname()[1]
        return port
