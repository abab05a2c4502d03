"""The coach's queue: replies ordered by what a minute on them would change."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.answers.models import Answer
from webapp.coaching import gain
from webapp.coaching.budgets import Day, day_of
from webapp.coaching.paces import pace_of
from webapp.coaching.rules import Known, Worth, worth, worth_a_second
from webapp.core.problems import Forbidden
from webapp.extensions import db
from webapp.people.models import Person
from webapp.voting import moderation
from webapp.voting import queries as voting
from webapp.voting.models import Tally, Vote
from webapp.voting.queue import open_to

WEIGHED = 200
"""Open replies that are compared; the least judged and newest of them."""


class Item(NamedTuple):
    answer: Answer
    worth: Worth
    seconds: float = 0.0
    """What it will take this coach; under a budget only."""


class Weighed(NamedTuple):
    """What is known of a reply, and each vote with its weight."""

    known: Known
    votes: list[gain.Cast]


def queue(coach: Person, *, now: datetime, without: Collection[int] = (), limit: int = 20) -> list[Item]:
    """What this coach has not judged, and what was reported, the most worthwhile first; under a budget only as many
    as it still holds today, by what a second on them changes. Raises Forbidden."""
    if coach.role != "coach":
        raise Forbidden(_("This queue is for coaches."))
    found, day = _candidates(coach, now), day_of(coach, now=now)
    items = _by_worth(coach, found) if day.left is None else _by_gain(coach, found, now)
    left = [item for item in items if item.answer.id not in without]
    left.sort(key=lambda item: (-item.worth.value, -item.answer.id))
    return left[:limit] if day.left is None else left[: _held(left, day)]


def item(coach: Person, answer: Answer) -> Item:
    """One reply by itself, with its reason."""
    return _by_worth(coach, [answer])[0]


def waits_beyond(coach: Person, *, now: datetime, without: Collection[int] = ()) -> int:
    """How many replies wait, whatever the budget, up to as many as are compared."""
    return len({answer.id for answer in _candidates(coach, now)} - set(without))


def _candidates(coach: Person, now: datetime) -> list[Answer]:
    found = [*open_to(coach, now=now, limit=WEIGHED), *moderation.reported_to(coach)]
    return list({answer.id: answer for answer in found}.values())


def _by_worth(coach: Person, answers: list[Answer]) -> list[Item]:
    weighed = _weighed(coach, answers)
    return [Item(answer, worth(weighed[answer.id].known)) for answer in answers]


def _by_gain(coach: Person, answers: list[Answer], now: datetime) -> list[Item]:
    weighed, pace = _weighed(coach, answers), pace_of(coach, now=now)
    usual = gain.usual_noise(one.votes for one in weighed.values())
    return [_gained(answer, weighed[answer.id], usual, pace) for answer in answers]


def _gained(answer: Answer, one: Weighed, usual: float, pace: gain.Pace) -> Item:
    seconds = gain.expected_seconds(len(answer.text), pace)
    fall = gain.fall(one.known.weight, gain.noise(one.votes, usual))
    return Item(answer, worth_a_second(one.known, fall, seconds), seconds)


def _held(items: list[Item], day: Day) -> int:
    return gain.held((item.seconds for item in items), day.left or 0, begun=day.seconds > 0)


def _weighed(coach: Person, answers: list[Answer]) -> dict[int, Weighed]:
    ids = [answer.id for answer in answers]
    votes, tallies, reports = _votes(ids), voting.tallies_of(ids), moderation.open_reports(ids)
    joined = _joined({answer.person_id for answer in answers})
    return {
        answer.id: Weighed(
            Known(
                votes=[(vote.fact, vote.persuasion) for vote in votes[answer.id]],
                weight=_weight(tallies.get(answer.id)),
                coached=any(vote.by_coach and vote.judge_id != coach.id for vote in votes[answer.id]),
                day=answer.day,
                joined_on=joined[answer.person_id],
                text=answer.text,
                key_points_used=[point["used"] for point in answer.key_points],
                reports=len(reports.get(answer.id, ())),
            ),
            [gain.Cast(vote.fact, vote.persuasion, vote.weight) for vote in votes[answer.id]],
        )
        for answer in answers
    }


def _weight(tally: Tally | None) -> int:
    return tally.weight if tally else 0


def _votes(ids: list[int]) -> dict[int, list[Vote]]:
    found: dict[int, list[Vote]] = defaultdict(list)
    for vote in db.session.scalars(select(Vote).where(Vote.answer_id.in_(ids))):
        found[vote.answer_id].append(vote)
    return found


def _joined(person_ids: set[int]) -> dict[int, date]:
    rows = db.session.execute(select(Person.id, Person.joined_on).where(Person.id.in_(person_ids)))
    return {row[0]: row[1] for row in rows}
