"""In development, without a mail server, mail lands in a folder."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from webapp.core import clock

SHOWN = 50


class Folder:
    def __init__(self, path: Path) -> None:
        self.path = path

    def send(self, message: EmailMessage) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        name = f"{clock.now():%Y%m%dT%H%M%S%f}.eml"
        # Whole before it has its name, so that nobody reads half of it.
        half = self.path / f"{name}.half"
        half.write_bytes(bytes(message))
        half.rename(self.path / name)

    def close(self) -> None: ...


def newest(path: Path) -> Iterator[EmailMessage]:
    for file in sorted(path.glob("*.eml"), reverse=True)[:SHOWN]:
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        assert isinstance(message, EmailMessage)
        yield message
