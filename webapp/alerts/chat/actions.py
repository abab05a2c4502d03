"""Turning a team's chat on and off, and writing down what it is to be told."""

from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import delete, update

from webapp.alerts.actions import tell
from webapp.alerts.chat import rules
from webapp.alerts.chat.models import ChatPost, TeamChat
from webapp.alerts.chat.said import Said
from webapp.core.problems import Invalid
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people import managing
from webapp.people.models import ManagedTeam, Person, Team


def turn_on(team: Team, address: str, by: Person, ours: frozenset[str], *, now: datetime) -> None:
    """At this address from now on, whatever became of an earlier one."""
    address = address.strip()
    if (kind := rules.kind_of(address, ours)) is None:
        raise Invalid(_("That is no webhook address of Slack or Teams that we may post to. Nothing was changed."))
    said = {"kind": kind, "address": address, "set_at": now, "set_by_id": by.id, "failures": 0, "ended_at": None}
    new = insert(TeamChat).values(team_id=team.id, **said)
    db.session.execute(new.on_conflict_do_update(index_elements=["team_id"], set_=said))


def turn_off(team: Team) -> None:
    """The address is forgotten, and what waited goes nowhere."""
    _drop_waiting(team.id)
    db.session.execute(delete(TeamChat).where(TeamChat.team_id == team.id))


def end(chat: TeamChat, *, now: datetime) -> None:
    """It is gone, or failed too often; whoever looks after the team is told."""
    chat.ended_at = now
    db.session.flush()
    _drop_waiting(chat.team_id)
    managers = managing.holders(ManagedTeam, ManagedTeam.team_id).get(chat.team_id, [])
    for person_id in sorted({one.id for one in managers} | {chat.set_by_id}):
        source = f"{chat.team_id}:{int(now.timestamp())}"
        tell(person_id, "chat_ended", source, {"team": chat.team.name}, f"/desk/chat/{chat.team_id}", now=now)


def write_post(
    team_id: int, kind: str, source: str, day: date, said: Said | None, *, until: datetime, now: datetime
) -> bool:
    """Whether there was something to say and nobody wrote it before; that there was nothing is kept too."""
    row = {"team_id": team_id, "kind": kind, "source": source, "day": day, "said": said.kept() if said else {}}
    new = insert(ChatPost).values(**row, at=now, until=until, tries=0, next_try_at=now if said else None)
    once = new.on_conflict_do_nothing(index_elements=["team_id", "kind", "source"])
    return db.session.scalar(once.returning(ChatPost.id)) is not None and said is not None


def _drop_waiting(team_id: int) -> None:
    waiting = (ChatPost.team_id == team_id, ChatPost.next_try_at.is_not(None))
    db.session.execute(update(ChatPost).where(*waiting).values(next_try_at=None, error="turned off"))
