"""Finding chats, and the competitions that one should hear of."""

from datetime import datetime

from sqlalchemy import select

from webapp.alerts.chat.models import ChatPost, TeamChat
from webapp.alerts.chat.rules import RECENT
from webapp.competitions.models import Competition, Entrant
from webapp.extensions import db


def chat_of(team_id: int) -> TeamChat | None:
    return db.session.get(TeamChat, team_id, populate_existing=True)


def open_chats() -> list[int]:
    """Of which teams."""
    on = select(TeamChat.team_id).where(TeamChat.ended_at.is_(None))
    return list(db.session.scalars(on.order_by(TeamChat.team_id)))


def told(team_id: int, since: datetime) -> set[tuple[str, str]]:
    """What it was told already, or will be: kind and source."""
    rows = select(ChatPost.kind, ChatPost.source).where(ChatPost.team_id == team_id, ChatPost.at > since)
    return {(row.kind, row.source) for row in db.session.execute(rows)}


def begun(chat: TeamChat, now: datetime) -> list[Competition]:
    """Between teams, this one among them, since the chat is on."""
    since = max(chat.set_at, now - RECENT)
    return _of_team(chat.team_id, Competition.starts_at.between(since, now), Competition.ends_at > now)


def decided(chat: TeamChat, now: datetime) -> list[Competition]:
    return _of_team(chat.team_id, Competition.frozen_at.between(max(chat.set_at, now - RECENT), now))


def _of_team(team_id: int, *when) -> list[Competition]:  # type: ignore[no-untyped-def]
    public = (Competition.published_at.is_not(None), Competition.cancelled_at.is_(None), ~Competition.hidden)
    in_it = Competition.id.in_(select(Entrant.competition_id).where(Entrant.team_id == team_id))
    found = db.session.scalars(select(Competition).where(*public, in_it, *when).order_by(Competition.id))
    return list(found.unique())
