"""Whom and what somebody manages: an admin everybody, a manager the reps and coaches of their teams."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from webapp.core.problems import Forbidden, NotFound
from webapp.extensions import db
from webapp.people.models import Absence, Cohort, ManagedCohort, Person, Team, WorkCalendar
from webapp.people.queries import managed_cohort_ids, managed_team_ids

MANAGING = ("manager", "admin")
GIVEN_BY_MANAGERS = ("rep", "coach")
PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """Which of the people one manages."""

    search: str = ""
    team: int | None = None
    cohort: int | None = None
    role: str | None = None
    active: bool | None = True
    page: int = 1


def check_managing(by: Person) -> None:
    if by.role not in MANAGING:
        raise Forbidden(_("Managers and admins look after people, teams and cohorts."))


def check_admin(by: Person) -> None:
    if by.role != "admin":
        raise Forbidden(_("That is for admins."))


def people(by: Person, wanted: Wanted) -> tuple[list[Person], int]:
    """A page of them by name, and how many there are."""
    query = _chosen(_managed(by), wanted)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = query.options(joinedload(Person.team), joinedload(Person.cohort)).order_by(
        func.lower(Person.name), Person.id
    )
    return list(db.session.scalars(page.offset((wanted.page - 1) * PAGE).limit(PAGE))), total


def everybody(by: Person) -> list[Person]:
    query = _managed(by).where(Person.merged_into_id.is_(None))
    return list(
        db.session.scalars(
            query.options(joinedload(Person.team), joinedload(Person.cohort)).order_by(
                func.lower(Person.name), Person.id
            )
        )
    )


def person(by: Person, person_id: int) -> Person:
    """Raises NotFound for a stranger's."""
    check_managing(by)
    found = db.session.scalar(_managed(by).where(Person.id == person_id))
    if found is None:
        raise NotFound(_("There is no such person among those you manage."))
    return found


def teams(by: Person) -> list[Team]:
    query = select(Team).order_by(func.lower(Team.name))
    return list(db.session.scalars(query if by.role == "admin" else query.where(Team.id.in_(managed_team_ids(by)))))


def cohorts(by: Person) -> list[Cohort]:
    query = select(Cohort).order_by(func.lower(Cohort.name))
    return list(db.session.scalars(query if by.role == "admin" else query.where(Cohort.id.in_(managed_cohort_ids(by)))))


def team(by: Person, team_id: int) -> Team:
    if found := next((one for one in teams(by) if one.id == team_id), None):
        return found
    raise NotFound(_("There is no such team among those you manage."))


def cohort(by: Person, cohort_id: int) -> Cohort:
    if found := next((one for one in cohorts(by) if one.id == cohort_id), None):
        return found
    raise NotFound(_("There is no such cohort among those you manage."))


def may_change_cohort(by: Person, cohort: Cohort) -> bool:
    """A manager changes a cohort that was given to them, or in which nobody else's people are."""
    if by.role == "admin":
        return True
    given = select(ManagedCohort.cohort_id).where(ManagedCohort.person_id == by.id)
    if cohort.id in set(db.session.scalars(given)):
        return True
    others = or_(Person.team_id.is_(None), Person.team_id.not_in(managed_team_ids(by)))
    return not db.session.scalar(
        select(Person.id).where(Person.cohort_id == cohort.id, Person.deactivated_at.is_(None), others).limit(1)
    )


def calendars() -> list[WorkCalendar]:
    return list(db.session.scalars(select(WorkCalendar).order_by(func.lower(WorkCalendar.name))))


def calendar(calendar_id: int) -> WorkCalendar:
    if (found := db.session.get(WorkCalendar, calendar_id)) is None:
        raise NotFound(_("There is no such working calendar."))
    return found


def absences(person: Person) -> list[Absence]:
    """Newest first."""
    theirs = (Absence.person_id == person.id, Absence.removed_at.is_(None))
    return list(db.session.scalars(select(Absence).where(*theirs).order_by(Absence.first_day.desc())))


def absence_of(person: Person, absence_id: int) -> Absence:
    found = db.session.get(Absence, absence_id, populate_existing=True)
    if found is None or found.person_id != person.id or found.removed_at is not None:
        raise NotFound(_("There is no such absence."))
    return found


def oneself_or(by: Person, person_id: int) -> Person:
    """Somebody whose days off are theirs to enter. Raises NotFound for a stranger's, whoever asks."""
    if person_id == by.id:
        return db.session.get_one(Person, by.id)
    if by.role not in MANAGING:
        raise NotFound(_("There is no such person among those you manage."))
    return person(by, person_id)


def headcounts(column: Any) -> dict[int, int]:
    """Active people by team or cohort."""
    counted = select(column, func.count()).where(Person.deactivated_at.is_(None), column.is_not(None)).group_by(column)
    return {row[0]: row[1] for row in db.session.execute(counted)}


def holders(table: Any, column: Any) -> dict[int, list[Person]]:
    """Who manages or coaches what, by the id of what it is."""
    found: dict[int, list[Person]] = {}
    query = select(column, Person).join(Person, Person.id == table.person_id)
    for subject, one in db.session.execute(query.where(Person.deactivated_at.is_(None)).order_by(Person.name)):
        found.setdefault(subject, []).append(one)
    return found


def of_role(*roles: str) -> list[Person]:
    query = select(Person).where(Person.role.in_(roles), Person.deactivated_at.is_(None))
    return list(db.session.scalars(query.order_by(func.lower(Person.name))))


def somebody_plays() -> bool:
    """Whether a challenge would find anybody: an active rep in a cohort."""
    playing = exists().where(Person.role == "rep", Person.cohort_id.is_not(None), Person.deactivated_at.is_(None))
    return bool(db.session.scalar(select(playing)))


def _managed(by: Person) -> Select[Person]:
    query = select(Person)
    if by.role == "admin":
        return query
    return query.where(Person.team_id.in_(managed_team_ids(by)), Person.role.in_(GIVEN_BY_MANAGERS))


def _chosen(query: Select[Person], wanted: Wanted) -> Select[Person]:
    if words := wanted.search.strip().lower():
        query = query.where(
            func.lower(Person.name).contains(words, autoescape=True) | Person.email.contains(words, autoescape=True)
        )
    for column, value in ((Person.team_id, wanted.team), (Person.cohort_id, wanted.cohort), (Person.role, wanted.role)):
        if value is not None:
            query = query.where(column == value)
    if wanted.active is not None:
        gone = Person.deactivated_at
        query = query.where(gone.is_(None) if wanted.active else gone.is_not(None))
    return query
