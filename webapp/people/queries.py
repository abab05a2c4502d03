"""Finding people, and what their days look like."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from webapp.core.problems import NotFound
from webapp.extensions import db
from webapp.people.models import (
    Absence,
    CoachedCohort,
    Cohort,
    ManagedCohort,
    ManagedTeam,
    Person,
    SignIn,
    Team,
    WorkCalendar,
    ZoneChange,
)
from webapp.people.rules import Calendar, ZoneSince

T = TypeVar("T", Team, Cohort)


def by_email(email: str) -> Person | None:
    if not email.isprintable():
        return None
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def signed_in_with(secret_hash: str, now: datetime) -> tuple[SignIn, Person] | None:
    """The open sign-in that carries this secret, with its person, unless deactivated. A guest's is none."""
    return _open(secret_hash, now, SignIn.kind != "link")


def guest_with(secret_hash: str, now: datetime) -> tuple[SignIn, Person] | None:
    """The same of who came by a link."""
    return _open(secret_hash, now, SignIn.kind == "link")


def is_link(secret_hash: str) -> bool:
    """Whether this was the secret of who came by a link, open or not."""
    found = select(SignIn.id).where(SignIn.secret_hash == secret_hash, SignIn.kind == "link")
    return db.session.scalar(found) is not None


def _open(secret_hash: str, now: datetime, kind: ColumnElement[bool]) -> tuple[SignIn, Person] | None:
    row = db.session.execute(
        select(SignIn, Person)
        .join(Person, Person.id == SignIn.person_id)
        .where(
            SignIn.secret_hash == secret_hash,
            kind,
            SignIn.ended_at.is_(None),
            SignIn.expires_at > now,
            Person.deactivated_at.is_(None),
        )
    ).first()
    return (row[0], row[1]) if row else None


def open_sign_ins(ids: set[int], now: datetime) -> set[int]:
    """Those of these sign-ins that still hold."""
    if not ids:
        return set()
    rows = db.session.scalars(
        select(SignIn.id)
        .join(Person, Person.id == SignIn.person_id)
        .where(SignIn.id.in_(ids), SignIn.ended_at.is_(None), SignIn.expires_at > now, Person.deactivated_at.is_(None))
    )
    return set(rows)


def calendar_of(person: Person) -> Calendar:
    return calendars_of([person])[person.id]


def calendars_of(people: Iterable[Person]) -> dict[int, Calendar]:
    """Everyone's calendar by person id, with one query for all of them."""
    people = list(people)
    absences: dict[int, set[tuple[date, date]]] = {person.id: set() for person in people}
    for row in db.session.scalars(select(Absence).where(Absence.person_id.in_(absences), Absence.removed_at.is_(None))):
        absences[row.person_id].add((row.first_day, row.last_day))
    return {p.id: _calendar(p.calendar, frozenset(absences[p.id])) for p in people}


def calendars_by_person(people: Mapping[int, int], *, since: date) -> dict[int, Calendar]:
    """Calendars as far as the days from `since` on go, by person, given the calendar each works by."""
    plain = {row.id: _calendar(row, frozenset()) for row in db.session.scalars(select(WorkCalendar))}
    absences: dict[int, set[tuple[date, date]]] = defaultdict(set)
    off = select(Absence.person_id, Absence.first_day, Absence.last_day)
    for row in db.session.execute(off.where(Absence.last_day >= since, Absence.removed_at.is_(None))):
        absences[row.person_id].add((row.first_day, row.last_day))
    return {
        person: replace(plain[calendar], absences=frozenset(absences[person]))
        if person in absences
        else plain[calendar]
        for person, calendar in people.items()
    }


def zones_of(person: Person) -> list[ZoneSince]:
    """Where the person's days were counted, oldest first."""
    return zones_by_person([person.id])[person.id]


def zones_by_person(ids: Collection[int]) -> dict[int, list[ZoneSince]]:
    rows = db.session.execute(
        select(ZoneChange.person_id, ZoneChange.since, ZoneChange.time_zone)
        .where(ZoneChange.person_id.in_(ids))
        .order_by(ZoneChange.since)
    )
    found: dict[int, list[ZoneSince]] = defaultdict(list)
    for person_id, since, zone in rows:
        found[person_id].append(ZoneSince(since, zone))
    return found


