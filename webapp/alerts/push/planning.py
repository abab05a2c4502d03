"""The minute's look at the clock: whom to remind, and what began meanwhile. One chunk of people a work."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, exists, select

from webapp.alerts.push import queries, rules
from webapp.alerts.push.actions import plan, plan_each
from webapp.alerts.push.models import Push, Reminding
from webapp.competitions.actions import people_in
from webapp.competitions.models import Competition
from webapp.extensions import db
from webapp.people.queries import calendars_of
from webapp.streaks.queries import histories_of
from webapp.streaks.rules import fold

CHUNK = 200
LEARNS_FROM = timedelta(days=21)
HABIT = 10
"""So many of their last replies say when somebody practises."""
STARTED = timedelta(hours=12)
"""A start that is longer ago is no news."""


def remind(zone: str, now: datetime) -> int:
    """Decide on the reminders of some of those whose hour it is; how many were decided on."""
    day, minute = _wall(zone, now)
    due = _some(queries.due_for_reminder(zone, day, minute, now))
    wanted = [one for one in _at_work(due, day) if "reminder" not in one.off]
    until = now + timedelta(minutes=rules.LATE)
    plan_each([_row(one, "reminder", day, {}) for one in wanted], until=until, now=now)
    practised = queries.practised_at([one.person_id for one in due], day - LEARNS_FROM)
    for one in due:
        one.reminded_on = day
        minutes = [_wall(zone, at)[1] for at in practised[one.person_id][-HABIT:]]
        one.learned = rules.learned(minutes, one.learned, one.quiet)
    return len(due)


def save_streaks(zone: str, now: datetime) -> int:
    """The same for streaks that are at stake."""
    day, minute = _wall(zone, now)
    due = _some(queries.due_for_saver(zone, day, minute, now))
    wanted = [one for one in _at_work(due, day) if "streak" not in one.off]
    histories = histories_of([one.person for one in wanted])
    streaks = [(one, fold(*histories[one.person_id], today=day)) for one in wanted]
    rows = [
        _row(one, "streak", day, {"days": streak.current})
        for one, streak in streaks
        if rules.is_at_stake(streak.current, streak.safe)
    ]
    plan_each(rows, until=now + timedelta(minutes=rules.LATE), now=now)
    for one in due:
        one.saved_on = day
    return len(due)


def announce_starts(now: datetime) -> int:
    """Of competitions that everybody may know of and that began by themselves."""
    told = exists().where(Push.kind == "start", Push.source == Competition.id.cast(Push.source.type))
    begun = select(Competition).where(
        Competition.published_at.is_not(None),
        Competition.cancelled_at.is_(None),
        Competition.starts_at <= now,
        Competition.starts_at > now - STARTED,
        Competition.ends_at > now,
        ~Competition.hidden,
        ~told,
    )
    return sum(_announce(one, now) for one in db.session.scalars(begun).unique())


def _announce(competition: Competition, now: datetime) -> int:
    assert competition.ends_at is not None
    url = f"/competitions/{competition.id}"
    people = people_in(competition, now)
    return plan(
        people, "start", str(competition.id), {"name": competition.name}, url, until=competition.ends_at, now=now
    )


def _some(due: Select[Reminding]) -> Sequence[Reminding]:
    """Two workers share the work, and never the same person."""
    return db.session.scalars(due.limit(CHUNK).with_for_update(of=Reminding, skip_locked=True)).all()


def _at_work(due: Sequence[Reminding], day: date) -> list[Reminding]:
    """Those who work on that day and have not replied."""
    calendars = calendars_of([one.person for one in due])
    replied = queries.replied_on([one.person_id for one in due], [day])
    return [one for one in due if calendars[one.person_id].is_working(day) and (one.person_id, day) not in replied]


def _row(one: Reminding, kind: str, day: date, said: dict[str, Any]) -> dict[str, Any]:
    return {"person_id": one.person_id, "kind": kind, "source": day.isoformat(), "said": said, "url": "/"}


def _wall(zone: str, at: datetime) -> tuple[date, int]:
    """What their calendar and clock show, in minutes after midnight."""
    there = at.astimezone(ZoneInfo(zone))
    return there.date(), there.hour * 60 + there.minute
