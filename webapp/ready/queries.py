"""Reading who is ready, for whom that is to know."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from webapp.core import clock
from webapp.extensions import db
from webapp.mastery.queries import topics_of
from webapp.mastery.rules import NOTHING, Mastery
from webapp.people.models import Person
from webapp.playbook.models import Topic
from webapp.ready import rules
from webapp.ready.models import Reached, SignOff, Threshold
from webapp.ready.rules import UNLEARNED, USUAL, Bar, Gap
from webapp.ready.topics import counting, live_topics
from webapp.trust.known import cohorts_learned


class TopicStanding(NamedTuple):
    topic: Topic
    mastery: Mastery
    gaps: list[Gap]
    """What it lacks; nothing, too, where it does not count yet."""
    counts: bool


class Standing(NamedTuple):
    """How ready one rep is."""

    person: Person
    state: str
    bar: Bar
    topics: list[TopicStanding]
    """All live ones, in the curriculum's order."""
    days: int
    reached: date | None
    sign_off: SignOff | None

    @property
    def blocking(self) -> list[TopicStanding]:
        return [one for one in self.topics if one.gaps]

    @property
    def counted(self) -> int:
        return sum(one.counts for one in self.topics)

    @property
    def next_topic(self) -> Topic | None:
        """What to train next."""
        found = rules.next_topic({one.topic.id: one.gaps for one in self.topics})
        return next((one.topic for one in self.topics if one.topic.id == found), None)


class RampTime(NamedTuple):
    """One rep's way: days to the one on which they were ready, or so far, where they are not there yet."""

    cohort_id: int
    person_id: int
    days: int
    reached: bool


def standings(people: Sequence[Person], today: date) -> list[Standing]:
    """In their order; the queries do not grow with them."""
    ids = [person.id for person in people]
    cohorts = {person.cohort_id for person in people if person.cohort_id}
    topics, counted = live_topics(today), counting(cohorts, today)
    bars = usual_bars(cohorts) | bars_of(cohorts)
    found, reached, signed = topics_of(ids, rules.since(today)), _reached(ids), sign_offs(ids)

    def of(person: Person) -> Standing:
        bar = bars.get(person.cohort_id or 0, UNLEARNED)
        known = [
            _topic(one, found.get((person.id, one.id), NOTHING), bar, (person.cohort_id, one.id) in counted)
            for one in topics
        ]
        state = rules.state([one.gaps for one in known if one.counts], len(topics))
        days = rules.days_to(person.joined_on, reached.get(person.id), today)
        return Standing(person, state, bar, known, days, reached.get(person.id), signed.get(person.id))

    return [of(person) for person in people]


def ready_by(people: Sequence[Person], now: datetime) -> dict[int, date]:
    """Who of them is ready on this date of theirs, with the date; by id."""
    by_day: dict[date, list[Person]] = {}
    for person in people:
        by_day.setdefault(clock.local_day(now, person.time_zone), []).append(person)
    found = ((day, one) for day, group in by_day.items() for one in standings(group, day))
    return {one.person.id: day for day, one in found if one.state == "ready"}


def standing(person: Person, today: date) -> Standing:
    return standings([person], today)[0]


def bars_of(cohort_ids: Iterable[int]) -> dict[int, Bar]:
    """What managers decided, by cohort; absent where nobody did."""
    rows = db.session.scalars(select(Threshold).where(Threshold.cohort_id.in_(list(cohort_ids))))
    return {row.cohort_id: Bar(row.recall, row.fact, row.persuasion) for row in rows}


def usual_bars(cohort_ids: Collection[int]) -> dict[int, Bar]:
    """What is asked where nobody decided."""
    learned = cohorts_learned(cohort_ids)
    return {cohort_id: USUAL if cohort_id in learned else UNLEARNED for cohort_id in cohort_ids}


def sign_offs(person_ids: Collection[int]) -> dict[int, SignOff]:
    query = select(SignOff).where(SignOff.person_id.in_(person_ids))
    return {row.person_id: row for row in db.session.scalars(query)}


def ramp(cohort_ids: Collection[int], *among: ColumnElement[bool], now: datetime) -> list[RampTime]:
    """The way of every rep of these cohorts, or of those `among` them; who left without being ready is counted up to
    that day."""
    columns = (Person.cohort_id, Person.id, Person.joined_on, Person.time_zone, Person.deactivated_at, Reached.day)
    rows = db.session.execute(
        select(*columns)
        .outerjoin(Reached, Reached.person_id == Person.id)
        .where(Person.cohort_id.in_(cohort_ids), Person.role == "rep", Person.merged_into_id.is_(None), *among)
        .order_by(Person.cohort_id, Person.id)
    )
    return [
        RampTime(
            row.cohort_id,
            row.id,
            rules.days_to(row.joined_on, row.day, clock.local_day(row.deactivated_at or now, row.time_zone)),
            row.day is not None,
        )
        for row in rows
    ]


def _topic(topic: Topic, mastery: Mastery, bar: Bar, is_counted: bool) -> TopicStanding:
    return TopicStanding(topic, mastery, rules.gaps(mastery, bar) if is_counted else [], is_counted)


def _reached(person_ids: Collection[int]) -> dict[int, date]:
    query = select(Reached.person_id, Reached.day).where(Reached.person_id.in_(person_ids))
    return {row[0]: row[1] for row in db.session.execute(query)}


def coaches_of(found: Iterable[Standing]) -> dict[int, Person]:
    """Who signed these off, by id."""
    ids = {one.sign_off.coach_id for one in found if one.sign_off}
    return {one.id: one for one in db.session.scalars(select(Person).where(Person.id.in_(ids)))}
