"""The worker answers who asked for a link, and forgets those that have run out."""

import structlog
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from webapp.core import clock
from webapp.core.rounds import every, often
from webapp.core.work import retried, work
from webapp.extensions import db
from webapp.people.accounts import actions, challenge_links, queries
from webapp.people.accounts.models import AskedLink

log = structlog.get_logger()

AT_ONCE = 50


@often(_l("Mails sign-in links to those who asked for one"))
def answer_asked() -> int:
    """Returns how many got a mail. One that cannot be answered is dropped, and keeps no other back."""
    ids = [asked.id for asked in queries.asked_links(AT_ONCE)]
    db.session.rollback()
    return sum(map(_answered, ids))


@every(_l("Forgets the links to a challenge that have run out"), days=1)
@retried
def forget_ended_links() -> int:
    with work():
        return challenge_links.forget_ended(now=clock.now())


def _answered(asked_id: int) -> bool:
    try:
        return _answer(asked_id)
    except Exception:
        log.exception("asked_link_not_answered", asked=asked_id)
        _drop(asked_id)
        return False


@retried
def _answer(asked_id: int) -> bool:
    with work():
        asked = db.session.get(AskedLink, asked_id, with_for_update=True)
        return asked is not None and actions.answer(asked, now=clock.now())


def _drop(asked_id: int) -> None:
    with work():
        db.session.execute(delete(AskedLink).where(AskedLink.id == asked_id))
