"""A small office: reps, a coach, a playbook of six topics. Germany, Monday 2 November 2026."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tests.builders import a_playbook, a_reply
from webapp.answers.actions import give_answer
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.extensions import db
from webapp.need.actions import serve_practice
from webapp.people.actions import add_person
from webapp.people.models import CoachedCohort, Cohort, Person, Team, WorkCalendar

MONDAY = date(2026, 11, 2)


@dataclass
class Office:
    reps: list[Person]
    coach: Person


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def nov(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def found_office(reps: int = 1) -> Office:
    with work():
        team, cohort = Team(name="North"), Cohort(name="Autumn", started_on=MONDAY)
        calendar = WorkCalendar(name="Germany", country="DE")
        db.session.add_all([team, cohort, calendar])
        db.session.flush()
        people = [_person(f"rep{n}", "rep", team, cohort, calendar) for n in range(reps)]
        coach = _person("coach", "coach", team, cohort, calendar)
        db.session.add(CoachedCohort(person_id=coach.id, cohort_id=cohort.id))
        a_playbook(topics=6, facts=2, now=at(MONDAY, 0))
    return Office(people, coach)


def reply(person: Person, now: datetime, text: str | None = None, *, proof: bool = False) -> Answer:
    """The person's reply to their challenge of the day; the same again in the evening changes nothing."""
    text = text or f"Here is what I would say on {now.date()}."
    return a_reply(person, now, text, client_id=f"{person.id}-{now.date()}", proof=proof)


def practise(person: Person, now: datetime) -> Answer:
    challenge = serve_practice(person, now.date(), now=now)
    assert challenge is not None
    answer, _is_new = give_answer(
        person,
        client_id=f"practice-{person.id}-{now.isoformat()}",
        challenge_id=challenge.id,
        text=f"A round of practice at {now.isoformat()}.",
        written_at=now,
        now=now,
    )
    return answer


def working_days(count: int) -> list[date]:
    weekdays = (MONDAY + timedelta(n) for n in range(2 * count))
    return [day for day in weekdays if day.weekday() < 5][:count]


def _person(name: str, role: str, team: Team, cohort: Cohort, calendar: WorkCalendar) -> Person:
    return add_person(
        name,
        f"{name}@office.example",
        role=role,
        calendar=calendar,
        time_zone="Europe/Berlin",
        team_id=team.id,
        cohort_id=cohort.id,
        now=at(MONDAY, 0),
    )
