"""A mail as it travels. Whatever people are called, it stays one line of one header."""

from email import policy
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from webapp.core.characters import is_readable
from webapp.core.models import Mail


class _OneLine(UnstructuredHeader):
    """A long address stays in one piece: folded, Python would encode it, and no mailbox would read it."""

    def fold(self, *, policy: Any) -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


_headers = HeaderRegistry()
_headers.map_to_type("list-unsubscribe", _OneLine)  # type: ignore[arg-type]
POLICY = policy.SMTP.clone(header_factory=_headers)


def compose(mail: Mail, sender: str) -> EmailMessage:
    name, email = parseaddr(sender)
    message = EmailMessage(POLICY)
    message["From"] = _address(name, email)
    message["To"] = _address(mail.to_name, mail.to_email)
    message["Subject"] = _one_line(mail.subject)
    message["Date"] = mail.at
    # The same at every try, so that whoever gets it twice may know it.
    message["Message-ID"] = f"<{mail.id}.{mail.at.timestamp():.0f}@{_ascii_domain(email)}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        # RFC 8058: a mailbox that sends this to that address needs nothing else.
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text, cte="quoted-printable")
    if mail.html:
        message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return message


def _address(name: str, email: str) -> Address:
    return Address(_one_line(name), email.rpartition("@")[0], _ascii_domain(email))


def _ascii_domain(email: str) -> str:
    domain = email.rpartition("@")[2]
    return domain if domain.isascii() else domain.encode("idna").decode()


def _one_line(text: str) -> str:
    return "".join(filter(is_readable, " ".join(text.split())))
