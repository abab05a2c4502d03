"""Opening a huddle, joining it, and the leader's steps."""

import secrets
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from webapp.core.problems import Conflict, Forbidden, Invalid, NotFound
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.huddle import choosing, news, queries, rules
from webapp.huddle.models import Huddle, HuddlePlayer, HuddleStep
from webapp.people.models import Person

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, so that no code is a word, and nothing that looks like something else."""
CODE_LENGTH = 6


def start(
    leader: Person,
    challenge_id: int,
    *,
    reply_seconds: int = rules.USUAL,
    judge_seconds: int = rules.USUAL,
    now: datetime,
) -> Huddle:
    """Open the lobby. Raises Forbidden (a rep), Invalid, and what `choosing.chosen` does."""
    if not queries.may_lead(leader):
        raise Forbidden(_("Coaches, managers and admins start huddles. Join one with its code."))
    if not all(rules.SHORTEST <= seconds <= rules.LONGEST for seconds in (reply_seconds, judge_seconds)):
        raise Invalid(_("Give replying and judging between half a minute and ten minutes each."))
    huddle = Huddle(
        code=_new_code(),
        leader=leader,
        challenge=choosing.chosen(challenge_id, now),
        opened_at=now,
        reply_seconds=reply_seconds,
        judge_seconds=judge_seconds,
    )
    db.session.add(huddle)
    db.session.flush()
    return huddle


def join(person: Person, code: str, *, now: datetime) -> Huddle:
    """Come in with the code while it runs; who is in already stays in. Raises NotFound."""
    huddle = queries.by_code(cleaned(code))
    if huddle is not None and queries.has_joined(person, huddle.id):
        return huddle
    if huddle is None or queries.stage_of(huddle, now).phase == rules.OVER:
        raise NotFound(_("No huddle is running under that code. Look at the big screen once more."))
    row = {"huddle_id": huddle.id, "person_id": person.id, "joined_at": now}
    db.session.execute(insert(HuddlePlayer).on_conflict_do_nothing(), row)
    news.announce_count(huddle.id)
    return huddle


def go_on(leader: Person, huddle_id: int, turn: int, *, now: datetime) -> Huddle:
    """From `turn` to the next one; after the last of the best three, the end. Another turn changes nothing."""
    huddle, stage = _led(leader, huddle_id, now)
    if turn == stage.turn:
        _refuse_over(stage)
        _refuse_too_few(huddle, stage)
        last = stage.phase == rules.REVEAL and stage.shown >= len(queries.best(huddle.id))
        _step(huddle, rules.ENDED if last else rules.NEXT, leader, now)
    return huddle


def add_time(leader: Person, huddle_id: int, turn: int, *, now: datetime) -> Huddle:
    """Thirty seconds more for who is replying or judging; if that has just ended, nothing."""
    huddle, stage = _led(leader, huddle_id, now)
    if turn == stage.turn:
        if not stage.is_timed:
            raise Conflict(_("No clock is running now."))
        _step(huddle, rules.EXTENDED, leader, now)
    return huddle


def end(leader: Person, huddle_id: int, turn: int, *, now: datetime) -> Huddle:
    """Over at once, unless another turn has begun meanwhile."""
    huddle, stage = _led(leader, huddle_id, now)
    if turn == stage.turn and stage.phase != rules.OVER:
        _step(huddle, rules.ENDED, leader, now)
    return huddle


def locked(huddle_id: int, *, shared: bool) -> Huddle:
    """Read again under its lock, so that nobody is between two phases. Joining goes on meanwhile."""
    query = select(Huddle).where(Huddle.id == huddle_id).with_for_update(of=Huddle, read=shared, key_share=not shared)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def cleaned(code: str) -> str:
    """As people type it: in any case, with gaps."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _led(leader: Person, huddle_id: int, now: datetime) -> tuple[Huddle, rules.Stage]:
    huddle = locked(queries.led(leader, huddle_id).id, shared=False)
    return huddle, queries.stage_of(huddle, now)


def _refuse_over(stage: rules.Stage) -> None:
    if stage.phase == rules.OVER:
        raise Conflict(_("This huddle is over."))


def _refuse_too_few(huddle: Huddle, stage: rules.Stage) -> None:
    if stage.phase == rules.LOBBY and queries.joined(huddle.id) < rules.FEWEST:
        raise Conflict(_("Wait for two phones at least: nobody judges their own reply."))


def _step(huddle: Huddle, kind: str, by: Person, now: datetime) -> None:
    mine = select(func.coalesce(func.max(HuddleStep.number), 0)).where(HuddleStep.huddle_id == huddle.id)
    number = (db.session.scalar(mine) or 0) + 1
    db.session.add(HuddleStep(huddle_id=huddle.id, number=number, kind=kind, at=now, by_id=by.id))
    db.session.flush()
    news.announce_step(huddle.id)


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))
        if queries.by_code(code) is None:
            return code
