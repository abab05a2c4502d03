"""Changing people, teams, cohorts and calendars on somebody's behalf: within what they manage, and never above them."""

from datetime import date, datetime, timedelta
from typing import Any

import holidays
from flask_babel import gettext as _
from sqlalchemy import delete, select

from webapp.core import clock
from webapp.core.problems import Conflict, Forbidden, Invalid
from webapp.extensions import db
from webapp.people import actions, aliases, managing
from webapp.people.models import (
    ROLES,
    Absence,
    CoachedCohort,
    Cohort,
    ManagedCohort,
    ManagedTeam,
    Person,
    Team,
    WorkCalendar,
)
from webapp.people.queries import by_email, zones_of
from webapp.people.roster import values, words
from webapp.people.roster.shape import Refused

LONGEST_ABSENCE = 731
LATELY = timedelta(hours=48)


def add(by: Person, said: dict[str, Any], *, now: datetime) -> Person:
    """Somebody new, in a team that `by` manages."""
    managing.check_managing(by)
    role = said.get("role") or "rep"
    _check_role(by, role)
    if by.role != "admin" and not said.get("team_id"):
        raise Invalid(_("Say which of your teams this person joins."))
    team_id, cohort_id = _place(by, None, said)
    calendar = managing.calendar(said["calendar_id"]) if said.get("calendar_id") else by.calendar
    if said.get("joined_on"):
        _check_start(said["joined_on"])
    person = actions.add_person(
        _named(said.get("name")),
        _free_address(said.get("email"), None),
        role=role,
        calendar=calendar,
        time_zone=said.get("time_zone") or by.time_zone,
        team_id=team_id,
        cohort_id=cohort_id,
        joined_on=said.get("joined_on"),
        now=now,
    )
    aliases.rename(person, _line("alias", said.get("alias")))
    return person


def change(by: Person, person: Person, said: dict[str, Any], *, now: datetime) -> None:
    """What `said` names becomes so; the rest stays."""
    actions.lock_people({person.id})
    _check_unmerged(person)
    role, (team_id, cohort_id) = said.get("role", person.role), _place(by, person, said)
    if role != person.role:
        _check_change_of_role(by, person, role)
    if by.role != "admin" and team_id is None:
        raise Invalid(_("Say in which of your teams this person is."))
    if "name" in said:
        person.name = _named(said["name"])
    if "email" in said:
        person.email = _free_address(said["email"], person)
    if "alias" in said:
        aliases.rename(person, _line("alias", said["alias"]))
    if said.get("calendar_id"):
        person.calendar = managing.calendar(said["calendar_id"])
    if said.get("time_zone"):
        actions.move_to_zone(person, said["time_zone"], now=now)
    actions.move(person, role=role, team_id=team_id, cohort_id=cohort_id, by=by, now=now)
    db.session.flush()


def deactivate(by: Person, person: Person, *, now: datetime) -> None:
    if person.id == by.id:
        raise Conflict(_("This is you. Ask another admin to deactivate your account."))
    actions.deactivate(person, by, now=now)


def reactivate(by: Person, person: Person, *, now: datetime) -> None:
    _check_unmerged(person)
    actions.reactivate(person, by, now=now)


def enter_absence(by: Person, person: Person, first: date, last: date, *, now: datetime) -> Absence:
    _check_near(person, first, last, now)
    _check_days_off(by, person, first, now)
    if (last - first).days > LONGEST_ABSENCE:
        raise Invalid(_("That is more than two years. For so long, an account is better deactivated."))
    return actions.enter_absence(person, first, last, by, now=now)


def remove_absence(by: Person, person: Person, absence: Absence, *, now: datetime) -> None:
    """Once it has begun it is kept, as one that was removed. Raises NotFound where somebody came first."""
    actions.lock_people({person.id})
    absence = managing.absence_of(person, absence.id)
    _check_days_off(by, person, absence.first_day, now)
    if absence.first_day <= clock.local_day(now, person.time_zone):
        absence.removed_at = now
    else:
        db.session.delete(absence)
    db.session.flush()


def last_begun(person: Person, now: datetime) -> date:
    """The last date that has begun for them in any zone they lately were in: no zone buys a day back."""
    history = zones_of(person)
    left = [later.since for later in history[1:]]
    lately = {entry.zone for entry, until in zip(history, [*left, now], strict=False) if until > now - LATELY}
    return max(clock.local_day(now, zone) for zone in lately | {person.time_zone})


def create_team(by: Person, name: str | None) -> Team:
    managing.check_admin(by)
    team = Team(name=_free_name(Team, name, None))
    db.session.add(team)
    db.session.flush()
    return team


def rename_team(team: Team, name: str | None) -> None:
    team.name = _free_name(Team, name, team)
    db.session.flush()


def create_cohort(by: Person, said: dict[str, Any], *, today: date) -> Cohort:
    managing.check_admin(by)
    if said.get("started_on"):
        _check_start(said["started_on"])
    cohort = Cohort(
        name=_free_name(Cohort, said.get("name"), None),
        started_on=said.get("started_on") or today,
        ramping=bool(said.get("ramping")),
    )
    db.session.add(cohort)
    db.session.flush()
    return cohort


def change_cohort(by: Person, cohort: Cohort, said: dict[str, Any]) -> None:
    if not managing.may_change_cohort(by, cohort):
        raise Forbidden(_("Other managers' people are in this cohort too. Ask an admin to change it."))
    if "name" in said:
        cohort.name = _free_name(Cohort, said["name"], cohort)
    if said.get("started_on"):
        _check_start(said["started_on"])
        cohort.started_on = said["started_on"]
    if "ramping" in said:
        cohort.ramping = bool(said["ramping"])
    db.session.flush()