def coached_cohort_ids(person: Person) -> set[int]:
    """None for who is no coach any more."""
    if person.role != "coach":
        return set()
    return set(db.session.scalars(select(CoachedCohort.cohort_id).where(CoachedCohort.person_id == person.id)))


def coaches_of(cohort_id: int) -> list[Person]:
    coached = select(CoachedCohort.person_id).where(CoachedCohort.cohort_id == cohort_id)
    return list(db.session.scalars(select(Person).where(Person.id.in_(coached)).order_by(Person.id)))


def managed_team_ids(person: Person) -> set[int]:
    """None for who is no manager any more."""
    if person.role != "manager":
        return set()
    return set(db.session.scalars(select(ManagedTeam.team_id).where(ManagedTeam.person_id == person.id)))


def given_cohort_ids(person: Person) -> set[int]:
    """Whose people are theirs, whatever the team; none for who is no manager any more."""
    if person.role != "manager":
        return set()
    return set(db.session.scalars(select(ManagedCohort.cohort_id).where(ManagedCohort.person_id == person.id)))


def managed_cohort_ids(person: Person) -> set[int]:
    """Those given to them, and those of their teams' people; none for who is no manager any more."""
    given = given_cohort_ids(person)
    if not (teams := managed_team_ids(person)):
        return given
    theirs = select(Person.cohort_id).where(Person.team_id.in_(teams), Person.cohort_id.is_not(None)).distinct()
    return given | {cohort_id for cohort_id in db.session.scalars(theirs) if cohort_id}


def visible_teams(person: Person) -> list[Team]:
    """An admin sees every team, a manager those they manage, anyone their own."""
    query = select(Team).order_by(Team.name)
    if person.role != "admin":
        query = query.where(Team.id.in_(managed_team_ids(person) | {person.team_id or 0}))
    return list(db.session.scalars(query))


def visible_cohorts(person: Person) -> list[Cohort]:
    """An admin sees every cohort, a coach those they coach, a manager those of their teams' people."""
    query = select(Cohort).order_by(Cohort.name)
    if person.role == "admin":
        return list(db.session.scalars(query))
    ids = coached_cohort_ids(person) | managed_cohort_ids(person) | {person.cohort_id or 0}
    return list(db.session.scalars(query.where(Cohort.id.in_(ids))))


def visible_people(person: Person) -> list[Person]:
    """The active people of the teams and cohorts that this person may see."""
    query = (
        select(Person)
        .where(Person.deactivated_at.is_(None))
        .options(joinedload(Person.team), joinedload(Person.cohort))
        .order_by(Person.name)
    )
    if person.role != "admin":
        teams = [team.id for team in visible_teams(person)]
        cohorts = [cohort.id for cohort in visible_cohorts(person)]
        theirs = Person.team_id.in_(teams) | Person.cohort_id.in_(cohorts) | (Person.id == person.id)
        query = query.where(theirs)
    return list(db.session.scalars(query))


def own_team(person: Person, team_id: int) -> Team:
    """The team, if this person may see it; raises NotFound for a stranger's."""
    return _found(visible_teams(person), team_id, _("There is no such team here."))


def own_cohort(person: Person, cohort_id: int) -> Cohort:
    """The cohort, if this person may see it; raises NotFound for a stranger's."""
    return _found(visible_cohorts(person), cohort_id, _("There is no such cohort here."))


def reps_in_cohort(cohort_id: int) -> int:
    """How many active reps a cohort has."""
    active = (Person.cohort_id == cohort_id, Person.role == "rep", Person.deactivated_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(Person).where(*active)) or 0


def _found(visible: list[T], wanted: int, refusal: str) -> T:
    for one in visible:
        if one.id == wanted:
            return one
    raise NotFound(refusal)


def _calendar(row: WorkCalendar, absences: frozenset[tuple[date, date]]) -> Calendar:
    weekend = frozenset(int(n) for n in row.weekend.split(",") if n)
    return Calendar(row.country, row.subdivision, weekend, absences)
