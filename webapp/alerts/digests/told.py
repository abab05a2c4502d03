"""What a morning's people may be told, with the same few queries however many they are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from webapp.alerts.digests.coming import Coming, Contests
from webapp.alerts.digests.queries import last_written
from webapp.alerts.push.queries import replied_on
from webapp.answers.models import Answer
from webapp.coaching.models import Note
from webapp.extensions import db
from webapp.people.models import Person
from webapp.people.rules import Calendar
from webapp.playbook.models import Prompt
from webapp.points.models import Entry
from webapp.schedule.queries import prompts_on
from webapp.standings.queries import Row, Scope, people_rows_of, ranked_people
from webapp.standings.rules import period_start
from webapp.streaks.queries import histories_of
from webapp.streaks.rules import fold
from webapp.voting.models import Tally, Vote
from webapp.voting.statements import COUNTS

LOOKING_BACK = timedelta(days=7)
"""Where the last digest is longer ago, or none was written yet."""
REPLIES_SINCE = timedelta(days=21)
"""Older replies have long been judged."""


@dataclass
class Told:
    prompt: Prompt | None = None
    """Today's prospect, unless they were answered already."""
    streak: int = 0
    points: int = 0
    votes: int = 0
    notes: list[str] = field(default_factory=list)
    """Of coaches, by name."""
    place: tuple[int, int] | None = None
    """A rank, and of how many."""
    coming: Coming | None = None

    @property
    def is_worth_a_letter(self) -> bool:
        """A place or a competition alone is no news."""
        return bool(self.prompt or self.points > 0 or self.votes or self.notes)


def told_of(
    people: Collection[Person], day: date, calendars: Mapping[int, Calendar], contests: Contests, *, now: datetime
) -> dict[int, Told]:
    since = _since(people, now)
    prompts, points = _prompts(people, day), _points(since, day)
    votes, notes, places = _votes(since, day), _notes(since, day), _places(people, day, calendars)
    streaks = {one: fold(*history, today=day).current for one, history in histories_of(people).items()}
    return {
        one.id: Told(
            prompt=prompts.get(one.id),
            streak=streaks[one.id],
            points=points[one.id],
            votes=votes[one.id],
            notes=notes[one.id],
            place=places.get(one.id),
            coming=contests.of(one.id),
        )
        for one in people
    }


def _since(people: Iterable[Person], now: datetime) -> dict[int, datetime]:
    last = last_written([one.id for one in people])
    return {one.id: max(last.get(one.id, now - LOOKING_BACK), now - LOOKING_BACK) for one in people}


def _prompts(people: Collection[Person], day: date) -> dict[int, Prompt]:
    cohorts = {one.id: one.cohort_id for one in people if one.cohort_id}
    prompts = {cohort: prompt for (cohort, _day), prompt in prompts_on(set(cohorts.values()), [day]).items()}
    done = {person_id for person_id, _day in replied_on(cohorts, [day])}
    return {one: prompts[cohort] for one, cohort in cohorts.items() if cohort in prompts and one not in done}


def _points(since: Mapping[int, datetime], day: date) -> Counter[int]:
    entries = select(Entry.person_id, Entry.amount, Entry.at).where(
        Entry.person_id.in_(since), Entry.day >= day - REPLIES_SINCE
    )
    found: Counter[int] = Counter()
    for person_id, amount, at in db.session.execute(entries):
        found[person_id] += amount if at > since[person_id] else 0
    return found


def _votes(since: Mapping[int, datetime], day: date) -> Counter[int]:
    """Those they may know of: of a withheld tally once it has closed, of one that was set aside never."""
    cast = (
        select(Answer.person_id, Vote.first_cast_at, Tally.withheld, Tally.closed_at)
        .join(Tally, Tally.answer_id == Answer.id)
        .join(Vote, Vote.answer_id == Answer.id)
        .where(*_recent(since, day), Tally.set_aside.is_(None), COUNTS)
    )
    found: Counter[int] = Counter()
    for person_id, cast_at, withheld, closed_at in db.session.execute(cast):
        heard_at = closed_at if withheld else cast_at
        found[person_id] += heard_at is not None and heard_at > since[person_id]
    return found


def _notes(since: Mapping[int, datetime], day: date) -> defaultdict[int, list[str]]:
    """Unread ones."""
    written = (
        select(Answer.person_id, Note.at, Person.name)
        .join(Note, Note.answer_id == Answer.id)
        .join(Person, Person.id == Note.coach_id)
        .where(*_recent(since, day), Note.read_at.is_(None))
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for person_id, at, coach in db.session.execute(written.order_by(Note.at)):
        if at > since[person_id] and coach not in found[person_id]:
            found[person_id].append(coach)
    return found


def _recent(since: Mapping[int, datetime], day: date) -> tuple[Any, ...]:
    return (Answer.person_id.in_(since), Answer.day >= day - REPLIES_SINCE, ~Answer.practice)


def _places(people: Collection[Person], day: date, calendars: Mapping[int, Calendar]) -> dict[int, tuple[int, int]]:
    """In their cohort, in the week of the working day before; nobody's where personal ranks are off."""
    boards: defaultdict[tuple[int, date], list[int]] = defaultdict(list)
    for one in people:
        if one.cohort_id:
            week = period_start("week", calendars[one.id].previous_working_day(day))
            boards[one.cohort_id, week].append(one.id)
    found: dict[int, tuple[int, int]] = {}
    for (cohort, week), ids in boards.items():
        rows = people_rows_of(ids, "week", week, Scope(cohort=cohort))
        found |= _ranks(rows, ranked_people(Scope(cohort=cohort)))
    return found


def _ranks(rows: Iterable[Row], of: int) -> dict[int, tuple[int, int]]:
    return {row.id: (row.rank, of) for row in rows if row.rank and row.points}
