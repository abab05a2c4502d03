"""A person's day: its date, whether it is a working day, and the challenge they were served for it."""

from datetime import date, datetime
from typing import NamedTuple

from flask_babel import format_date
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.work import work
from webapp.people import queries as people
from webapp.people.models import Person
from webapp.people.rules import Calendar, holiday
from webapp.playbook.models import Challenge
from webapp.schedule import actions as schedule
from webapp.schedule import queries as served


class Day(NamedTuple):
    date: date
    working: bool
    off: str | None
    """Why it is a day off."""
    challenge: Challenge | None


def open_day(person: Person, *, now: datetime) -> Day:
    """Today, on the person's own calendar. The first look at it serves the challenge, which is a write."""
    return day_of(person, clock.local_day(now, person.time_zone), now=now)


def day_of(person: Person, day: date, *, now: datetime) -> Day:
    """The same of a date that may be over by now, but for the hours in which one may still reply."""
    challenge = served.session_challenge(person, day)
    if challenge is None and person.cohort_id is not None:
        with work():
            row = schedule.serve(person, day, now=now)
        challenge = row.challenge if row else None
    calendar = people.calendar_of(person)
    return Day(day, calendar.is_working(day), day_off(calendar, day), challenge)


def day_off(calendar: Calendar, day: date) -> str | None:
    """Why it is one, if it is."""
    if calendar.is_working(day):
        return None
    if calendar.is_absent(day):
        return _("You are away")
    return holiday(calendar.country, calendar.subdivision, day) or format_date(day, "EEEE")
