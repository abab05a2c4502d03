"""What coaches' minutes brought: spent, replies seen, agreement with peers, and what reading everything would take."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, case, exists, func, or_, select

from webapp.answers.models import Answer
from webapp.coaching.agreement import Agreement, agreement, together
from webapp.coaching.gain import FEWEST_LOOKS, Pace
from webapp.coaching.models import Budget, Look
from webapp.coaching.paces import paces_of
from webapp.core.problems import Forbidden
from webapp.extensions import db
from webapp.people import queries as people
from webapp.people.models import CoachedCohort, Person
from webapp.voting.models import Vote

PERIODS = ("day", "week", "month")
LONGEST_VOTING = timedelta(days=14)
"""From a reply's date to its closing, over a weekend and holidays; only an index needs it."""


class Minutes(NamedTuple):
    """Of one coach since an instant."""

    coach: Person
    budget: int | None
    seconds: int
    replies: int
    """Of their cohorts that could be judged since then, their own left out."""
    seen: int
    """Of these, how many they had open or judged, whenever."""
    pace: Pace
    fact: Agreement
    persuasion: Agreement

    def seconds_for(self, replies: int) -> float | None:
        """What reading so many would take at their median; None while too few were timed."""
        return replies * self.pace.seconds if self.pace.replies >= FEWEST_LOOKS else None


def minutes(by: Person, since: datetime, *, now: datetime) -> list[Minutes]:
    """A coach's own; for managers and admins, by name, those who coach their people, as far as it is about these.
    Raises Forbidden."""
    coaches, theirs = _coaches(by), _is_theirs(by)
    ids = [coach.id for coach in coaches]
    budgets, seconds, replies = _budgets(ids), _seconds(ids, since, theirs), _replies(ids, since, theirs)
    paces, pairs = paces_of(ids, now=now), _pairs(ids, since, theirs)
    return [
        Minutes(
            coach,
            budgets.get(coach.id),
            seconds.get(coach.id, 0),
            *replies.get(coach.id, (0, 0)),
            paces[coach.id],
            agreement([fact for fact, _persuasion in pairs[coach.id]]),
            agreement([persuasion for _fact, persuasion in pairs[coach.id]]),
        )
        for coach in coaches
    ]


def _coaches(by: Person) -> Sequence[Person]:
    if by.role == "coach":
        return [by]
    if by.role not in ("manager", "admin"):
        raise Forbidden(_("Coaches see what their minutes bring, managers those of their people's coaches."))
    found = select(Person).where(Person.role == "coach", Person.deactivated_at.is_(None)).order_by(Person.name)
    if by.role == "manager":
        cohorts = people.managed_cohort_ids(by)
        found = found.where(exists().where(CoachedCohort.person_id == Person.id, CoachedCohort.cohort_id.in_(cohorts)))
    return db.session.scalars(found).all()


def _is_theirs(by: Person) -> ColumnElement[bool]:
    """No practice; for a manager the replies of their own teams and of the cohorts given to them."""
    if by.role != "manager":
        return ~Answer.practice
    given = Answer.cohort_id.in_(people.given_cohort_ids(by))
    return or_(Answer.team_id.in_(people.managed_team_ids(by)), given) & ~Answer.practice


def _budgets(ids: list[int]) -> dict[int, int | None]:
    rows = db.session.execute(select(Budget.coach_id, Budget.minutes).where(Budget.coach_id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def _seconds(ids: list[int], since: datetime, theirs: ColumnElement[bool]) -> dict[int, int]:
    looks = (Look.coach_id.in_(ids), Look.opened_at >= since, Look.seconds.is_not(None), theirs)
    spent = select(Look.coach_id, func.sum(Look.seconds)).join(Answer, Answer.id == Look.answer_id).where(*looks)
    return {row[0]: int(row[1] or 0) for row in db.session.execute(spent.group_by(Look.coach_id))}


def _replies(ids: list[int], since: datetime, theirs: ColumnElement[bool]) -> dict[int, tuple[int, int]]:
    coach = CoachedCohort.person_id
    looked = exists().where(Look.coach_id == coach, Look.answer_id == Answer.id, Look.seconds > 0)
    judged = exists().where(Vote.judge_id == coach, Vote.answer_id == Answer.id)
    rows = db.session.execute(
        select(coach, func.count(), func.count(case((or_(looked, judged), 1))))
        .join(Answer, Answer.cohort_id == CoachedCohort.cohort_id)
        .where(coach.in_(ids), Answer.day >= (since - LONGEST_VOTING).date(), Answer.closes_at > since)
        .where(Answer.person_id != coach, theirs)
        .group_by(coach)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _pairs(
    ids: list[int], since: datetime, theirs: ColumnElement[bool]
) -> dict[int, list[tuple[tuple[int, int], tuple[int, int]]]]:
    """For each coach, of each reply that they and peers judged: peers together beside the coach, of the fact and of
    persuasion. By first casts, before anybody had seen the others'."""
    judged = (Vote.judge_id.in_(ids), Vote.by_coach, Vote.first_cast_at >= since, theirs)
    mine = select(Vote).join(Answer, Answer.id == Vote.answer_id).where(*judged).order_by(Vote.id)
    peers, found = _peers(mine), defaultdict(list)
    for vote in db.session.scalars(mine):
        fact, persuasion = (together(peers[vote.answer_id][question]) for question in range(2))
        if fact is not None and persuasion is not None:
            found[vote.judge_id].append(((fact, vote.first_fact), (persuasion, vote.first_persuasion)))
    return found


def _peers(mine: Any) -> dict[int, tuple[list[tuple[int, int]], list[tuple[int, int]]]]:
    """By reply, the peers' first casts with their weights: of the fact, and of persuasion."""
    judged = mine.with_only_columns(Vote.answer_id).order_by(None)
    votes = select(Vote).where(~Vote.by_coach, Vote.answer_id.in_(judged))
    found: dict[int, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = defaultdict(lambda: ([], []))
    for vote in db.session.scalars(votes):
        found[vote.answer_id][0].append((vote.first_fact, vote.weight))
        found[vote.answer_id][1].append((vote.first_persuasion, vote.weight))
    return found
