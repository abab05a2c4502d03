"""The conversation with a mail server. It may take its time, so it is never held inside a work."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage

from webapp.config import MailServer

PATIENCE = 10.0
"""Seconds that a server may take for each of its answers."""


class Conversation:
    """One for as many messages as wait; begun at the first, and anew where it broke off."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self._open: smtplib.SMTP | None = None

    def send(self, message: EmailMessage) -> None:
        """Returns once the server has taken it over. Raises SMTPException or OSError.

        A server that falls silent after the message may have it or not; it gets it again, under the same Message-ID.
        """
        try:
            self._open = self._open or _begin(self.server)
            self._open.send_message(message)
        except smtplib.SMTPRecipientsRefused:
            raise
        except (smtplib.SMTPException, OSError):
            self.close()
            raise

    def close(self) -> None:
        if self._open is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._open.quit()
        self._open = None


def is_hopeless(error: Exception) -> bool:
    """The server knows for good that there is no such mailbox."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        500 <= code < 600 for code, _said in error.recipients.values()
    )


def _begin(server: MailServer) -> smtplib.SMTP:
    trust = ssl.create_default_context()
    if server.tls == "at once":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=trust)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        if server.tls == "asked for":
            smtp.starttls(context=trust)
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp
