"""What a reply may say, which date it counts for, and when its voting ends. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from typing import NamedTuple

from webapp.core import clock
from webapp.core.characters import is_readable, is_visible
from webapp.people.rules import Calendar, ZoneSince

LONGEST = 400
GRACE_HOUR = 3
"""A reply counts for a date until this hour of the next morning."""
AHEAD = timedelta(minutes=5)
BACK = timedelta(hours=48)
LATE_SAVES = 2
"""This many replies that arrive late keep their own day in a streak..."""
SAVED_WITHIN = timedelta(days=30)
"""...in this long."""


class Sent(NamedTuple):
    day: date
    written_at: datetime
    received_at: datetime


class Flaw(Enum):
    EMPTY = "empty"
    LONG = "long"
    UNREADABLE = "unreadable"


def cleaned(text: str) -> str:
    """The text as it is kept: one kind of line break, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def flaw(text: str) -> Flaw | None:
    """What keeps a cleaned text from being a reply, if anything. Any script is welcome."""
    if not all(c in "\n\t" or is_readable(c) for c in text):
        return Flaw.UNREADABLE
    if not any(is_visible(c) for c in text):
        return Flaw.EMPTY
    return Flaw.LONG if len(text) > LONGEST else None


def zone_at(zones: Sequence[ZoneSince], at: datetime) -> str:
    """Where somebody's days were counted at an instant; the first zone counts for all before it."""
    past = [entry.zone for entry in zones if entry.since <= at]
    return past[-1] if past else zones[0].zone


def window(day: date, zone: str) -> tuple[datetime, datetime]:
    """When a reply must be written to count for `day`: [midnight, 03:00 the next morning)."""
    return clock.midnight(day, zone), clock.at_hour(day + timedelta(1), GRACE_HOUR, zone)


def day_for(served: Iterable[date], written_at: datetime, zone: str) -> date | None:
    """The earliest served date whose window the reply was written in."""
    for day in sorted(served):
        opens, ends = window(day, zone)
        if opens <= written_at < ends:
            return day
    return None


def accepted_since(now: datetime, calendar: Calendar, zone: str) -> datetime:
    """How far back a reply may have been written: to the end of the previous working day, at least 48 hours."""
    previous = calendar.previous_working_day(clock.local_day(now, zone))
    return min(clock.midnight(previous + timedelta(1), zone), now - BACK)


def open_since(now: datetime, calendar: Calendar, zone: str) -> date:
    """The earliest date for which a reply may still come in."""
    at = accepted_since(now, calendar, zone)
    day = clock.local_day(at, zone)
    before = day - timedelta(1)
    return before if at < window(before, zone)[1] else day


def closing(written_at: datetime, received_at: datetime, calendar: Calendar, zone: str) -> datetime:
    """The end of the author's next working day, their absences ignored."""
    counted_from = clock.local_day(max(written_at, received_at), zone)
    last = calendar.without_absences().next_working_day(counted_from)
    return clock.midnight(last + timedelta(1), zone)


def is_late(reply: Sent, zones: Sequence[ZoneSince]) -> bool:
    """It arrived when its day was over, where it was written as well as where its author was by then."""
    places = {zone_at(zones, at) for at in (reply.written_at, reply.received_at)}
    return all(window(reply.day, zone)[1] <= reply.received_at for zone in places)


def streak_day(reply: Sent, kept: Iterable[Sent], zones: Sequence[ZoneSince]) -> date:
    """Its own day; for one that is late after enough of those that `kept` theirs were, the date of its arrival."""
    if not is_late(reply, zones):
        return reply.day
    since = reply.received_at - SAVED_WITHIN
    saved = [one for one in kept if one.received_at > since and is_late(one, zones)]
    if len(saved) < LATE_SAVES:
        return reply.day
    return clock.local_day(reply.received_at, zone_at(zones, reply.received_at))
