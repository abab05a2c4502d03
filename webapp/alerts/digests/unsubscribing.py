"""The link at the foot of a digest: signed, one person's, and good for nothing but ending them."""

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from webapp.core.mail import our_address
from webapp.extensions import db
from webapp.people.models import Person


def unsubscribe_url(person_id: int) -> str:
    return f"{our_address()}/digests/{secret_of(person_id)}/off"


def secret_of(person_id: int) -> str:
    return str(_signed().dumps(person_id))


def whose(secret: str) -> int | None:
    """The id of whom a link was written to, or of the account they go by since; None for what is no link of ours."""
    try:
        found = db.session.get(Person, _signed().loads(secret))
    except BadData:
        return None
    return found and (found.merged_into_id or found.id)


def _signed() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="digests")
