"""A person's calendar as other programs read it (RFC 5545)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from icalendar import Calendar, Event

from webapp.alerts.feed.hours import hour_of
from webapp.competitions.models import Competition
from webapp.competitions.queries import competitions_of
from webapp.core import clock
from webapp.core.mail import our_address
from webapp.people.models import Person
from webapp.people.queries import calendar_of

AHEAD = timedelta(weeks=6)
LASTS = timedelta(minutes=2)
REFRESHED = timedelta(hours=6)
"""How often a program should look again, where it asks us."""


def calendar_for(person: Person, *, now: datetime) -> bytes:
    """The same bytes all day long, unless something in it changes."""
    today = clock.local_day(now, person.time_zone)
    made = clock.midnight(today, person.time_zone)
    calendar = _empty()
    for event in (*_days(person, today, made), *_competitions(person, now, made)):
        calendar.add_component(event)
    # Programs that know no zone by its name learn from this when its clocks change.
    calendar.add_missing_timezones(first_date=date(today.year - 1, 1, 1), last_date=date(today.year + 2, 1, 1))
    return bytes(calendar.to_ical())


def _empty() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Repartee//Repartee//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Repartee")
    calendar.add("refresh-interval", REFRESHED, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    return calendar


def _days(person: Person, today: date, made: datetime) -> list[Event]:
    """Two minutes on each working day of who plays."""
    if person.role != "rep" or person.cohort_id is None:
        return []
    working, hour = calendar_of(person).is_working, hour_of(person)
    return [_two_minutes(person, day, hour, made) for day in clock.days(today, today + AHEAD) if working(day)]


def _two_minutes(person: Person, day: date, hour: time, made: datetime) -> Event:
    begins = datetime.combine(day, hour, ZoneInfo(person.time_zone))
    summary, url = _("Two minutes of Repartee"), our_address()
    event = _event(f"day-{day:%Y%m%d}-{person.id}", summary, begins, url, made)
    event.add("duration", LASTS)
    return event


def _competitions(person: Person, now: datetime, made: datetime) -> list[Event]:
    found = [one for one in competitions_of(person) if _is_announced(one) and one.ends_at and one.ends_at > now]
    return [_competition(one, made) for one in found]


def _is_announced(competition: Competition) -> bool:
    return competition.published_at is not None and competition.cancelled_at is None and not competition.hidden


def _competition(competition: Competition, made: datetime) -> Event:
    """All-day where it goes from midnight to midnight."""
    window: list[Any] = [_there(at, competition.time_zone) for at in (competition.starts_at, competition.ends_at)]
    if all(at.time() == time() for at in window):
        window = [at.date() for at in window]
    url = f"{our_address()}/competitions/{competition.id}"
    event = _event(f"competition-{competition.id}", competition.name, window[0], url, made)
    event.add("dtend", window[1])
    return event


def _there(at: datetime | None, zone: str) -> datetime:
    assert at
    return at.astimezone(ZoneInfo(zone))


def _event(key: str, summary: str, begins: datetime | date, url: str, made: datetime) -> Event:
    """Nobody looks busy for it, and it rings nowhere."""
    event = Event()
    event.add("uid", f"{key}@{urlsplit(our_address()).hostname}")
    event.add("dtstamp", made)
    event.add("dtstart", begins)
    event.add("summary", summary)
    event.add("description", url)
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    return event
