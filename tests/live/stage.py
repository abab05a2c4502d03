"""People of a test's own on the database that the server has open, and what they do through the actions."""

from datetime import datetime, timedelta
from itertools import count
from typing import NamedTuple

from tests.builders import a_reply
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import add_person, open_sign_in
from webapp.people.models import Cohort, Person, Team, WorkCalendar
from webapp.people.rules import holiday
from webapp.schedule.actions import fill
from webapp.voting.actions import assign

_numbers = count(1)


class Player(NamedTuple):
    id: int
    name: str
    token: str
    cohort: int
    team: int


class Stage:
    """A cohort of six reps in two teams, and an outsider of another team and cohort. It is about noon where
    they are, and no day off, whenever the tests run."""

    def __init__(self) -> None:
        with work():
            self.calendar = _a_calendar_without_days_off()
            reds, blues, greens = (self._team(name) for name in ("Reds", "Blues", "Greens"))
            autumn, spring = (self._cohort(name) for name in ("Autumn", "Spring"))
            self.ana, self.ben = self.player("Ana", reds, autumn), self.player("Ben", reds, autumn)
            self.cleo, self.dev = self.player("Cleo", blues, autumn), self.player("Dev", blues, autumn)
            self.eva, self.fin = self.player("Eva", blues, autumn), self.player("Fin", reds, autumn)
            self.outsider = self.player("Outsider", greens, spring)
            self.kofi, self.ada = self.player("Kofi", role="coach"), self.player("Ada", role="admin")

    def player(self, name: str, team: int = 0, cohort: int = 0, role: str = "rep") -> Player:
        now = clock.now()
        name = f"{name} {next(_numbers)}"
        person = add_person(
            name,
            f"{name.lower().replace(' ', '.')}@live.test",
            role=role,
            calendar=self.calendar,
            time_zone=where_it_is_noon(now),
            team_id=team or None,
            cohort_id=cohort or None,
            joined_on=now.date() - timedelta(weeks=6),
            now=now - timedelta(weeks=6),
        )
        return Player(person.id, name, open_sign_in(person, "token", now=now)[1], cohort, team)

    def reply(self, author: Player, *judges: Player, at: datetime | None = None) -> int:
        """The author's reply to that day's challenge, served to these judges; its id."""
        at = at or clock.now()
        with work():
            answer = a_reply(self.person(author), at)
            for judge in judges:
                assign(self.person(judge), [answer.id], now=at)
            return answer.id

    def person(self, player: Player) -> Person:
        return db.session.get_one(Person, player.id)

    def _team(self, name: str) -> int:
        team = Team(name=f"{name} {next(_numbers)}")
        db.session.add(team)
        db.session.flush()
        return team.id

    def _cohort(self, name: str) -> int:
        now = clock.now()
        cohort = Cohort(name=f"{name} {next(_numbers)}", started_on=now.date() - timedelta(weeks=6))
        db.session.add(cohort)
        db.session.flush()
        fill(cohort.id, now.date() - timedelta(days=8), now.date() + timedelta(days=16), now=now)
        return cohort.id


def where_it_is_noon(now: datetime) -> str:
    """So that no test is interrupted by midnight. (The signs of these names are upside down.)"""
    return f"Etc/GMT{now.hour - 12:+d}"


def _a_calendar_without_days_off() -> WorkCalendar:
    around = [clock.now().date() + timedelta(days=n) for n in (-1, 0, 1)]
    country = next(c for c in ("DE", "JP", "BR", "US") if not any(holiday(c, None, day) for day in around))
    calendar = WorkCalendar(name=f"Always open {next(_numbers)}", country=country, weekend="")
    db.session.add(calendar)
    return calendar
