"""A cohort of its own for every journey, so that none sees what another did. It is always noon on a working day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from argon2 import PasswordHasher

from tests.builders import a_playbook, a_reply
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import add_person
from webapp.people.models import CoachedCohort, Cohort, ManagedTeam, Person, Team, WorkCalendar
from webapp.people.rules import holiday
from webapp.schedule.actions import fill

PASSWORD = "correct horse battery"
HASHED = PasswordHasher().hash(PASSWORD)
A_DAY = timedelta(days=1)
_numbers = count(1)


@dataclass(frozen=True)
class Troupe:
    """E-mail addresses. Everybody replied yesterday, so a recall is due; Cleo and Dev have replied today."""

    ana: str
    ben: str
    cleo: str
    dev: str
    kofi: str
    mara: str


def open_house() -> None:
    """What all troupes share: the playbook and the calendar, which knows no weekend."""
    with work():
        a_playbook()
        open_calendar()


def open_calendar() -> None:
    db.session.add(WorkCalendar(name="Every day", country=without_holidays(clock.now()), weekend=""))


def hire_an_admin() -> str:
    now = clock.now()
    with work():
        return _person("Ada", next(_numbers), "admin", now).email


def hire() -> Troupe:
    now, n = clock.now(), next(_numbers)
    with work():
        team, cohort = Team(name=f"Reds {n}"), Cohort(name=f"Autumn {n}", started_on=now.date() - 30 * A_DAY)
        db.session.add_all([team, cohort])
        db.session.flush()
        reps = [_person(name, n, "rep", now, team, cohort) for name in ("Ana", "Ben", "Cleo", "Dev")]
        kofi, mara = _person("Kofi", n, "coach", now), _person("Mara", n, "manager", now)
        db.session.add(CoachedCohort(person_id=kofi.id, cohort_id=cohort.id))
        db.session.add(ManagedTeam(person_id=mara.id, team_id=team.id))
        fill(cohort.id, now.date() - 7 * A_DAY, now.date() + 21 * A_DAY, now=now)
        for rep in reps:
            a_reply(rep, now - A_DAY)
        for rep in reps[2:]:
            a_reply(rep, now - timedelta(minutes=10))
        return Troupe(*(person.email for person in (*reps, kofi, mara)))


def _person(
    name: str, n: int, role: str, now: datetime, team: Team | None = None, cohort: Cohort | None = None
) -> Person:
    calendar = db.session.query(WorkCalendar).filter_by(name="Every day").one()
    return add_person(
        name,
        f"{name.lower()}{n}@repartee.test",
        role=role,
        calendar=calendar,
        time_zone=where_it_is_noon(now),
        password_hash=HASHED,
        team_id=team.id if team else None,
        cohort_id=cohort.id if cohort else None,
        joined_on=now.date() - 30 * A_DAY,
        now=now - 30 * A_DAY,
    )


def where_it_is_noon(now: datetime) -> str:
    """Far from midnight, whenever the tests run. Etc's signs are the other way round."""
    return f"Etc/GMT{now.hour - 12:+d}"


def without_holidays(now: datetime) -> str:
    near = [now.date() + n * A_DAY for n in range(-3, 5)]
    return next(c for c in ("DE", "PT", "JP", "BR", "KE") if not any(holiday(c, None, day) for day in near))
