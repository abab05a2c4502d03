"""The coach's queue: replies ordered by what a minute on them would change."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.answers.models import Answer
from webapp.coaching.rules import Known, Worth, worth
from webapp.core.problems import Forbidden
from webapp.extensions import db
from webapp.people.models import Person
from webapp.voting import moderation
from webapp.voting import queries as voting
from webapp.voting.models import Tally, Vote

WEIGHED = 200
"""Open replies that are compared; the least judged and newest of them."""


class Item(NamedTuple):
    answer: Answer
    worth: Worth


def queue(coach: Person, *, now: datetime, without: Collection[int] = (), limit: int = 20) -> list[Item]:
    """What this coach has not judged, and what was reported, the most worthwhile first. Raises Forbidden."""
    if coach.role != "coach":
        raise Forbidden(_("This queue is for coaches."))
    reported = moderation.reported_to(coach)
    found = {answer.id: answer for answer in [*voting.open_to(coach, now=now, limit=WEIGHED), *reported]}
    items = [Item(found[answer_id], value) for answer_id, value in _weighed(coach, list(found.values())).items()]
    left = [item for item in items if item.answer.id not in without]
    return sorted(left, key=lambda item: (-item.worth.value, -item.answer.id))[:limit]


def item(coach: Person, answer: Answer) -> Item:
    """One reply by itself, with its reason."""
    return Item(answer, _weighed(coach, [answer])[answer.id])


def _weighed(coach: Person, answers: list[Answer]) -> dict[int, Worth]:
    ids = [answer.id for answer in answers]
    votes, tallies, reports = _votes(ids), voting.tallies_of(ids), moderation.open_reports(ids)
    joined = _joined({answer.person_id for answer in answers})
    return {
        answer.id: worth(
            Known(
                votes=[(fact, persuasion) for _judge, fact, persuasion, _by_coach in votes[answer.id]],
                weight=_weight(tallies.get(answer.id)),
                coached=any(by_coach and judge != coach.id for judge, _f, _p, by_coach in votes[answer.id]),
                day=answer.day,
                joined_on=joined[answer.person_id],
                text=answer.text,
                key_points_used=[point["used"] for point in answer.key_points],
                reports=len(reports.get(answer.id, ())),
            )
        )
        for answer in answers
    }


def _weight(tally: Tally | None) -> int:
    return tally.weight if tally else 0


def _votes(ids: list[int]) -> dict[int, list[tuple[int, int, int, bool]]]:
    found: dict[int, list[tuple[int, int, int, bool]]] = defaultdict(list)
    rows = db.session.execute(
        select(Vote.answer_id, Vote.judge_id, Vote.fact, Vote.persuasion, Vote.by_coach).where(Vote.answer_id.in_(ids))
    )
    for answer_id, judge_id, fact, persuasion, by_coach in rows:
        found[answer_id].append((judge_id, fact, persuasion, by_coach))
    return found


def _joined(person_ids: set[int]) -> dict[int, date]:
    rows = db.session.execute(select(Person.id, Person.joined_on).where(Person.id.in_(person_ids)))
    return {row[0]: row[1] for row in rows}
