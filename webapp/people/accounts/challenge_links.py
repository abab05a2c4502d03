"""Links that open one day's challenge to one person, once. Made without a row, for there are thousands a morning:
they carry what they say, signed, and only the first use is written down.

    challenge_link(person, day, until=window(day, person.time_zone)[1])
"""

import hashlib
import secrets
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete

from webapp.core import clock, mail
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people.accounts.models import UsedChallengeLink
from webapp.people.actions import lock_people, open_guest_sign_in
from webapp.people.models import Person

State = Literal["open", "early", "late", "used", "gone"]


class Opened(NamedTuple):
    """What a link says, and whether it still opens."""

    person: Person
    day: date
    nonce: str
    until: datetime
    state: State


def challenge_link(person: Person, day: date, *, until: datetime) -> str:
    return f"{mail.our_address()}{challenge_path(person, day, until=until)}"


def challenge_path(person: Person, day: date, *, until: datetime) -> str:
    """The same for who is in the app already, as a push message's is."""
    said = [person.id, day.isoformat(), int(until.timestamp()), secrets.token_urlsafe(12)]
    return f"/now/{_signer().dumps(said)}"


def read(secret: str, *, now: datetime) -> Opened | None:
    """None for what we never signed."""
    try:
        person_id, day, until, nonce = _signer().loads(secret)
    except BadSignature:
        return None
    if (person := db.session.get(Person, person_id)) is None:
        return None
    said = Opened(person, date.fromisoformat(day), nonce, datetime.fromtimestamp(until, UTC), "open")
    return said._replace(state=_state(said, now))


def use(link: Opened, *, now: datetime) -> str | None:
    """The secret of the sign-in that it opens, for that challenge alone; None for whoever comes second."""
    lock_people({link.person.id})
    if _state(link, now) != "open":
        return None
    used = {"nonce": link.nonce, "person_id": link.person.id, "day": link.day, "at": now, "until": link.until}
    first = insert(UsedChallengeLink).values(used).on_conflict_do_nothing().returning(UsedChallengeLink.nonce)
    if db.session.scalar(first) is None:
        return None
    return open_guest_sign_in(link.person, link.day, until=link.until, now=now)


def forget_ended(*, now: datetime) -> int:
    """What has run out needs no row to say that it was used."""
    ended = delete(UsedChallengeLink).where(UsedChallengeLink.until <= now).returning(UsedChallengeLink.nonce)
    return len(db.session.scalars(ended).all())


def _state(link: Opened, now: datetime) -> State:
    if link.person.deactivated_at is not None:
        return "gone"
    if link.until <= now:
        return "late"
    if clock.local_day(now, link.person.time_zone) < link.day:
        return "early"
    return "used" if db.session.get(UsedChallengeLink, link.nonce, populate_existing=True) else "open"


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(
        current_app.secret_key or "",
        salt="repartee.challenge",
        signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
    )
