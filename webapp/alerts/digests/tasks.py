"""The worker's round: everybody whose morning it is gets their digest, fifty people a transaction."""

from datetime import date, datetime

import structlog
from flask import current_app
from flask_babel import lazy_gettext as _l

from webapp.alerts.digests import actions, letter, queries, rules
from webapp.alerts.digests.coming import Contests
from webapp.alerts.digests.told import Told, told_of
from webapp.core import clock, mail
from webapp.core.rounds import every
from webapp.core.words import speaking_to
from webapp.core.work import retried, work
from webapp.people.models import Person
from webapp.people.queries import calendars_of
from webapp.schedule import actions as schedule
from webapp.schedule import queries as scheduled

log = structlog.get_logger()

AT_ONCE = 50
"""People a transaction."""


@every(_l("Writes the digests of the morning"), minutes=1)
def write_due_digests() -> int:
    """Returns how many were written. Links in them need an address of ours, so without one there are none."""
    if not (mail.is_offered() and current_app.config["BASE_URL"]):
        return 0
    return sum(_walk(zone, day) for zone, day in _mornings(clock.now()))


def _mornings(now: datetime) -> list[tuple[str, date]]:
    """Where it is morning, and not everybody was gone through."""
    begun = [(zone, day) for zone in queries.zones_in_use() if (day := rules.morning_of(zone, now))]
    over = queries.finished(begun)
    return [morning for morning in begun if morning not in over]


def _walk(zone: str, day: date) -> int:
    written, contests = 0, Contests(clock.now())
    while (some := _next(zone, day, contests)) is not None:
        written += some
    return written


def _next(zone: str, day: date, contests: Contests) -> int | None:
    """Somebody whose letter fails keeps nobody behind them waiting."""
    try:
        return _step(zone, day, contests, AT_ONCE)
    except Exception:
        log.exception("digests_not_written_together", zone=zone, day=day)
    return sum(_alone(zone, day, contests) for _ in range(AT_ONCE))


def _alone(zone: str, day: date, contests: Contests) -> int:
    try:
        return _step(zone, day, contests, 1) or 0
    except Exception:
        log.exception("digest_not_written", zone=zone, day=day, person=_pass_over(zone, day))
        return 0


@retried
def _pass_over(zone: str, day: date) -> int:
    with work():
        walk = actions.round_of(zone, day)
        walk.reached = queries.next_people(zone, walk.reached, 1)[0].id
        return walk.reached


@retried
def _step(zone: str, day: date, contests: Contests, at_most: int) -> int | None:
    """For the next people; None once nobody is left."""
    now = clock.now()
    with work():
        walk = actions.round_of(zone, day)
        people = queries.next_people(zone, walk.reached, at_most)
        if not people or rules.morning_of(zone, now) != day:
            walk.finished_at = now
            return None
        walk.reached = people[-1].id
        return _write(people, day, contests, now)


def _write(people: list[Person], day: date, contests: Contests, now: datetime) -> int:
    calendars, rhythms = calendars_of(people), queries.rhythms([one.id for one in people], now)
    due = [one for one in people if rules.is_due(rhythms[one.id], day, calendars[one.id])]
    _plan_ahead({one.cohort_id for one in due if one.cohort_id}, day, now)
    told = told_of(due, day, calendars, contests, now=now) if due else {}
    hearing = [one for one in due if told[one.id].is_worth_a_letter]
    first = actions.note_written(hearing, day, now=now)
    for one in hearing:
        if one.id in first:
            _post(one, told[one.id], rhythms[one.id], day, now)
    return len(first)


def _plan_ahead(cohorts: set[int], day: date, now: datetime) -> None:
    """Whoever opens the day first would fill it; in the morning that may be this letter."""
    for cohort in sorted(cohorts):
        if scheduled.challenge_on(cohort, day) is None:
            schedule.fill(cohort, day, day + schedule.AHEAD, now=now)


def _post(person: Person, told: Told, rhythm: str, day: date, now: datetime) -> None:
    with speaking_to(person):
        written = letter.write(person, told, rhythm, day)
    mail.post(
        person.name,
        person.email,
        written.subject,
        written.text,
        html=written.html,
        unsubscribe=written.unsubscribe,
        until=rules.end_of_morning(day, person.time_zone),
        now=now,
    )
