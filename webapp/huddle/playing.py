"""What players do: reply once, be dealt up to three replies, judge them."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from webapp.answers.actions import checked_text
from webapp.core.problems import Conflict, Invalid, NotFound
from webapp.extensions import db
from webapp.huddle import news, queries, rules
from webapp.huddle.actions import locked
from webapp.huddle.models import Huddle, HuddleBallot, HuddleReply
from webapp.people.actions import lock_people
from webapp.people.models import Person
from webapp.voting.rules import COACH, PEER


class Vote(NamedTuple):
    fact: int
    persuasion: int


def give_reply(
    person: Person, huddle_id: int, *, client_id: str, text: str, seq: int | None = None, now: datetime
) -> tuple[HuddleReply, bool]:
    """Store the player's one reply, or change it while replies are taken. Returns it, and whether it is new.

    The same `client_id` again, or an older `seq`, changes nothing. Raises NotFound (not in it), Invalid (bad
    text) and Conflict (not now, or a `client_id` used for other words).
    """
    huddle = _joined(person, huddle_id, shared=True)
    lock_people({person.id})
    text = checked_text(text)
    earlier = _given_before(person, huddle_id, client_id)
    if (sent := next((row for row in earlier if row.client_id == client_id), None)) is not None:
        return _same(sent, huddle_id, text), False
    if not rules.takes_replies(queries.stage_of(huddle, now), now):
        raise Conflict(_("Replies are not taken now. Your text is kept on this device."))
    reply = next(iter(earlier), None)
    if reply is not None and _is_older(seq, reply.seq):
        return reply, False
    if new := reply is None:
        reply = HuddleReply(huddle_id=huddle_id, person_id=person.id, given_at=now)
        db.session.add(reply)
    reply.client_id, reply.text, reply.changed_at = client_id, text, now
    reply.seq = reply.seq if seq is None else seq
    db.session.flush()
    news.announce_count(huddle_id)
    return reply, new


def deal(judge: Person, huddle_id: int, *, now: datetime) -> list[HuddleBallot]:
    """The replies this player judges: up to three of others, least judged first, the same ones when asked again."""
    huddle = _joined(judge, huddle_id, shared=False)
    stage = queries.stage_of(huddle, now)
    if stage.phase in (rules.LOBBY, rules.REPLYING):
        raise Conflict(_("Judging has not begun yet."))
    dealt = queries.ballots_of(judge, huddle_id)
    if stage.phase == rules.JUDGING and len(dealt) < rules.DEALT:
        more = queries.least_judged(judge, huddle_id, rules.DEALT - len(dealt), now=now)
        new = [
            HuddleBallot(reply=reply, judge_id=judge.id, dealt_at=now) for reply in sorted(more, key=lambda one: one.id)
        ]
        db.session.add_all(new)
        db.session.flush()
        return dealt + new
    return dealt


def cast(
    judge: Person, huddle_id: int, reply_id: int, vote: Vote, *, seq: int | None = None, now: datetime
) -> HuddleBallot:
    """Vote on a reply that was dealt, or change it while votes are taken. An older `seq` changes nothing."""
    if not {vote.fact, vote.persuasion} <= {0, 1, 2}:
        raise Invalid(_("A vote is two whole numbers from 0 to 2: fact and persuasion."))
    huddle, ballot = _dealt(judge, huddle_id, reply_id)
    if _is_older(seq, ballot.seq):
        return ballot
    if not rules.takes_votes(queries.stage_of(huddle, now), now):
        raise Conflict(_("Judging is over. Your earlier vote, if any, stands."))
    ballot.fact, ballot.persuasion, ballot.cast_at = vote.fact, vote.persuasion, now
    ballot.weight = COACH if judge.role == "coach" else PEER
    ballot.seq = ballot.seq if seq is None else seq
    db.session.flush()
    news.announce_count(huddle_id)
    return ballot


def _joined(person: Person, huddle_id: int, *, shared: bool) -> Huddle:
    if not queries.has_joined(person, huddle_id):
        raise NotFound(_("There is no such huddle here. Join it with its code first."))
    return locked(huddle_id, shared=shared)


def _given_before(person: Person, huddle_id: int, client_id: str) -> list[HuddleReply]:
    """Their reply in this huddle, and any that was ever sent under this client_id."""
    same = (HuddleReply.huddle_id == huddle_id) | (HuddleReply.client_id == client_id)
    return list(db.session.scalars(select(HuddleReply).where(HuddleReply.person_id == person.id, same)))


def _same(sent: HuddleReply, huddle_id: int, text: str) -> HuddleReply:
    if (sent.huddle_id, sent.text) != (huddle_id, text):
        raise Conflict(_("This client_id was used for another reply. Nothing was changed."))
    return sent


def _dealt(judge: Person, huddle_id: int, reply_id: int) -> tuple[Huddle, HuddleBallot]:
    """Both under their locks, since a judge's two phones may change the same vote at once."""
    mine = (HuddleBallot.reply_id == reply_id, HuddleBallot.judge_id == judge.id)
    here = HuddleBallot.reply.has((HuddleReply.huddle_id == huddle_id) & (HuddleReply.person_id != judge.id))
    if not db.session.scalar(select(exists().where(*mine, here))):
        raise NotFound(_("That reply was not dealt to you."))
    huddle = locked(huddle_id, shared=True)
    query = select(HuddleBallot).where(*mine).options(joinedload(HuddleBallot.reply))
    locking = query.with_for_update(of=HuddleBallot).execution_options(populate_existing=True)
    return huddle, db.session.scalars(locking).one()


def _is_older(seq: int | None, kept: int | None) -> bool:
    return seq is not None and kept is not None and seq <= kept
