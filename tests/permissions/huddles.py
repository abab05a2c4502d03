"""Huddles in each phase: one that a visitor leads (a rep: has joined), and a stranger's."""

from sqlalchemy import select

from tests.cast import NOON, Cast
from tests.permissions.visitors import Values, Whose, alike
from webapp.extensions import db
from webapp.huddle import actions, choosing, playing
from webapp.huddle.models import Huddle, HuddleBallot
from webapp.people.models import Person

TURNS = {"lobby": 0, "replying": 1, "judging": 2}


def subjects(cast: Cast, people: dict[str, Person]) -> dict[str, Whose]:
    other = cast.person("Other coach", "coach")
    return {f"huddle, {phase}": _in_phase(cast, people, other, turn) for phase, turn in TURNS.items()}


def _in_phase(cast: Cast, people: dict[str, Person], other: Person, turn: int) -> Whose:
    guests = [cast.ana, cast.ben, cast.cleo]
    led = {visitor: _huddle(people[visitor], guests, turn) for visitor in ("coach", "manager", "admin")}
    own = {visitor: _values(huddle, people[visitor], turn) for visitor, huddle in led.items()}
    own["rep"] = own["nobody"] = _values(led["coach"], cast.ana, turn)
    strangers = _huddle(other, [cast.dev, cast.outsider], turn)
    return {"led, or joined by a rep": own, "a stranger's": alike(**_values(strangers, cast.dev, turn))}


def _huddle(leader: Person, guests: list[Person], turn: int) -> Huddle:
    """Its leader plays along."""
    players = [leader, *guests]
    huddle = actions.start(leader, choosing.playable(NOON)[0].id, now=NOON)
    for one in players:
        actions.join(one, huddle.code, now=NOON)
    for step in range(turn):
        actions.go_on(leader, huddle.id, step, now=NOON)
        if step == 0 and turn > 1:
            for one in players:
                playing.give_reply(one, huddle.id, client_id=f"{huddle.id}", text=f"By {one.name}.", now=NOON)
    if turn > 1:
        for one in players:
            playing.deal(one, huddle.id, now=NOON)
    return huddle


def _values(huddle: Huddle, judge: Person, turn: int) -> Values:
    dealt = select(HuddleBallot).where(HuddleBallot.judge_id == judge.id)
    ballots = [one for one in db.session.scalars(dealt) if one.reply.huddle_id == huddle.id]
    reply_id = ballots[0].reply_id if ballots else 1
    return {"huddle_id": huddle.id, "code": huddle.code, "turn": turn, "reply_id": reply_id}
