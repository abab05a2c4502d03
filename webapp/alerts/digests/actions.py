"""Wishing for digests, and writing them."""

from collections.abc import Collection
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.alerts.digests import rules
from webapp.alerts.digests.models import Digest, DigestRound, DigestWish
from webapp.core.problems import Invalid
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people.models import Person


def wish_for(person_id: int, rhythm: str, *, now: datetime) -> None:
    """From the next morning on."""
    if rhythm not in rules.RHYTHMS:
        raise Invalid(_("Choose every day, once a week or never."))
    new = insert(DigestWish).values(person_id=person_id, rhythm=rhythm, at=now)
    changed = {"rhythm": new.excluded.rhythm, "at": new.excluded.at}
    db.session.execute(new.on_conflict_do_update(index_elements=["person_id"], set_=changed))


def round_of(zone: str, day: date) -> DigestRound:
    """The morning's round, locked, so that one worker walks it at a time."""
    begun = insert(DigestRound).values(time_zone=zone, day=day, reached=0)
    db.session.execute(begun.on_conflict_do_nothing(index_elements=["time_zone", "day"]))
    mine = select(DigestRound).where(DigestRound.time_zone == zone, DigestRound.day == day)
    return db.session.scalars(mine.with_for_update().execution_options(populate_existing=True)).one()


def note_written(people: Collection[Person], day: date, *, now: datetime) -> set[int]:
    """The ids of those for whom this is the first digest of the date; only they get it."""
    rows = [{"person_id": person.id, "day": day, "at": now} for person in people]
    if not rows:
        return set()
    new = insert(Digest).values(rows).on_conflict_do_nothing(index_elements=["person_id", "day"])
    return set(db.session.scalars(new.returning(Digest.person_id)))
