"""The worker forgets what people were sent, once nothing asks any more whether they were."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Delete, delete

from webapp.alerts.chat.models import ChatPost
from webapp.alerts.digests.models import Digest, DigestRound
from webapp.alerts.push.models import Push
from webapp.core import clock
from webapp.core.rounds import every
from webapp.core.work import retried, work
from webapp.extensions import db

KEPT = timedelta(days=90)
"""Longer than the longest competition is announced or a note is likely to be changed."""


@every(_l("Forgets what was sent long ago"), days=1)
@retried
def forget_sent() -> int:
    """Returns how many rows went. What waits still is left."""
    before = clock.now() - KEPT
    old = (
        delete(Push).where(Push.at < before, Push.next_try_at.is_(None)),
        delete(ChatPost).where(ChatPost.at < before, ChatPost.next_try_at.is_(None)),
        delete(Digest).where(Digest.at < before),
        delete(DigestRound).where(DigestRound.day < before.date()),
    )
    with work():
        return sum(map(_rows, old))


def _rows(gone: Delete) -> int:
    done: Any = db.session.execute(gone.execution_options(synchronize_session=False))
    return int(done.rowcount)
