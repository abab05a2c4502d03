"""Two accounts of one person become one: their digests, and how often they want them."""

from sqlalchemy import exists, update

from webapp.alerts.digests.models import Digest, DigestWish
from webapp.core.moving import move
from webapp.extensions import db


def follow_merge(keep_id: int, dropped: int) -> None:
    """The kept account's own wish holds, if it has one."""
    move(Digest, "person_id", dropped, keep_id, "day")
    theirs = exists().where(DigestWish.person_id == keep_id).correlate(None)
    wish = update(DigestWish).where(DigestWish.person_id == dropped)
    if not db.session.scalar(theirs.select()):
        db.session.execute(wish.values(person_id=keep_id).execution_options(synchronize_session=False))