def keep_calendar(by: Person, calendar: WorkCalendar | None, said: dict[str, Any]) -> WorkCalendar:
    """A new one, or the one there is, changed."""
    managing.check_admin(by)
    country, subdivision = str(said.get("country") or "").upper(), said.get("subdivision") or None
    _check_holidays(country, subdivision)
    weekend = sorted({int(day) for day in said.get("weekend", ())})
    if not set(weekend) <= set(range(7)) or len(weekend) == 7:
        raise Invalid(_("Choose the days of the weekend; at least one day is worked."))
    name = _free_name(WorkCalendar, said.get("name"), calendar)
    kept = calendar or WorkCalendar()
    kept.name, kept.country, kept.subdivision = name, country, subdivision
    kept.weekend = ",".join(map(str, weekend))
    db.session.add(kept)
    db.session.flush()
    return kept


def set_managers(by: Person, team: Team, ids: set[int]) -> None:
    managing.check_admin(by)
    _assign(ManagedTeam, "team_id", team.id, ids, ("manager", "admin"))


def set_cohort_people(by: Person, cohort: Cohort, coaches: set[int], managers: set[int]) -> None:
    managing.check_admin(by)
    _assign(CoachedCohort, "cohort_id", cohort.id, coaches, ("coach",))
    _assign(ManagedCohort, "cohort_id", cohort.id, managers, ("manager", "admin"))


def _check_near(person: Person, first: date, last: date, now: datetime) -> None:
    """Whoever stays away longer and longer would have no working day left for us to find."""
    today = clock.local_day(now, person.time_zone)
    if max(abs((day - today).days) for day in (first, last)) > LONGEST_ABSENCE:
        raise Invalid(_("Days off lie within two years from today. Check the years."))


def _check_days_off(by: Person, person: Person, first: date, now: datetime) -> None:
    """Once a day has begun, only a manager says that it was none."""
    if by.role not in managing.MANAGING and first <= last_begun(person, now):
        raise Forbidden(_("That day has begun. Ask your manager to enter it."))


def _assign(model: Any, column: str, subject: int, ids: set[int], roles: tuple[str, ...]) -> None:
    allowed = {person.id for person in managing.of_role(*roles)}
    if not ids <= allowed:
        raise Invalid(_("Choose among the people who are offered."))
    db.session.execute(delete(model).where(getattr(model, column) == subject))
    db.session.add_all(model(person_id=person_id, **{column: subject}) for person_id in sorted(ids))
    db.session.flush()


def _place(by: Person, person: Person | None, said: dict[str, Any]) -> tuple[int | None, int | None]:
    """Where they are to be; wherever they are already may stay."""
    team_id, cohort_id = (
        said.get(field, getattr(person, field) if person else None) for field in ("team_id", "cohort_id")
    )
    if team_id and (person is None or team_id != person.team_id):
        managing.team(by, team_id)
    if cohort_id and (person is None or cohort_id != person.cohort_id):
        managing.cohort(by, cohort_id)
    return team_id, cohort_id


def _check_role(by: Person, role: str) -> None:
    if role not in ROLES:
        raise Invalid(words.sentence({"code": "unknown_role", "value": role}))
    if by.role != "admin" and role not in managing.GIVEN_BY_MANAGERS:
        raise Forbidden(words.sentence({"code": "role_too_high"}))


def _check_change_of_role(by: Person, person: Person, role: str) -> None:
    if person.id == by.id:
        raise Conflict(words.sentence({"code": "oneself"}))
    _check_role(by, role)


def _check_unmerged(person: Person) -> None:
    if person.merged_into_id is not None:
        raise Conflict(words.sentence({"code": "merged_before"}))


def _named(name: str | None) -> str:
    found = _line("name", name)
    if not found:
        raise Invalid(words.sentence({"code": "no_name"}))
    return found


def _free_address(email: str | None, person: Person | None) -> str:
    try:
        address = values.address(email or "")
    except Refused as refused:
        raise Invalid(words.sentence(refused.reason)) from None
    other = by_email(address)
    if other is not None and other is not person:
        raise Conflict(_("Somebody with the address %(email)s is here already.", email=address))
    return address


def _check_start(day: date) -> None:
    try:
        values.near(day)
    except Refused as refused:
        raise Invalid(words.sentence(refused.reason)) from None


def _line(field: str, text: str | None) -> str:
    try:
        return values.text(field, text or "")
    except Refused as refused:
        raise Invalid(words.sentence(refused.reason)) from None


def _free_name(model: Any, name: str | None, own: Any) -> str:
    found = _line("cohort" if model is Cohort else "team", name)
    if not found:
        raise Invalid(_("Give it a name first."))
    # Compared here: no database folds every letter's case as Python does.
    others = db.session.execute(select(model.id, model.name)).all()
    if any(row.name.casefold() == found.casefold() for row in others if own is None or row.id != own.id):
        raise Conflict(_("There is one called “%(name)s” already.", name=found))
    return found


def _check_holidays(country: str, subdivision: str | None) -> None:
    try:
        holidays.country_holidays(country, subdiv=subdivision, years=2026)
    except (NotImplementedError, KeyError):
        raise Invalid(_("We know no holidays for that country or region. Use codes such as DE and BY.")) from None
