"""Reading who is ready, for whom that is to know."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from webapp.core import clock
from webapp.core.problems import NotFound
from webapp.extensions import db
from webapp.mastery.queries import topics_of
from webapp.mastery.rules import NOTHING, Mastery
from webapp.people.models import Cohort, Person
from webapp.people.queries import coached_cohort_ids, managed_team_ids
from webapp.playbook.models import Topic
from webapp.ready import rules
from webapp.ready.models import Reached, SignOff, Threshold
from webapp.ready.rules import USUAL, Bar, Gap
from webapp.ready.topics import counting, live_topics


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


def overseen(by: Person, cohort_id: int | None = None) -> list[Person]:
    """The ramping reps who are this person's to look after, by name; a rep looks after nobody."""
    query = _theirs(_ramping(), by).order_by(Person.name, Person.id)
    if cohort_id is not None:
        query = query.where(Person.cohort_id == cohort_id)
    return list(db.session.scalars(query))


def overseen_one(by: Person, person_id: int) -> Person:
    """Raises NotFound for a stranger's."""
    if (found := db.session.scalar(_theirs(_ramping(), by).where(Person.id == person_id))) is not None:
        return found
    raise NotFound(_("There is no such rep among those you look after."))


def overseen_cohorts(by: Person) -> list[Cohort]:
    """In which they are."""
    ids = _theirs(_ramping(), by).with_only_columns(Person.cohort_id)
    return list(db.session.scalars(select(Cohort).where(Cohort.id.in_(ids)).order_by(Cohort.name)))


def overseen_cohort(by: Person, cohort_id: int) -> Cohort:
    """Raises NotFound for a stranger's, and for one in which nobody ramps up."""
    if found := next((one for one in overseen_cohorts(by) if one.id == cohort_id), None):
        return found
    raise NotFound(_("None of those you look after ramp up in such a cohort."))


def how_many(by: Person) -> tuple[int, int, int]:
    """Of the ramping reps they look after: all, who were ready, and who of those wait for a coach's word."""
    whose = _theirs(_ramping(), by).with_only_columns(Person.id).options()
    count = select(func.count()).select_from(Person).where(Person.id.in_(whose))
    ready = count.where(Person.id.in_(select(Reached.person_id)))
    waiting = ready.where(~Person.id.in_(select(SignOff.person_id)))
    return db.session.scalar(count) or 0, db.session.scalar(ready) or 0, db.session.scalar(waiting) or 0


def still_to_reach() -> list[Person]:
    """Everybody who ramps up and was never ready."""
    return list(db.session.scalars(_ramping().where(~Person.id.in_(select(Reached.person_id))).order_by(Person.id)))


def is_ramping(person: Person) -> bool:
    return person.role == "rep" and person.cohort is not None and person.cohort.ramping


def standings(people: Sequence[Person], today: date) -> list[Standing]:
    """In their order; the queries do not grow with them."""
    ids = [person.id for person in people]
    cohorts = {person.cohort_id for person in people if person.cohort_id}
    topics, counted, bars = live_topics(today), counting(cohorts, today), bars_of(cohorts)
    found, reached, signed = topics_of(ids, rules.since(today)), _reached(ids), sign_offs(ids)

    def of(person: Person) -> Standing:
        bar = bars.get(person.cohort_id or 0, USUAL)
        known = [
            _topic(one, found.get((person.id, one.id), NOTHING), bar, (person.cohort_id, one.id) in counted)
            for one in topics
        ]
        state = rules.state([one.gaps for one in known if one.counts], len(topics))
        days = rules.days_to(person.joined_on, reached.get(person.id), today)
        return Standing(person, state, bar, known, days, reached.get(person.id), signed.get(person.id))

    return [of(person) for person in people]


def standing(person: Person, today: date) -> Standing:
    return standings([person], today)[0]


def bars_of(cohort_ids: Iterable[int]) -> dict[int, Bar]:
    """What managers decided, by cohort; absent where nobody did."""
    rows = db.session.scalars(select(Threshold).where(Threshold.cohort_id.in_(list(cohort_ids))))
    return {row.cohort_id: Bar(row.recall, row.fact, row.persuasion) for row in rows}


def sign_offs(person_ids: Collection[int]) -> dict[int, SignOff]:
    query = select(SignOff).where(SignOff.person_id.in_(person_ids))
    return {row.person_id: row for row in db.session.scalars(query)}


def ramp(cohort_ids: Collection[int], *, now: datetime) -> list[RampTime]:
    """The way of every rep of these cohorts; who left without being ready is counted up to that day."""
    rows = db.session.execute(
        select(Person, Reached.day)
        .outerjoin(Reached, Reached.person_id == Person.id)
        .where(Person.cohort_id.in_(cohort_ids), Person.role == "rep", Person.merged_into_id.is_(None))
        .order_by(Person.cohort_id, Person.id)
    )
    return [
        _ramp_time(person, day, clock.local_day(person.deactivated_at or now, person.time_zone)) for person, day in rows
    ]


def _ramp_time(person: Person, reached: date | None, last: date) -> RampTime:
    days = rules.days_to(person.joined_on, reached, last)
    return RampTime(person.cohort_id or 0, person.id, days, reached is not None)


def _ramping() -> Select[Person]:
    return (
        select(Person)
        .join(Cohort, Cohort.id == Person.cohort_id)
        .where(Cohort.ramping, Person.role == "rep", Person.deactivated_at.is_(None))
        .options(joinedload(Person.cohort), joinedload(Person.team))
    )


def _theirs(query: Select[Person], by: Person) -> Select[Person]:
    if by.role == "admin":
        return query
    if by.role == "coach":
        return query.where(Person.cohort_id.in_(coached_cohort_ids(by)))
    return query.where(Person.team_id.in_(managed_team_ids(by)))


def _topic(topic: Topic, mastery: Mastery, bar: Bar, is_counted: bool) -> TopicStanding:
    return TopicStanding(topic, mastery, rules.gaps(mastery, bar) if is_counted else [], is_counted)


def _reached(person_ids: Collection[int]) -> dict[int, date]:
    query = select(Reached.person_id, Reached.day).where(Reached.person_id.in_(person_ids))
    return {row[0]: row[1] for row in db.session.execute(query)}


def coaches_of(found: Iterable[Standing]) -> dict[int, Person]:
    """Who signed these off, by id."""
    ids = {one.sign_off.coach_id for one in found if one.sign_off}
    return {one.id: one for one in db.session.scalars(select(Person).where(Person.id.in_(ids)))}
