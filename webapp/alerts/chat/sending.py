"""The worker's round: each waiting post is taken, sent outside any work, and ticked off.

A chat knows no message's name, so it cannot tell a repetition. Each post therefore goes out once at most: whoever takes
one takes it off the list, and only what certainly did not arrive comes back. A worker that dies in the middle loses it.
"""

from datetime import datetime
from typing import NamedTuple

import structlog
from flask import current_app
from sqlalchemy import select, update

from webapp.alerts.chat import actions, delivering, rules
from webapp.alerts.chat.delivering import Outcome, deliver
from webapp.alerts.chat.models import ChatPost, TeamChat
from webapp.alerts.chat.said import Said
from webapp.alerts.chat.shapes import shaped
from webapp.core import clock
from webapp.core.work import retried, work
from webapp.extensions import db

log = structlog.get_logger()


class Taken(NamedTuple):
    post_id: int
    team_id: int
    tries: int
    kind: str
    address: str
    said: Said


def send_waiting() -> int:
    """Returns how many were sent."""
    sent = 0
    while _is_any_due() and (taken := _take()) is not None:
        outcome = deliver(taken.address, shaped(taken.kind, taken.said), current_app.config["CHAT_HOSTS"])
        if outcome.error:
            log.warning("chat_not_sent", team=taken.team_id, post=taken.post_id, error=outcome.error)
        _note(taken, outcome)
        sent += outcome.result == delivering.SENT
    return sent


def _is_any_due() -> bool:
    found = db.session.scalar(select(ChatPost.id).where(ChatPost.next_try_at <= clock.now()).limit(1)) is not None
    db.session.rollback()
    return found


@retried
def _take() -> Taken | None:
    now = clock.now()
    with work():
        _give_up_late(now)
        due = (
            select(ChatPost, TeamChat)
            .join(TeamChat, TeamChat.team_id == ChatPost.team_id)
            .where(ChatPost.next_try_at <= now, TeamChat.ended_at.is_(None))
            .order_by(ChatPost.next_try_at, ChatPost.id)
            .limit(1)
            .with_for_update(of=ChatPost, skip_locked=True)
        )
        if (row := db.session.execute(due).first()) is None:
            return None
        post, chat = row
        post.tries, post.next_try_at, post.error = post.tries + 1, None, "under way"
        return Taken(post.id, post.team_id, post.tries, chat.kind, chat.address, Said(**post.said))


@retried
def _note(taken: Taken, outcome: Outcome) -> None:
    now = clock.now()
    with work():
        chat = _locked(taken.team_id)
        again = rules.next_try(taken.tries, now, wait=outcome.wait) if outcome.result == delivering.LATER else None
        known = {"next_try_at": again if chat else None, "error": outcome.error}
        known["sent_at"] = now if outcome.result == delivering.SENT else None
        db.session.execute(update(ChatPost).where(ChatPost.id == taken.post_id).values(known))
        # Whoever gave another address meanwhile is not blamed for the old one.
        if chat is not None and chat.address == taken.address:
            _judge(chat, outcome, now)


def _judge(chat: TeamChat, outcome: Outcome, now: datetime) -> None:
    if outcome.result == delivering.SENT:
        chat.failures = 0
    elif outcome.result in (delivering.LATER, delivering.GONE):
        chat.failures += 1
    if outcome.result == delivering.GONE or chat.failures >= rules.ENOUGH:
        actions.end(chat, now=now)


def _locked(team_id: int) -> TeamChat | None:
    theirs = select(TeamChat).where(TeamChat.team_id == team_id, TeamChat.ended_at.is_(None))
    return db.session.scalar(theirs.with_for_update(of=TeamChat).execution_options(populate_existing=True))


def _give_up_late(now: datetime) -> None:
    late = (ChatPost.next_try_at.is_not(None), ChatPost.until <= now)
    db.session.execute(update(ChatPost).where(*late).values(next_try_at=None, error="too late"))
