"""Whose way is whose to look after."""

from flask_babel import gettext as _
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from webapp.core.problems import NotFound
from webapp.extensions import db
from webapp.people.models import Cohort, Person
from webapp.people.queries import coached_cohort_ids, given_cohort_ids, managed_team_ids
from webapp.ready.models import Reached, SignOff


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


def overseen_cohort(by: Person, cohort_id: int) -> Cohort:
    """Raises NotFound for a stranger's, and for one in which nobody ramps up."""
    if found := next((one for one in overseen_cohorts(by) if one.id == cohort_id), None):
        return found
    raise NotFound(_("None of those you look after ramp up in such a cohort."))


def overseen_cohorts(by: Person) -> list[Cohort]:
    """In which they are."""
    ids = _theirs(_ramping(), by).with_only_columns(Person.cohort_id)
    return list(db.session.scalars(select(Cohort).where(Cohort.id.in_(ids)).order_by(Cohort.name)))


def how_many(by: Person) -> tuple[int, int, int]:
    """Of the ramping reps they look after: all, who were ready, and who of those wait for a coach's word."""
    whose = _theirs(_ramping(), by).with_only_columns(Person.id).options()
    count = select(func.count()).select_from(Person).where(Person.id.in_(whose))
    ready = count.where(Person.id.in_(select(Reached.person_id)))
    waiting = ready.where(~Person.id.in_(select(SignOff.person_id)))
    return db.session.scalar(count) or 0, db.session.scalar(ready) or 0, db.session.scalar(waiting) or 0


def still_to_reach(after: int = 0, most: int | None = None) -> list[Person]:
    """Those who ramp up and were never ready, by id; the next so many of them, where that is said."""
    waiting = _ramping().where(~Person.id.in_(select(Reached.person_id)), Person.id > after)
    return list(db.session.scalars(waiting.order_by(Person.id).limit(most)))


def is_ramping(person: Person) -> bool:
    return person.role == "rep" and person.cohort is not None and person.cohort.ramping


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
    return query.where(or_(Person.team_id.in_(managed_team_ids(by)), Person.cohort_id.in_(given_cohort_ids(by))))
