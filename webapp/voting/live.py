"""Votes over a socket, and the audiences of answers."""

from typing import Any

from flask_babel import gettext as _
from marshmallow import ValidationError
from sqlalchemy import or_, select

from webapp.answers.models import Answer
from webapp.core import clock
from webapp.core.live import Watch, watchable
from webapp.core.problems import Invalid, NotFound
from webapp.extensions import db
from webapp.people.live import on
from webapp.people.models import Person
from webapp.schedule import queries as schedule
from webapp.voting import actions, queries, samples
from webapp.voting.listeners import of_answer
from webapp.voting.models import Tally, Vote
from webapp.voting.schemas import SocketVoteSchema
from webapp.voting.statements import COUNTS

VOTE = SocketVoteSchema()
MOST = 200
"""Answers watched at once through one challenge; the newest."""


def register() -> None:
    on("vote", vote, writes=True)


def vote(judge: Person, payload: dict[str, Any]) -> dict[str, Any]:
    try:
        asked = VOTE.load(payload)
    except ValidationError as error:
        wrong = error.messages_dict
        raise Invalid(_("Please check: %(fields)s.", fields=", ".join(sorted(map(str, wrong))))) from None
    answer_id, seq = asked.pop("answer_id"), asked.pop("seq")
    tally, vote = actions.cast_vote(judge, answer_id, actions.Cast(**asked), seq=seq, now=clock.now())
    if not vote.weight:
        return {"tally": None, "verdict": samples.verdict_on(answer_id)}
    return {"tally": queries.tally_shape(tally)}


def topic_of(wanted: dict[str, Any]) -> tuple[int]:
    challenge_id = wanted["challenge_id"]
    if type(challenge_id) is not int or not 0 < challenge_id < 2**31:
        raise NotFound(_("There is no such challenge here."))
    return (challenge_id,)


@watchable("challenge_id", topic=topic_of)
def watch_challenge(person: Person, wanted: dict[str, Any]) -> Watch:
    """The answers to a challenge whose tallies this person may know: their own and those they judged."""
    (challenge_id,) = topic_of(wanted)
    tallies = _known_tallies(person, challenge_id)
    if not tallies and not schedule.may_know(person, challenge_id):
        raise NotFound(_("There is no such challenge here."))
    return Watch([of_answer(t.answer_id) for t in tallies], {"tallies": [queries.tally_shape(t) for t in tallies]})


def _known_tallies(person: Person, challenge_id: int) -> list[Tally]:
    voted = select(Vote.answer_id).where(Vote.judge_id == person.id, queries.is_shown(), COUNTS)
    mine = (Answer.person_id == person.id) & (~Tally.withheld | Tally.closed_at.is_not(None))
    rows = db.session.scalars(
        select(Tally)
        .join(Answer, Answer.id == Tally.answer_id)
        .where(Answer.challenge_id == challenge_id, or_(mine, Answer.id.in_(voted)))
        .order_by(Answer.id.desc())
        .limit(MOST)
    )
    return list(rows)
