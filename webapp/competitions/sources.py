"""What there is to count inside a window: the ledger, the replies, their votes and the days at work."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, exists, func, or_, select, true

from webapp.answers.models import Answer
from webapp.competitions import attendance, rules, runs
from webapp.competitions.rules import Measure
from webapp.core import clock
from webapp.extensions import db
from webapp.people.models import Person
from webapp.points.models import Entry
from webapp.points.rules import REPLY
from webapp.streaks.models import EarnBack
from webapp.streaks.queries import histories_of
from webapp.streaks.rules import History
from webapp.voting.models import Tally, Vote


class Window(NamedTuple):
    """What is counted: from its start until, not at, `until`."""

    between: str
    ids: frozenset[int]
    start: datetime
    until: datetime
    zone: str


def measured(metric: str, window: Window, *, paid_until: datetime | None = None) -> dict[int, Measure]:
    """Each entrant's measure. `paid_until` leaves out what a reply of the window was paid, or judged, from then on."""
    if window.until <= window.start:
        return dict.fromkeys(window.ids, Measure(0, 0, 0))
    dates = rules.dates(window.start, window.until, window.zone)
    there = attendance.attendances(window.between, window.ids, dates)
    count: Callable[..., dict[int, tuple[int, int]]] = METRICS[metric]
    counted = count(window, there, paid_until)
    sizes = _sizes(there)
    return {key: Measure(*counted.get(key, (0, 0)), sizes.get(key, 0)) for key in window.ids}


def voting_is_open(window: Window) -> bool:
    """Whether a reply that was written in the window is still being judged."""
    query = _replies(window, Answer.written_at).join(Tally, Tally.answer_id == Answer.id)
    return db.session.scalar(query.with_only_columns(Answer.id).where(Tally.closed_at.is_(None)).limit(1)) is not None


def _points(window: Window, there: list[attendance.Attendance], _paid: Any) -> dict[int, tuple[int, int]]:
    subject = _subject(window, Entry)
    rows = db.session.execute(
        select(subject, func.sum(Entry.amount))
        .where(subject.in_(window.ids), Entry.working_day, Entry.at >= window.start, Entry.at < window.until)
        .group_by(subject)
    )
    return _over({row[0]: row[1] for row in rows}, _days(there))


def _quality(window: Window, _there: Any, paid_until: datetime | None) -> dict[int, tuple[int, int]]:
    """What judged replies are like, over how many there are; one that waits for its first judge waits here too.

    A reply's quality is all it was paid beyond the reply itself, so that what was set aside is worth nothing.
    """
    subject = _subject(window, Answer)
    paid = and_(Entry.answer_id == Answer.id, true() if paid_until is None else Entry.at < paid_until)
    rows = db.session.execute(
        _replies(window, Answer.written_at)
        .join(Tally, Tally.answer_id == Answer.id)
        .outerjoin(Entry, paid)
        .where(~Answer.repeated, _judged(paid_until))
        .with_only_columns(subject, func.coalesce(func.sum(Entry.amount), 0))
        .group_by(subject, Answer.id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for subject_id, amount in rows:
        found[subject_id].append(max(0, amount - REPLY))
    return {key: (sum(amounts), len(amounts)) for key, amounts in found.items()}


def _judged(until: datetime | None) -> Any:
    """Whether its quality was known to its author by then."""
    if until is None:
        return or_(Tally.closed_at.is_not(None), and_(Tally.votes > 0, ~Tally.withheld))
    voted = exists().where(Vote.answer_id == Tally.answer_id, Vote.first_cast_at < until)
    return or_(Tally.closed_at < until, and_(voted, ~Tally.withheld))


def _participation(window: Window, there: list[attendance.Attendance], _paid: Any) -> dict[int, tuple[int, int]]:
    replied: dict[int, int] = defaultdict(int)
    for (subject_id, _person), days in _reply_days(window, Answer.day).items():
        replied[subject_id] += len(days)
    return _over(replied, _days(there))


def _streak_days(window: Window, there: list[attendance.Attendance], _paid: Any) -> dict[int, tuple[int, int]]:
    """Everyone's longest run, summed, over those who were at work."""
    replied = _reply_days(window, Answer.streak_day)
    authors = attendance.people_of(person_id for _subject, person_id in replied)
    histories = _histories_until(window.until, authors)
    sums: dict[int, int] = defaultdict(int)
    for (subject_id, person_id), days in replied.items():
        today = clock.local_day(window.until, authors[person_id].time_zone)
        sums[subject_id] += runs.longest_run(histories[person_id], days, today)
    at_work: dict[int, int] = defaultdict(int)
    for one in there:
        at_work[one.subject_id] += one.days > 0
    return _over(sums, at_work)


METRICS: dict[str, Any] = {
    "points": _points,
    "quality": _quality,
    "participation": _participation,
    "streak_days": _streak_days,
}


def _reply_days(window: Window, day_of: Any) -> dict[tuple[int, int], set[date]]:
    """The dates that have their reply, by entrant and author."""
    days: dict[tuple[int, int], set[date]] = defaultdict(set)
    query = _replies(window, Answer.received_at)
    columns = (_subject(window, Answer), Answer.person_id, day_of)
    for subject_id, person_id, day in db.session.execute(query.with_only_columns(*columns)):
        days[subject_id, person_id].add(day)
    return days


def _histories_until(until: datetime, people: dict[int, Person]) -> dict[int, History]:
    """As they were at that moment: what came in later, or was called an absence too late, is not in them."""
    calendars = attendance.timely_calendars(people.values())
    replied = _days_by_person(
        select(Answer.person_id, Answer.streak_day).where(
            Answer.person_id.in_(people), ~Answer.practice, Answer.received_at < until
        )
    )
    earned = _days_by_person(
        select(EarnBack.person_id, EarnBack.day).where(EarnBack.person_id.in_(people), EarnBack.at < until)
    )
    return {
        key: history._replace(calendar=calendars[key], reply_days=replied[key], earn_backs=earned[key])
        for key, history in histories_of(people.values()).items()
    }


def _days_by_person(query: Any) -> dict[int, list[date]]:
    days: dict[int, list[date]] = defaultdict(list)
    for person_id, day in db.session.execute(query):
        days[person_id].append(day)
    return days


def _replies(window: Window, at: Any) -> Select[Any]:
    within = (at >= window.start, at < window.until, _subject(window, Answer).in_(window.ids))
    return select(Answer.id).where(*within, Answer.working_day, ~Answer.practice)


def _subject(window: Window, table: Any) -> Any:
    return {"teams": table.team_id, "cohorts": table.cohort_id, "people": table.person_id}[window.between]


def _days(there: list[attendance.Attendance]) -> dict[int, int]:
    days: dict[int, int] = defaultdict(int)
    for one in there:
        days[one.subject_id] += one.days
    return days


def _sizes(there: list[attendance.Attendance]) -> dict[int, int]:
    sizes: dict[int, int] = defaultdict(int)
    for one in there:
        sizes[one.subject_id] += 1
    return sizes


def _over(amounts: dict[int, int], overs: dict[int, int]) -> dict[int, tuple[int, int]]:
    return {key: (amounts.get(key, 0), overs.get(key, 0)) for key in amounts.keys() | overs.keys()}
