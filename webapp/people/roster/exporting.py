"""Everybody one manages, in the shape that an import reads."""

from collections.abc import Callable

from webapp.core.tables import write_csv, write_xlsx
from webapp.people import managing
from webapp.people.models import Person
from webapp.people.roster.leading import BETWEEN
from webapp.people.roster.queries import managers_by_team

HEADER = (
    "E-mail",
    "Name",
    "Role",
    "Team",
    "Manager",
    "Cohort",
    "Start date",
    "Calendar",
    "Time zone",
    "Alias",
    "Status",
)
"""In English whatever the reader's language, so that any installation reads it back."""
WRITERS: dict[str, tuple[Callable[..., bytes], str]] = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def rows(by: Person) -> list[list[str]]:
    managers = managers_by_team()
    return [_row(person, managers) for person in managing.everybody(by)]


def _row(person: Person, managers: dict[int, list[str]]) -> list[str]:
    return [
        person.email,
        person.name,
        person.role,
        person.team.name if person.team else "",
        BETWEEN.join(managers.get(person.team_id or 0, [])),
        person.cohort.name if person.cohort else "",
        person.joined_on.isoformat(),
        person.calendar.name,
        person.time_zone,
        person.alias or "",
        "inactive" if person.deactivated_at else "active",
    ]
