"""Reading streaks: five queries at most, however long the history and however many the people."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict

from sqlalchemy import func, select

from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.people import queries as people_queries
from webapp.people.models import Person
from webapp.streaks.earn_back import PRACTICES_NEEDED, lost_streak
from webapp.streaks.models import EarnBack
from webapp.streaks.rules import History, Streak, fold


class Offer(TypedDict):
    day: date
    """The missed day."""
    done: int
    needed: int
    until: date


def streak_of(person: Person, today: date) -> Streak:
    return fold(*history_of(person), today=today)


def earn_back_offer(person: Person, today: date) -> Offer | None:
    """The lost streak that practice replies can bring back today, if there is one."""
    if (lost := lost_streak(history_of(person), today)) is None:
        return None
    practised = select(func.count()).where(
        Answer.person_id == person.id, Answer.practice, Answer.day > lost.day, Answer.day <= lost.until
    )
    done = db.session.scalar(practised) or 0
    return {"day": lost.day, "done": done, "needed": PRACTICES_NEEDED, "until": lost.until}


def history_of(person: Person) -> History:
    return histories_of([person])[person.id]


def histories_of(people: Iterable[Person]) -> dict[int, History]:
    """What everyone's streak is folded from, by person id."""
    people = list(people)
    ids = [person.id for person in people]
    calendars = people_queries.calendars_of(people)
    given = select(Answer.person_id, Answer.streak_day).where(Answer.person_id.in_(ids), ~Answer.practice)
    earned = _by_person(select(EarnBack.person_id, EarnBack.day).where(EarnBack.person_id.in_(ids)))
    zones = people_queries.zones_by_person(ids)
    replies = _by_person(given)
    return {p.id: History(replies[p.id], calendars[p.id], zones[p.id], earned[p.id], p.joined_on) for p in people}


def _by_person(days: Any) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    for person_id, day in db.session.execute(days):
        found[person_id].append(day)
    return found
