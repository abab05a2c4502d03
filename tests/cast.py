"""Who plays in the tests."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import get_type_hints

from sqlalchemy import select

from tests.builders import a_playbook
from webapp.extensions import db
from webapp.people.actions import add_person
from webapp.people.models import CoachedCohort, Cohort, ManagedTeam, Person, Team, WorkCalendar
from webapp.schedule.actions import fill

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
"""A Tuesday, noon in Berlin."""
TUESDAY = date(2026, 11, 24)
PASSWORD = "correct horse battery"


@dataclass
class Cast:
    """Ana and Ben are reps in one team and cohort; Cleo is in another team of the same cohort, with three
    more, so that tallies are not withheld; the outsider is a rep of another team and cohort."""

    ana: Person
    ben: Person
    cleo: Person
    dev: Person
    kofi: Person
    mara: Person
    ada: Person
    outsider: Person
    reds: Team
    blues: Team
    greens: Team
    autumn: Cohort
    spring: Cohort
    calendar: WorkCalendar

    def person(self, name: str, role: str = "rep", team: Team | None = None, cohort: Cohort | None = None) -> Person:
        return add_person(
            name,
            f"{name.lower().replace(' ', '.')}@repartee.test",
            role=role,
            calendar=self.calendar,
            time_zone="Europe/Berlin",
            team_id=team.id if team else None,
            cohort_id=cohort.id if cohort else None,
            joined_on=TUESDAY - timedelta(weeks=6),
            now=NOON - timedelta(weeks=6),
        )


def assemble() -> Cast:
    cast = Cast.__new__(Cast)
    cast.calendar = WorkCalendar(name="Germany", country="DE")
    cast.reds, cast.blues, cast.greens = Team(name="Reds"), Team(name="Blues"), Team(name="Greens")
    cast.autumn = Cohort(name="Autumn", ramping=True, started_on=TUESDAY - timedelta(weeks=6))
    cast.spring = Cohort(name="Spring", started_on=TUESDAY - timedelta(weeks=30))
    db.session.add_all([cast.calendar, cast.reds, cast.blues, cast.greens, cast.autumn, cast.spring])
    db.session.flush()
    cast.ana = cast.person("Ana", "rep", cast.reds, cast.autumn)
    cast.ben = cast.person("Ben", "rep", cast.reds, cast.autumn)
    cast.cleo = cast.person("Cleo", "rep", cast.blues, cast.autumn)
    cast.dev = cast.person("Dev", "rep", cast.blues, cast.autumn)
    cast.outsider = cast.person("Outsider", "rep", cast.greens, cast.spring)
    cast.kofi = cast.person("Kofi", "coach")
    cast.mara = cast.person("Mara", "manager")
    cast.ada = cast.person("Ada", "admin")
    db.session.add(CoachedCohort(person_id=cast.kofi.id, cohort_id=cast.autumn.id))
    db.session.add_all(ManagedTeam(person_id=cast.mara.id, team_id=t.id) for t in (cast.reds, cast.blues))
    a_playbook(now=NOON - timedelta(weeks=6))
    for cohort in (cast.autumn, cast.spring):
        fill(cohort.id, TUESDAY - timedelta(days=7), TUESDAY + timedelta(days=21), now=NOON)
    return cast


def called() -> Cast:
    """The cast that was assembled, on stage again: everybody goes by their field, the calendar by its country."""
    kinds = get_type_hints(Cast)
    known = {(kind, one.name): one for kind in set(kinds.values()) for one in db.session.scalars(select(kind))}
    named = {field: field.title() for field in kinds} | {"calendar": "Germany"}
    return Cast(**{field: known[kind, named[field]] for field, kind in kinds.items()})
