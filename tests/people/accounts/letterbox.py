"""What came by mail, and the link in it."""

import re
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import select

from webapp.core.models import Mail
from webapp.extensions import db
from webapp.people.accounts.tasks import answer_asked


def letters(email: str) -> list[Mail]:
    """To this address, oldest first, once the worker has been round."""
    answer_asked()
    db.session.rollback()
    return list(db.session.scalars(select(Mail).where(Mail.to_email == email).order_by(Mail.id)))


def key_in(text: str) -> str:
    """The secret of the link in a mail, a page or an answer."""
    found = re.search(r"https?://\S+/links\?key=[\w-]+", text)
    assert found is not None, text
    return parse_qs(urlsplit(found[0]).query)["key"][0]
