"""Sixty invented people in six teams and three cohorts."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from webapp.extensions import db
from webapp.people.actions import add_person
from webapp.people.models import CoachedCohort, Cohort, ManagedCohort, ManagedTeam, Person, Team, WorkCalendar

WEEKS = 6
TEAMS = ("North Stars", "Rhine Raiders", "Alpine", "Harbour", "Tagus", "Thames")
COHORTS = (("Autumn starters", True), ("Spring starters", False), ("Old hands", False))
PLACES = {
    "Germany": ("DE", "Europe/Berlin"),
    "Portugal": ("PT", "Europe/Lisbon"),
    "United Kingdom": ("GB", "Europe/London"),
}
TEAM_PLACES = ("Germany", "Germany", "Germany", "Germany", "Portugal", "United Kingdom")

REPS = (Path(__file__).parent / "reps.txt").read_text().splitlines()
COACHES = ("Kofi Mensah", "Renate Albers", "Joao Figueira")
MANAGERS = ("Mara Lindqvist", "Stefan Behrens", "Olivia Hartley")


class Organisation(NamedTuple):
    reps: list[Person]
    coaches: list[Person]
    managers: list[Person]
    cohorts: list[Cohort]


def found_organisation(password_hash: str, today: date, *, now: datetime) -> Organisation:
    """Everybody, with Ana and Ben in one team and cohort, Cleo in others, Kofi and Mara over them."""
    began = now - timedelta(weeks=WEEKS)
    calendars = {name: WorkCalendar(name=name, country=country) for name, (country, _zone) in PLACES.items()}
    teams = [Team(name=name) for name in TEAMS]
    started = today - timedelta(weeks=WEEKS)
    cohorts = [
        Cohort(name=name, ramping=ramping, started_on=started - timedelta(days=180 * n))
        for n, (name, ramping) in enumerate(COHORTS)
    ]
    db.session.add_all([*calendars.values(), *teams, *cohorts])
    db.session.flush()

    def person(name: str, role: str, place: str = "Germany", **where: int) -> Person:
        return add_person(
            name,
            f"{name.split()[0].lower()}@demo.example",
            role=role,
            calendar=calendars[place],
            time_zone=PLACES[place][1],
            password_hash=password_hash,
            joined_on=started,
            now=began,
            **where,
        )

    reps = [
        person(name, "rep", TEAM_PLACES[team], team_id=teams[team].id, cohort_id=cohorts[cohort].id)
        for name, team, cohort in _placed()
    ]
    coaches = [person(name, "coach") for name in COACHES]
    managers = [person(name, "manager") for name in MANAGERS]
    person("Ada Winter", "admin")
    for coach, cohort in zip(coaches, cohorts, strict=True):
        db.session.add(CoachedCohort(person_id=coach.id, cohort_id=cohort.id))
    for n, team in enumerate(teams):
        db.session.add(ManagedTeam(person_id=managers[n // 2].id, team_id=team.id))
    db.session.add(ManagedCohort(person_id=managers[0].id, cohort_id=cohorts[0].id))
    db.session.flush()
    return Organisation(reps, coaches, managers, cohorts)


def _placed() -> list[tuple[str, int, int]]:
    """Name, team and cohort of every rep: Ana and Ben first together, then Cleo elsewhere."""
    placed = [(REPS[0], 0, 0), (REPS[1], 0, 0), (REPS[2], 1, 1)]
    return placed + [(name, n % len(TEAMS), n % len(COHORTS)) for n, name in enumerate(REPS[3:])]
