"""An accepted plan in the database, with a few statements whatever its length: voters wait meanwhile."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from webapp.core import clock, upserts
from webapp.core.characters import folded
from webapp.extensions import db
from webapp.people import actions
from webapp.people.events import people_moved, person_deactivated
from webapp.people.models import Cohort, ManagedTeam, Membership, Person, SignIn, Team, WorkCalendar, ZoneChange
from webapp.people.roster.leading import split, team_of
from webapp.people.roster.queries import ids_by_name
from webapp.people.roster.shape import Known, Plan, Roster, Row

AT_ONCE = 5000
"""Ids in one statement; both databases take at least 32,000."""


def write(plan: Plan, roster: Roster, *, now: datetime) -> None:
    """Everything the plan says, in the transaction under way."""
    _Writing(plan, roster, now).write()
    db.session.expire_all()


class _Writing:
    def __init__(self, plan: Plan, roster: Roster, now: datetime) -> None:
        self.plan, self.by_id, self.now = plan, roster.importer.id, now
        self.known = {known.id: known for known in roster.people.values()}

    def write(self) -> None:
        self._create_names()
        self._add([row for row in self.plan.rows if row.kind == "added"])
        self._change([row for row in self.plan.rows if row.kind == "changed"])
        self._deactivate([row for row in self.plan.rows if row.kind == "deactivated"])
        self._lead([row for row in self.plan.rows if "manager" in row.changes])

    def _create_names(self) -> None:
        today = self.now.date()
        _many(insert(Team), [{"name": name} for name in self.plan.teams])
        cohorts = [{"name": name, "started_on": self._first_day(name) or today} for name in self.plan.cohorts]
        _many(insert(Cohort), [{"ramping": False, **cohort} for cohort in cohorts])
        calendars = [{"name": name, "country": country} for name, country in self.plan.calendars.items()]
        _many(insert(WorkCalendar), [{"weekend": "5,6", **calendar} for calendar in calendars])
        self.teams, self.cohorts, self.calendars = (ids_by_name(model) for model in (Team, Cohort, WorkCalendar))

    def _first_day(self, cohort: str) -> date | None:
        """A new cohort began with the first of those who are added to it."""
        starts = [
            row.changes["started_on"][1]
            for row in self.plan.rows
            if row.kind == "added" and row.changes.get("cohort") == (None, cohort) and "started_on" in row.changes
        ]
        return date.fromisoformat(min(starts)) if starts else None

    def _add(self, rows: list[Row]) -> None:
        people = [self._newcomer(row) for row in rows]
        _many(insert(Person), people)
        ids = _ids_of([person["email"] for person in people])
        zones = [{"person_id": ids[p["email"]], "time_zone": p["time_zone"], "since": self.now} for p in people]
        _many(insert(ZoneChange), zones)
        _many(insert(Membership), [self._member(ids[p["email"]], p, p["joined_on"]) for p in people])

    def _newcomer(self, row: Row) -> dict[str, Any]:
        new = {field: to for field, (_from, to) in row.changes.items()}
        stated = new.get("started_on")
        return {
            "email": row.email,
            "name": new["name"],
            "role": new["role"],
            "time_zone": new["time_zone"],
            "calendar_id": self.calendars[new["calendar"]],
            "team_id": self.teams[new["team"]] if "team" in new else None,
            "cohort_id": self.cohorts[new["cohort"]] if "cohort" in new else None,
            "alias": new.get("alias"),
            "alias_key": folded(new["alias"]) if "alias" in new else None,
            "joined_on": (joined := date.fromisoformat(stated) if stated else self._today(new["time_zone"])),
            "placed_on": joined,
        }

    def _change(self, rows: list[Row]) -> None:
        people = [self._changed(row) for row in rows]
        places = ("role", "team_id", "cohort_id", "calendar_id", "time_zone")
        _many(_by_id(Person, "name", "alias", "alias_key", *places), people)
        back = [person["b_id"] for person, row in zip(people, rows, strict=True) if "status" in row.changes]
        for some in chunks(back):
            db.session.execute(
                update(Person.__table__)  # type: ignore[arg-type]
                .where(Person.id.in_(some))
                .values(deactivated_at=None, deactivated_by_id=None)
            )
        moved = [p for p, row in zip(people, rows, strict=True) if self._is_moved(row)]
        self._begin([self._member(p["b_id"], {k[2:]: v for k, v in p.items()}, self._since(p["b_id"])) for p in moved])
        zones = [p for p, row in zip(people, rows, strict=True) if "time_zone" in row.changes]
        _many(
            insert(ZoneChange),
            [{"person_id": p["b_id"], "time_zone": p["b_time_zone"], "since": self.now} for p in zones],
        )

    def _changed(self, row: Row) -> dict[str, Any]:
        """Everything that may change, so that one statement serves all."""
        known = self.known[row.person_id or 0]

        def value(field: str) -> Any:
            return row.changes[field][1] if field in row.changes else getattr(known, field)

        return {
            "b_id": known.id,
            "b_name": value("name"),
            "b_role": value("role"),
            "b_team_id": self.teams.get(value("team")),
            "b_cohort_id": self.cohorts.get(value("cohort")),
            "b_calendar_id": self.calendars[value("calendar")],
            "b_time_zone": value("time_zone"),
            "b_alias": value("alias"),
            "b_alias_key": folded(value("alias")) if value("alias") else None,
        }

    def _is_moved(self, row: Row) -> bool:
        """As people.actions.move: whoever is deactivated is in nobody's team until they are back."""
        stays_away = not self.known[row.person_id or 0].active and "status" not in row.changes
        return not stays_away and bool({"role", "team", "cohort", "status"} & row.changes.keys())

    def _deactivate(self, rows: list[Row]) -> None:
        gone = [self.known[row.person_id or 0] for row in rows]
        ids = [known.id for known in gone]
        for some in chunks(ids):
            db.session.execute(
                update(Person.__table__)  # type: ignore[arg-type]
                .where(Person.id.in_(some))
                .values(deactivated_at=self.now, deactivated_by_id=self.by_id)
            )
            open_ids = select(SignIn.id).where(SignIn.person_id.in_(some), SignIn.ended_at.is_(None))
            for sign_in_id in db.session.scalars(open_ids).all():
                actions.end_sign_in(sign_in_id, now=self.now)
        for person_id in ids:
            person_deactivated.send(person_id, now=self.now)
        self._begin([self._away(known) for known in gone])

    def _lead(self, rows: list[Row]) -> None:
        """Whoever manages a team already goes on managing it."""
        pairs = [
            (email, team_of(row, self.known.get(row.person_id or 0)))
            for row in rows
            for email in split(row.changes["manager"][1])
        ]
        ids = _ids_of(sorted({email for email, _team in pairs}))
        managed = [{"person_id": ids[email], "team_id": self.teams[team or ""]} for email, team in pairs]
        if managed:
            db.session.execute(upserts.insert(ManagedTeam).on_conflict_do_nothing(), managed)

    def _away(self, known: Known) -> dict[str, Any]:
        values: dict[str, Any] = {"role": known.role, "team_id": None, "cohort_id": None}
        return self._member(known.id, values, self._today(known.time_zone) + timedelta(days=1))

    def _begin(self, members: list[dict[str, Any]]) -> None:
        """What had been written for later is overtaken: as people.memberships."""
        later = delete(Membership.__table__).where(  # type: ignore[arg-type]
            Membership.person_id == bindparam("b_person"), Membership.since >= bindparam("b_since")
        )
        _many(later, [{"b_person": m["person_id"], "b_since": m["since"]} for m in members])
        _many(insert(Membership), members)
        _many(
            update(Person.__table__)  # type: ignore[arg-type]
            .where(Person.id == bindparam("b_id"))
            .values(placed_on=bindparam("b_placed_on")),
            [{"b_id": m["person_id"], "b_placed_on": m["since"]} for m in members],
        )
        if members:
            people_moved.send([m["person_id"] for m in members])

    def _member(self, person_id: int, values: dict[str, Any], since: date) -> dict[str, Any]:
        place = {field: values[field] for field in ("role", "team_id", "cohort_id")}
        return {"person_id": person_id, "since": since, "entered_at": self.now, "entered_by_id": self.by_id, **place}

    def _since(self, person_id: int) -> date:
        """As people.memberships.change: a day ends where it began."""
        known = self.known[person_id]
        today = self._today(known.time_zone)
        return today + timedelta(days=known.is_placed and known.placed_on < today)

    def _today(self, zone: str) -> date:
        return clock.local_day(self.now, zone)


def _many(statement: Any, rows: list[dict[str, Any]]) -> None:
    """On the table itself: none of these rows need be an object."""
    if rows:
        if statement.is_insert:
            statement = insert(statement.table)
        db.session.connection().execute(statement, rows)


def _by_id(model: type[Person], *columns: str) -> Any:
    values: dict[str, Any] = {column: bindparam(f"b_{column}") for column in columns}
    return update(model.__table__).where(model.id == bindparam("b_id")).values(values)  # type: ignore[arg-type]


def _ids_of(emails: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in chunks(emails):
        rows = db.session.execute(select(Person.email, Person.id).where(Person.email.in_(some)))
        found |= {row.email: row.id for row in rows}
    return found


def chunks(values: list[Any]) -> Iterator[list[Any]]:
    return (values[n : n + AT_ONCE] for n in range(0, len(values), AT_ONCE))
