"""The roster as one importer sees it, and the imports that are theirs."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, or_, select

from webapp.core.problems import NotFound
from webapp.extensions import db
from webapp.people.models import Cohort, ManagedTeam, Person, Team, WorkCalendar
from webapp.people.queries import managed_cohort_ids, managed_team_ids
from webapp.people.roster.keeping import row_of
from webapp.people.roster.leading import MANAGING
from webapp.people.roster.models import RosterImport
from webapp.people.roster.shape import Importer, Known, Roster, Row


def roster_of(person: Person) -> Roster:
    """Everybody and every name there is, by one query each."""
    teams, cohorts = _names(Team), _names(Cohort)
    calendars = {row.id: row for row in db.session.scalars(select(WorkCalendar).order_by(WorkCalendar.id))}
    names = {row.id: row.name for row in calendars.values()}
    return Roster(
        Importer(
            person.id,
            person.role,
            person.calendar.name,
            person.time_zone,
            frozenset(teams[n] for n in managed_team_ids(person)),
            frozenset(cohorts[n] for n in managed_cohort_ids(person)),
        ),
        _everybody(teams, cohorts, names),
        frozenset(teams.values()),
        frozenset(cohorts.values()),
        {row.name: _country(row) for row in calendars.values()},
        frozenset((teams[n], email) for n, emails in managers_by_team().items() for email in emails),
    )


def managers_by_team() -> dict[int, list[str]]:
    """The e-mails of the active people who manage each team."""
    found: dict[int, list[str]] = {}
    rows = select(ManagedTeam.team_id, Person.email).join(Person, Person.id == ManagedTeam.person_id)
    active = (Person.deactivated_at.is_(None), Person.role.in_(MANAGING))
    for team_id, email in db.session.execute(rows.where(*active).order_by(Person.email)):
        found.setdefault(team_id, []).append(email)
    return found


def own_import(person: Person, import_id: int) -> RosterImport:
    """The import, if it is this person's while they manage; raises NotFound for a stranger's."""
    found = db.session.get(RosterImport, import_id)
    if found is None or found.by_id != person.id or person.role not in MANAGING:
        raise NotFound(_("There is no such import of yours."))
    return found


def rows_of(row: RosterImport, kind: str | None, page: int, size: int) -> tuple[list[Row], int]:
    """A page of the plan's rows, and how many of that kind there are."""
    every = row.plan["rows"]
    chosen = [one for one in every if one[1] == kind] if kind else every
    first = (page - 1) * size
    return [row_of(one) for one in chosen[first : first + size]], len(chosen)


def imports_of(person: Person, limit: int = 10) -> list[RosterImport]:
    """Newest first."""
    query = select(RosterImport).where(RosterImport.by_id == person.id).order_by(RosterImport.id.desc())
    return list(db.session.scalars(query.limit(limit)))


def waiting_imports(now: datetime) -> list[int]:
    return list(db.session.scalars(select(RosterImport.id).where(waits(now)).order_by("id")))


def waits(now: datetime) -> ColumnElement[bool]:
    """For whoever carries it out next: since it was begun, or since who had it was killed in the middle."""
    left = and_(RosterImport.state == "running", RosterImport.claimed_until <= now)
    return or_(RosterImport.state == "waiting", left)


def ids_by_name(model: type[Team] | type[Cohort] | type[WorkCalendar]) -> dict[str, int]:
    return {name: n for n, name in _names(model).items()}


def _names(model: type[Team] | type[Cohort] | type[WorkCalendar]) -> dict[int, str]:
    return {row.id: row.name for row in db.session.execute(select(model.id, model.name))}


def _everybody(teams: dict[int, str], cohorts: dict[int, str], calendars: dict[int, str]) -> dict[str, Known]:
    rows = db.session.execute(
        select(
            Person.id,
            Person.email,
            Person.name,
            Person.role,
            Person.team_id,
            Person.cohort_id,
            Person.calendar_id,
            Person.time_zone,
            Person.alias,
            Person.deactivated_at.is_(None),
            Person.merged_into_id.is_not(None),
            Person.placed_on,
        )
    )
    return {
        row[1]: Known(
            row[0],
            row[1],
            row[2],
            row[3],
            teams.get(row[4] or 0),
            cohorts.get(row[5] or 0),
            calendars[row[6]],
            row[7],
            row[8],
            bool(row[9]),
            bool(row[10]),
            row[11],
        )
        for row in rows
    }


def _country(row: WorkCalendar) -> str:
    """A plain calendar is found by its country alone; one of a subdivision or an own weekend is not."""
    special = [row.subdivision] if row.subdivision else []
    special += [] if row.weekend == "5,6" else [row.weekend]
    return "-".join([row.country, *special])
